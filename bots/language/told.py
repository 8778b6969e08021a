"""What people tell of their day and of their money: figures, times and trades in it are past, or of other things.

“I lost 2k on it already”, “my bus comes at 8”, “fees are insane on mainnet”, “same as last week”.
"""

from __future__ import annotations

from typing import Final

__all__ = ["TOLD"]

_EVENT: Final = (
    r"(?:meeting|surgery|operation|concert|bus|train|plane|flight|tram|ferry|shift|class|lesson|exam|appointment|"
    r"dentist|doctor|school|"
    r"lunch|"
    r"dinner|date|game|match|movie|film|concert|party|wedding|alarm|gym|church|shop|store|bank|office|kids|baby|"
    r"birthday|earnings|fed|cpi|fomc|halving|merge|unlock|listing|launch|rent|salary|payday|holidays?|vacation)"
)
_AGAIN: Final = (
    r"(?: (?:again|already|now|today|so far|overall|in total|since \w+|this \w+|on (?:it|this|them|mine)|anyway))"
)
TOLD: Final = (
    # what was
    (
        r"(?:lost|made|spent|earned|won|waited|turned|entered|got in|paid(?! (?:with|in|by|from|for by))|bought "
        r"(?:it|them|"
        r"this|mine|at the|too|way too)|sold (?:it|them|this|mine|at the|too|way too))(?: (?!if |when |so |and "
        r")[\w'.$%]+){1,8}"
    ),
    (
        r"(?:bought|sold) (?:my|our|the|an?|his|her|another) (?!few\b|little\b|bit\b|lot\b|half\b|rest\b)(?:\w+ )?\w+"
        r"(?: (?:yesterday|today|last \w+|recently|already|this \w+))?"
    ),
    (
        r"i (?:always|never|often|usually|keep|tend to) (?:buy(?:ing)?|sell(?:ing)?)(?: \w+){0,2} "
        r"(?:early|late|tops?|bottoms?|high|low|dips?|peaks?)"
    ),
    (
        r"(?:\w+ )?(?:is|are|was|it'?s) (?:(?:already|now|still|back) )*(?:down|up|at|above|below|over|under) (?:by |"
        r"about )?"
        rf"(?:\$?\d[\w.]* ?%?|a lot|big|bad|badly){_AGAIN}+"
    ),
    (
        rf"(?:down|up) (?:by |about )?(?:\d[\w.]* ?%|a lot|big|bad){_AGAIN}+|(?:i'?m|i am|"
        rf"we'?re) (?:down|up) "
        r"(?:by |about )?(?:\d[\w.]* ?%|a lot|big|bad)"
    ),
    r"100 ?(?:%|percent) (?:sure|certain|serious|in|convinced)",
    (
        r"(?:have|got|had) (?:only |just |like )?(?:\d{1,2}|a few|two|three|five|ten) (?:min\w*|secs?|"
        r"seconds|hours?)"
        r"(?: (?:left|before \w+))?"
    ),
    # when something else is
    (
        rf"{_EVENT}(?: (?:is|are|starts?|begins?|opens?|closes?|ends?|comes?|"
        rf"leaves?|goes|"
        r"out|due|at|on|in|was|were|boards?))*(?: (?:tomorrow|tonight|today|yesterday|soon|later|noon|midnight|next "
        r"\w+|"
        r"this \w+|"
        r"(?:on )?\w+day|\d{1,2}(?::\d\d)?(?: ?(?:am|pm|min\w*|hours?|h))?|an? \w+|(?:two|three|four|five|ten) \w+))?"
    ),
    r"(?:it'?s|it is) (?:already |almost |nearly )?\d{1,2}(?::\d\d)? ?(?:am|pm|o'?clock)(?: here)?",
    r"(?:phone|battery|laptop|screen)(?: is)?(?: at| on)? \d{1,2} ?%?",
    (
        r"same (?:procedure )?(?:as|like) (?:yesterday|always|usual|before|last \w+)|just like "
        r"(?:yesterday|last \w+)|"
        r"like (?:yesterday|last (?:time|week|month))"
    ),
    (
        r"(?:see|talk to|catch|speak to) (?:you|ya|u) (?:tomorrow|later|soon|tonight|on \w+day|next \w+)|talk (?:later|"
        r"soon|tomorrow)"
    ),
    r"(?:happy|finally|another|it'?s|its|thank god it'?s) \w+day(?: again| after all)?|\w+day again",
    (
        r"(?:it|today|yesterday) (?:was|is) (?:my|our|his|her) (?:\w+ )?(?:birthday|anniversary|day off|turn|payday)"
        r"(?: yesterday| today| tomorrow)?"
    ),
    r"thank(?:s| you) (?:so much |a lot |again )?for (?!nothing)(?:(?!tip\b|advice\b|idea\b)\w+ ?){1,4}(?=[.,;!]|$)",
    r"rent'?s? (?:is )?due(?: \w+)?",
    (
        r"(?:i|we)(?:'m|'re| am| are)? (?:fly|leav|travel|mov|retir|start|return|marry|work|depart|driv|arriv|land|"
        r"board|"
        r"go on|"
        r"going on|going under)\w*(?: [a-z]+){0,6}? "
        r"(?:tomorrow|tonight|today|"
        r"soon|next \w+|in (?:an?|\d+|two|three) \w+|(?:on )?\w+day)"
    ),
    (
        r"(?:daily|weekly|monthly) (?:stack|buy|dip|savings?|shopping|top[- ]up|routine|stacking|contribution) "
        r"(?:again|time|day|done|is due)"
    ),
    r"every single time(?=,)|(?:doing|does|did) nothing(?: at all)?|i wait (?:for )?(?:the|a) \w+",
    # what things cost
    (
        r"(?:gas|fees?)(?: (?!for\b)\w+){0,4} on (?:the )?\w+(?: (?:is|are) (?:(?:an?|so|too|really|"
        r"just|killing) )*\w+)?"
    ),
    r"(?:gas|fees?) (?:is|are|was|were) (?:\w+ ){1,3}(?:yesterday|last \w+|earlier|before)",
    # what is said to nobody
    (
        r"keep(?:ing)? my fingers crossed|(?:wish me luck|good luck(?! with))|pray for me|may the force be with "
        r"\w+|come what may|"
        r"cost what it may|no matter (?:what|the price|how)|whatever (?:it takes|happens(?: happens)?)|when in doubt|"
        r"if not now,? when|stop me if you can|(?:hi |hello |hey )?how are (?:you|u)(?: doing)?(?: today)?\??|"
        r"(?:we|we'?ll|we will|let'?s|let us) see(?! about)|call me (?:crazy|greedy|mad|stupid|paranoid|old|a \w+)|"
        r"(?:love you|good|thanks|thank you|hey|hello|hi|dear) bot"
    ),
    (
        r"(?:thought|been thinking) (?:(?:long|hard|a lot|and|enough) )*about (?:it|this|that)"
        r"(?: (?:all|for|long|enough|hard|\w+) ?(?:night|day|weekend|week|a while|long)?)?"
    ),
    r"did my (?:own )?(?:homework|research|math|maths|part|best)",
    r"(?:typing|writing|texting|sent|sending|calling)(?: this| you)? (?:on|from|in|at|with) \w+(?: \w+)?",
    (
        r"(?:friends?|people|they|family|colleagues?|wife|husband|kids|neighbou?rs?|everyone|everybody) (?:think|"
        r"thinks|call|"
        r"calls|called) (?:i'?m|i am|me) \w+"
    ),
    r"says? (?:hi|hello|hey|thanks|thank you|good \w+)",
    (
        r"(?:that|this|it) (?:should|would|will|'ll) (?:cover|help|suffice|pay|be all|be enough|be it|get me|keep me|"
        r"buy "
        r"me)"
        r"(?: \w+){0,3}"
    ),
    r"(?:this thing|this|it|that|price|they|the price|this coin) (?:only|never|just) (?:goes|go|went|knows) \w+",
    r"no need to (?:thank|confirm|ask|rush|hurry|reply|worry|explain|answer)(?: (?:me|it|with my \w+|with \w+|again))*",
    (
        r"nothing (?:fancy|special|more|less|crazy|big|serious)|no (?:judge?ment|idea what i'?m doing|more,? no less)|"
        r"nobody (?:tells|asks|listens|thanks|calls|told|asked) (?:\w+ ?){1,2}"
    ),
    (
        r"(?:never|not) (?:felt|been|was|am|slept) (?:so|this|that|more|as|better) ?\w*|(?:can'?t|cannot) stand "
        r"(?:looking at )?\w+"
        r"(?: any ?more| any longer)?"
    ),
    (
        r"signal(?: \w+)? (?:comes and goes|is \w+)|(?:bad|weak|poor) signal|keyboard (?:is )?(?:broken|sticky|stuck)|"
        r"one hand(?:ed)? typing|(?:can'?t|cannot|couldn'?t) be bothered(?: \w+){0,3}|hardly (?:worth|matters|"
        r"anything)(?: \w+){0,2}|"
        r"no (?:hard feelings|offen[cs]e|further ado)|without (?:further ado|thinking too much)|rome wasn'?t built "
        r"in a "
        r"day|"
        r"what goes up must come down|(?:lambo|moon) when|(?:wen|soon) (?:moon|lambo)|moon soon|better luck next time|"
        r"third time(?:'s| is)? (?:the charm|lucky)|diamond hands no more|because (?:i can|the chart says so)|"
        r"(?:against|despite) (?:my better judge?ment|all odds|everything|the fees)|say no more|you heard me|"
        r"(?:in short|to (?:cut a long story|make it|be) (?:short|brief|quick)|long story short|in any case|at any "
        r"rate|"
        r"for the record|"
        r"bottom line|tl;?dr|first things first|before anything else|first of all)"
    ),
    (
        r"(?:should|will|would) be (?:enough|fine|plenty|ok|okay|all)(?: for (?:now|today|me))?|(?:that|this|it) "
        r"should "
        r"do(?: it| the trick)?"
    ),
    r"is calling|(?:i'd|i would|we'd) (?:rather |sooner )?(?:sleep|rest|relax|live|be safe)(?: \w+)?",
    (
        r"(?:barber|taxi driver|uber driver|neighbou?r|hairdresser|dentist|waiter|mum|mom|dad|grandma|grandpa|plumber|"
        r"teacher) "
        r"(?:asked|asks|talked|talks|told|tells)(?: me)? about (?:it|this|that|them|crypto)"
    ),
    r"(?:talk|chat|call|dinner|walk|lunch|argument|fight) with my \w+|in my (?:book|opinion|view|eyes)",
    r"(?:ain'?t|not|no longer|done|tired of|sick of|stopped|no more) waiting for \$?\d[\d.,]*[km]?",
    r"i forgot (?:to (?:do|set|place) )?(?:it|this|that|them)(?: (?:yesterday|earlier|again|last \w+))?",
    r"if only (?:i(?:'d| had)?|we(?:'d| had)?) (?:had|knew|known|could have|listened|done|bought|sold)(?: \w+){0,5}",
    (
        r"(?:in|since|last|back in) (?:late |early |mid[- ])?(?:january|february|march|april|may|june|july|august|"
        r"september|october|november|december|spring|summer|autumn|winter)(?! \d)"
    ),
    (
        r"should(?:'ve| have| of|a) (?:\w+ ){1,3}(?:yesterday|earlier|sooner|before|long ago|ages ago|last \w+|"
        r"(?:hours|days|weeks|months) ago)"
    ),
    r"never thought (?:i'?d|i would|i will|we'?d) (?:ever )?(?:say|do|type|write|see|live) (?:this|it|that)(?: day)?",
    r"i know (?:that )?i said(?: (?!buy|sell)\w+){1,7}(?=\.)",
    r"(?:bets?|dared?|doubt(?:s|ed)) (?:me |that )*(?:i|we) (?:wouldn'?t|couldn'?t|won'?t|can'?t)(?: do it| dare)?",
    r"(?:future|tomorrow'?s?|old|older) me will \w+(?: me)?",
    # what hurts at which hour: “no more crying at 3am”
    (
        r"(?!(?:start|begin|execut|act|open|do|go|fir|plac|trad|buy|sell|com)\w*ing)\w+ing (?:at|until|till|since) "
        r"\d{1,2} ?(?:am|pm)"
    ),
    (
        r"(?:i|we) need (?:the |some |this |that |more )?(?:money|cash|funds|fiat|dollars|liquidity)"
        r"(?: (?:for|by|on|until|before) (?!when|if)\w+(?: (?:the|my|a|school|new|\w+ing) \w+)?)*"
    ),
    r"(?:that(?:'s| is)|it(?:'s| is)) my (?:\w+ )?limit",
)
