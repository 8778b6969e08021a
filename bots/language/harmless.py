"""Turns that neither doubt nor deny what is asked for, whatever words of doubt or denial they have.

“I don't trust it”, “no rush”, “before I change my mind”: they are left out before words are looked at. See `segments`.
"""

from __future__ import annotations

from typing import Final

from bots.language.anycase import AnyCase
from bots.language.feelings import FEELINGS
from bots.language.told import TOLD

__all__ = ["HARMLESS"]

# A word of such a turn that may be any: none that doubts, denies, sets a condition or trades.
_ANY: Final = (
    r"(?!(?:to|if|when|not|never|no|none|don't|dont|maybe|perhaps|might|unless|until|except|tomorrow|yesterday|later|"
    r"said|"
    r"told|buy|sell|swap|buys|sells|buying|selling|bought|sold)\b)[a-z']+"
)
# Turns that are neither doubt nor denial of what is asked for; they are left out before words are looked at.
_TURNS: Final = (
    (
        r"no (?:rush|hurry|worries|worry|stress|cap|problem|pressure|regrets?|big deal|doubt|matter|biggie|offen[cs]e|"
        r"drama|"
        r"shame|time to (?:lose|waste)|way around it|more \w+|internet|signal|reception|wifi|phone|connection|time)"
    ),
    r"just in case",
    r"or (?:whatever|anything|something)(?= but\b|,|\.|$| \|)",
    r"no longer in doubt|beyond (?:any )?doubt",
    (
        r"(?:this is|it'?s|it is|that'?s|that is|i'?m|i am) (?:not|no) "
        r"(?:an? )?(?:test|drill|exercise|simulation|dream|"
        r"prank|mistake)\b"
    ),
    (
        r"no (?:stop[- ]?loss|stop|sl|tp|take profit|limit(?: order)?|target|bracket|receipt|chart) (?:needed|required|"
        r"necessary|this time|today|for now|wanted)"
    ),
    (
        r"(?:never ?mind|nvm|forget(?: about)?|screw|ignore|don'?t mind) (?:the|my|that|this) (?:chart|charts|"
        r"price|fee|"
        r"fees|noise|news|gas|weather|typo|typos|spelling|english|grammar|slippage|spread|drama|mood|time|hour|mess|"
        r"haters|dip|crash|pump|candles?)"
    ),
    r"no (?:discussion|exceptions?|questions?(?: asked)?|excuses)",
    (
        r"(?:not that i think|not (?:paying|missing|losing|marrying|loving|feeling|liking)|never (?:again|got|"
        r"understood|liked)|"
        r"don't trust it|do not let me lose)"
    ),
    (
        r"(?:i|we|they|he|she)(?:'ve|'re| are|'m| am| have)? (?:just )?(?:buying|bought|sold|selling|buy|sell) "
        r"(?:an?|my|our|the) "
        r"(?:\w+ )?(?:house|car|bike|flat|home|boat|ring|gift|phone|laptop|sofa|dog|ticket|tickets|couch|island|farm)"
    ),
    rf"better safe than sorry|here goes nothing|i have none|nothing on (?:tv|telly|netflix)|nothing but {_ANY}",
    r"not (?:really )?in (?:a|any) (?:rush|hurry|stress)(?: or anything)?",
    r"(?:i'm|im|i am|we're) not (?:greedy|stupid|crazy|patient|rich|brave|an expert|a gambler|as young)",
    (
        r"after (?:what happened|everything|all this|the (?:last|crash|news|dump)|all that)"
        r"(?: (?:last|this) (?:week|month|year|night|weekend|time))?"
    ),
    (
        r"(?:nobody|no one) (?:talks|cares|uses|needs|knows|believes|likes|wants(?! to))(?: about| in)?(?: it| them| "
        r"this)?"
    ),
    (
        r"some (?:\w+ )?(?:quest|bill|bills|app|game|airdrop|friends|money|cash|fund|day|days) (?:wants?|needs?|"
        r"gives?|came|"
        r"has|have|is|are|for|in)"
    ),
    rf"what (?:is|the hell is|the heck is|on earth is|happened to) (?:this|that|happening|going on)(?: {_ANY})?",
    (
        r"(?:my|the) (?:wife|husband|mom|mum|dad|kids?|son|daughter|girlfriend|boyfriend|partner|doctor|therapist|"
        r"mother|"
        r"father|sister|brother|gf|bf|dog|cat) (?:says|said|thinks|tells me|told me|asks|asked) (?:hi|hello|hey|good "
        r"(?:morning|"
        rf"night|evening)|i (?:need|look|work|worry) {_ANY})(?: much| more| less| too)?"
    ),
    r"(?:money|salary|bonus|pay|paycheck|refund|cash) (?:came|is|just came|is finally) in",
    r"(?:in|on|at|over) (?:hand|bed|mainnet is killing me|mainnet is (?:crazy|insane|a joke))",
    (
        r"(?:omw|going|off|headed|way|heading) 2 (?:the |my )?"
        r"(?:gym|work|school|bed|home|church|town|class|bar|pub|shop|store|airport|beach)"
    ),
    (
        r"(?:it|this|that coin|they|price|the price) (?:is not|isn't|doesn't|does not|hasn't|has not|won't|will not) "
        r"(?:go|going|gone|"
        r"move|moving|do|doing|been|look|looking|perform|performing)"
    ),
    r"doctor'?s'? orders",
    r"(?<!this )(?<!that )(?<!it )is a joke",
    (
        r"that would be (?:a bargain|great|nice|lovely|good|perfect)|(?:i'd|i would) (?:appreciate it|be (?:very |so "
        r")?(?:grateful|"
        r"thankful|happy))(?: a lot| very much)?|(?:i|it) (?:would|will) (?:sleep better|help me|make me)|will be happy"
    ),
    r"you (?:win|won't believe this|were right|are right|know what)",
    r"battery (?:is )?(?:low|dying|at)",
    r"what an? \w+",
    r"than (?:i|we|you|anyone|everyone) (?:had )?(?:thought|expected|hoped|planned|wanted|liked?|guessed)",
    (
        r"(?:if|when|whenever|once) (?:you|u) (?:can|could|may|please|have a (?:sec|second|minute|moment)|get a "
        r"(?:chance|sec|moment)|don't mind)(?=[\s.,!]*$)"
    ),
    r"(?:if|whenever) (?:it is |it's |it )?(?:possible|ok(?:ay)?|not too much trouble|suits you)(?=[\s.,!]*$)",
    r"before (?:bed|dinner|lunch|work|school|my (?:meeting|flight|shift)|i get greedy(?: again)?)",
    r"before (?:i|you) (?:forget|leave|go|sleep|change my mind|chicken out|fly|regret it)",
    r"(?:once again|at once|one last|one thing|one more|as you know|you know|let me know|if you'd be so kind)",
    r"have an? (?:good|nice|great|lovely|wonderful|pleasant) (?:day|evening|night|weekend|one|week|time|morning)",
    r"(?:good|had a \w+|nice|lovely|hope you had a \w+) (?:morning|evening|afternoon|night|day|weekend|week)",
    r"this (?:morning|afternoon|evening|week|month|year|weekend|time)",
    r"(?:last|past) (?:night|week|month|year|weekend)",
    r"next (?:week|month|year)'s",
    r"every(?: last)? (?:penny|cent|bit|little)",
    (
        r"(?:can't|cant|cannot) (?:wait|sleep|take it|stand it|bear it|watch|talk|look|get \w+ again)(?: anymore| any "
        r"longer)?"
    ),
    r"(?:sorry )?to bother you|sorry,? it's me again",
    (
        r"(?:i|we) (?:just |only )?want(?:ed)? (?:some|to (?:sleep|relax|be safe|enjoy|diversify)|out|good|peace|"
        r"more)"
    ),
    rf"(?:i|we) (?:don't|dont|do not|no longer) want (?:it|this|that|to (?!trade|do\b){_ANY})",
    r"(?:i|we)(?:'d| would) (?:feel|sleep|like|love)",
    r"(?:would|i'd|i would) rather not \w+",
    r"(?:i|i'm|im|we|we're) (?:am |are )?going (?:to )?(?:on|to|into|away|out|for|bed|hiking|home|crazy|the|my)\b",
    r"(?:i'm|im|i am) (?:not )?(?:going|gonna) (?:crazy|insane|broke)",
    r"(?:gonna|going to) (?:be|sleep|eat|touch grass|grab (?:dinner|lunch|food|coffee)|bed|work|the gym)",
    r"i (?:keep|kept) \w+ing",
    r"promised myself",
    r"(?:i|we)(?:'m| am|'re| are) (?:tired|sick|done|bored) of waiting",
    r"it is what it is",
    r"(?:no )?point (?:in )?waiting",
)
HARMLESS: Final = AnyCase(rf"\b(?:{'|'.join((*FEELINGS, *TOLD, *_TURNS))})(?!\w)")
