"""Words that say whether a part of a message may be left out beside a command. See `segments`."""

from __future__ import annotations

import re
from typing import Final

from bots.language.bag_words import words

__all__ = [
    "ACTS", "ASKING", "BACK", "DENIALS", "DOUBTFUL", "HARMLESS", "HERE", "HOPELESS", "HOT", "PLACED", "POINTS",
    "RETRACTING", "STARTS", "TIMES", "UNFINISHED", "WAYS", "WEAK",
]  # fmt: skip

# What belongs to a command: trades and orders in any form, how much, and on which condition.
HOT: Final = words(
    "buy buys buying bought buyer buyers purchase purchases purchased purchasing acquire acquired acquiring sell sells "
    "selling sold sale sales seller sellers swap swaps swapped swapping bridge bridges bridged bridging trade trades "
    "traded trading trader traders convert converts converted converting exchange exchanges exchanged exchanging dump "
    "dumps dumped dumping ape aped aping grab grabbed liquidate liquidated liquidating offload offloaded unload yeet "
    "nuke "
    "invest invested investing stake staked lend borrow borrowed shorting stop stops stoploss stop-loss "
    "sl tp takeprofit take-profit limit limits bid bids trail trails trailing   alert alerts "
    "notify ping remind rebalance  cancel enable disable activate deactivate order "
    "valid slippage if when whenever unless provided providing assuming whether should "
    "half quarter third quarters thirds percent percentage double triple twice dozen entire"
)
# Of these, what is no command where it stands among other words without a number: “the sale starts”, “new quarter”.
WEAK: Final = words("sale sales stop stops quarter half bid bids limit limits order entire double dozen short")
# One of these anywhere, and nothing is left out: doubt, other voices, play, other wishes, what takes back.
DOUBTFUL: Final = words(
    "dreamt dreamed aloud loud practising practicing typed typing keyboard opposite question fools april "
    "maybe perhaps possibly probably prolly prob might may could  shall wonder wondering unsure undecided doubt "
    "doubts idk dunno guess suppose supposedly allegedly apparently consider considering tempted hesitant or  "
    "otherwise instead rather unlike intention circumstances "
    "said says say saying told tells tell telling asked asking asks wrote writes written write writing shout shouts "
    "shouted yell yells yelled scream screams screamed whisper whispers whispered claim claims claimed insist insists "
    "insisted argue argued urge urges urged recommend recommends recommended recommendation advise advises advised "
    "advice suggest suggests suggested suggestion warn warns warned beg begs begged demand demands demanded command "
    "commands commanded ordered orders text texted mail mailed email emailed emails message messaged messages dm dms "
    "mention mentions mentioned announce announces announced report reports reported reporting state states stated "
    " reads quote quotes quoted quoting  post posts posted posting tweet tweets tweeted barked "
    "repeat repeats repeated translate translates translated forward forwarded fwd replied replies answered muttered "
    "preaches preached promises chants chanted sings sang typed types declares declared predicts predicted "
    "article articles news newsletter headline headlines newspaper blog podcast youtube forum reddit twitter horoscope "
    "discord telegram group channel signal signals vip tip book movie film song title lyrics slogan motto "
    "poster lesson chapter quiz exam homework script story novel character scene "
    "broker guru gurus analyst analysts influencer influencers coach teacher advisor adviser expert experts holders "
    "customer customers subscribers followers member members traders investors colleague stranger "
    "instruction instructions system assistant prompt rules rule ignore disregard override policy admin developer "
    "operator attention subject bot "
    "joke jokes joking kidding jk imagine imagining pretend pretending hypothetical hypothetically theoretically "
    "theory example examples test tests testing demo practice practise simulation simulate dreaming dreams "
    "wish wished wishing sarcasm sarcastic irony ironically fantasy psych sike gotcha nah nope genius brilliant "
    " someday eventually       daily weekly monthly "
    "         "
    " hold hodl  forget undo scrap skip nvm nevermind cancelled abort leave delete remove rename switch hang "
    "actually oops correction  mistake accident regret ditto unfortunately  planning intend    "
    " imma   "
)
# Of these, what no command has in it either: with one of them it is not worth to look any further.
HOPELESS: Final = words(
    "said says saying told tells telling asked asking wrote writes maybe perhaps probably possibly imagine pretend "
    "kidding "
    "hypothetically article tweet tweets headline insists suppose guess considering wondering instructions ignore "
    "nope nah"
)
# A denial: harmless in a sentence of its own about something else, never at its beginning, nor behind the command.
DENIALS: Final = words(
    "not no never none nothing nor neither without don't dont doesn't doesnt didn't didnt won't wont can't cant cannot "
    "couldn't wouldn't shouldn't shouldnt isn't isnt aren't wasn't ain't aint hardly barely nobody nowhere except only "
    "refuse refusing against avoid        "
)
# Times: alone they are when to act, in a longer part what somebody tells of themselves.
TIMES: Final = words(
    "yesterday earlier previously ago tomorrow tonight later soon next weekend noon midnight evening morning "
    "afternoon after before until till once "
    "monday tuesday wednesday thursday friday saturday sunday december january february march april june july august "
    "september october november week month year"
)
# What begins a part behind a command.
BACK: Final = words(
    "i i'm im i've ive we we're we've my mine our the this that that's thats these those it it's its there there's "
    "because cause cuz coz bc bcoz since as so ok okay need needs needing gotta got feeling feels feel thanks thank "
    "thx ty tysm tyvm cheers please pls love bless good great nice cool lfg wagmi yolo gm gn kind best regards prices "
    "price market markets gas fees rent money cash life time today looks looking seems sounds easy quick urgent asap "
    "tired sick done bored bullish bearish trust let's lets appreciate appreciated much many have hugs xoxo bye "
    "for and with then better greetings sincerely hope hoping happy excited nervous worried scared big huge and with "
    "your"
)
# What says how, where and when a command is to be done, where a part begins with it.
WAYS: Final = words(
    "in on at by from via through under over during until till within using per upon unlike between beyond into "
    "onto inside outside across slowly gradually carefully partially partly mostly some most any cheaply"
)
# What begins another wish.
ACTS: Final = words(
    "remind "
    "keep hold wait chart plan forget what who whom whose which how why does did is are do will would "
    "get give take put throw move send bring make do close place set add pull exit trim reduce turn "
    "flip rotate change split use show list check see view watch export import create find fetch track plot draw"
)
# What a part before a command may not begin with: it would be the command's own, another wish, or take it back.
STARTS: Final = ACTS | WAYS | TIMES | DENIALS | words("every each")
# What asks, whatever follows.
ASKING: Final = words("what who whom whose which how why does did")
# Behind such a word the sentence goes on: “he wants to please buy eth”.
UNFINISHED: Final = words(
    "to can could will would must should may might or of that a an the my his her their our he she they we who which "
    "is are was were be been do does did if whether about for with at by from in on as than not just even also ever"
)
# What only takes back where it stands behind a command.
RETRACTING: Final = words("wrong earlier later would keep hold instead will going rather did sorry")
# Where somebody is, as people tell: “in a meeting”, “on the bus”.
HERE: Final = re.compile(
    r"(?:in|on|at|off to|for) (?:the |a |an |my |our )?(?:\w+ )?(?:bus|train|plane|way|road|toilet|gym|work|school|"
    r"home|office|"
    r"car|meeting|mtg|class|bed|line|queue|lunch|break|holiday|vacation|phone|airport|cinema|store|shop|beach|couch|"
    r"move|"
    r"run|safety|security|fun|now|memes|culture|kids|rent|audit|record|moment|mood|peace of mind)\b",
    re.IGNORECASE,
)
# The last word before a colon, where somebody comes to the point; before any other somebody may be quoted.
POINTS: Final = words(
    "time plan this memes needed mode again dream here one day today simple short it thing what mood season szn fund "
    "move presents pain now happens happen idea request task wish do me fishing first bid yes please conclusion "
    "bottom-line way fun"
)
# A word of such a turn that may be any: none that doubts, denies, sets a condition or trades.
_ANY: Final = (
    r"(?!(?:to|if|when|not|never|no|none|don't|dont|maybe|perhaps|might|unless|until|except|tomorrow|yesterday|later|said|"
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
    r"(?:nobody|no one) (?:talks|cares|uses|needs|knows|believes|likes|wants)(?: about| in)?(?: it| them| this)?",
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
    r"(?:(?:my|the) )?(?:money|salary|bonus|pay|paycheck|refund|cash) (?:came|is|just came|is finally) in",
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
HARMLESS: Final = re.compile(rf"\b(?:{'|'.join(_TURNS)})\b", re.IGNORECASE)
# “I'm on base”: where it is may be meant for the command.
PLACED: Final = ("on", "to", "from", "via", "over", "in", "with", "using", "into", "for", "by")
