"""The words that say whether a part of a message may stand beside what moves no money. See `beside`."""

from __future__ import annotations

import re
from typing import Final

from bots.language.anycase import AnyCase
from bots.language.bag_words import ALERT_NOUNS, GREETINGS, ORDER_NOUNS, REMOVES, WALLET_NOUNS, words

__all__ = [
    "AHEAD",
    "BARE",
    "CALM",
    "DENIALS",
    "DIGIT",
    "DOUBTS",
    "EASY",
    "FEW",
    "HANGS",
    "KIND",
    "LINK",
    "LINKS",
    "MUSED",
    "NAMING",
    "OPENS",
    "OTHERS",
    "OWN_DENIAL",
    "PAPER",
    "PREDICATES",
    "SPANS",
    "SPEAKS_OF",
    "SUBJECTS",
    "SUPPOSED",
    "TELLS",
    "TRADES",
    "UNDECIDED",
    "UNDOES",
    "UNFINISHED",
    "VOICES",
    "YOU",
]

TRADES: Final = words(
    "buy sell swap bridge convert exchange ape dump purchase acquire rebalance liquidate grab snag offload invest "
    "trade stoploss stop-loss tp sl byu seel sel"
)
LINKS: Final = words(
    "and so then but now please pls plz kindly just also ok okay anyway hey hi well first dear all you must let let's "
    "lets can could would will u go ahead to everyone everybody here quick quickly immediately today"
)
# Another voice: what follows, or what stands before, may be its words.
VOICES: Final = words(
    "said says saying told tells asked asks wrote writes quote quotes quoted reads texted tweeted posted shouted "
    "shouts ordered orders commands claims advised advises suggests suggested recommends recommended insists insisted "
    "demands demanded article headline tweet email forwarded fwd instructions instruction ignore system prompt "
    "override"
)
DOUBTS: Final = VOICES | words(
    "maybe perhaps possibly probably might joke joking jokes kidding jk imagine imagining pretend pretending "
    "hypothetically suppose supposing wonder wondering unsure undecided idk dunno doubt doubts considering tempted nvm "
    "nevermind mistake accident actually instead rather unless example test testing whether question practise "
    "practising dream dreamt dreamed sarcasm sarcastic undo correction retract hesitant"
)
KIND: Final = words("please pls plz kindly thanks thank thx esther dear me")
FEW: Final = 5  # words of which a denial or a musing is all: in more of them it is about something else
# What is mused, told, or put off: with one of these nothing is destroyed, and no right is raised.
MUSED: Final = words(
    "think thinks thinking thought guess may would could should decide decided heard regret wish did done yesterday "
    "tomorrow tonight later soon someday noon stupid silly risky dangerous told theory say shall"
)
UNDECIDED: Final = AnyCase(
    r"(?:\bnot|n't|\bdont) (?:really )?(?:think|mean|sure|certain|serious|ready|decided|want (?:that|this))\b"
    r"|\bread (?:that|it|this|somewhere)\b|\bi (?:think|guess|suppose)$",
)
LINK: Final = AnyCase(r"^(?:(?:because|cause|cuz|coz|bc|as|since|so|but|and|well|ok|okay)\s+)+")
PAPER: Final = words("practice practising demo")
HANGS: Final = AnyCase(
    r"(?:(?:but|and|so|only|just|or|maybe|well)\s+)*(?:if|unless|until|till|when|whenever|once|as soon as|in case|"
    r"after|provided|assuming|given|should|the moment|by the time|every|each|next|tomorrow|tonight|later|"
    r"soon|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|in (?:an?|\d+|two|three|few) \w+|at \d|yesterday|not|no|"
    r"never|don't|dont|do not|nah|nope|wait|hold|stop|cancel|forget|leave|keep|or|is|are|was|did|does|do|what|why|how|"
    r"who|which|where|never ?mind|on second|just kidding|scratch|scrap)\b",
)
# “when you can”, “no rush”, “if you don't mind”: none of it hangs on anything.
EASY: Final = AnyCase(
    r"(?:(?:and|but|so)\s+)?(?:(?:if|when|whenever|once|as soon as) (?:you|u) (?:can|could|may|please|have (?:a|the|"
    r"some) "
    r"\w+|get (?:a|the|round|around)[\w ]*|don't mind|dont mind|are free|are ready|would)|if (?:it's|it is|its) "
    r"(?:possible|ok|okay|no trouble|not too \w+[\w ]*)|if possible|no (?:rush|hurry|worries|stress|problem|pressure|"
    r"signal|internet|time|more \w+|longer)|not (?:an? \w+|urgent|in a (?:rush|hurry)|using|trading|needed|useful|into|"
    r"interested)|what an? \w+|how (?:nice|lovely)|"
    r"(?:until|till) (?:i|we)(?:'m| am|'re| are|m|re) |do(?:n't|nt) (?:use|need|want|like|trust|care|remember|"
    r"recogni[sz]e|own|have|trade)|no (?:idea|clue) |long time no)\b",
)
# A denial of what one does or feels oneself, or of what a thing does: it says nothing of the command.
OWN_DENIAL: Final = AnyCase(
    r"\b(?:my|the|this|that) \w+ (?:won't|wont|doesn't|doesnt|isn't|isnt|can't|cant|didn't|is not|does not|will not) "
    r"\w+\b|"
    r"\b(?:(?:i|we|it|he|she|they|that|this|and|nobody|nothing)\s+)?(?:(?:do|does|did)(?: not|n't|nt)|(?:do|did)nt|"
    r"(?<=\bi )not|"
    r"never|no longer|haven't|havent|have not|hasn't|can't|cant|cannot|won't|wont|(?:am|are|is|was|were) not|isn't|"
    r"isnt|aren't|wasn't|(?:i'm|im|we're|it's|its|he's|she's) not) (?:even |really |have to |going to |want to |"
    r"wanna |need to |any more |yet )?(?:use[sd]?|using|need(?:ed|s)?|want(?:ed|s)?|liked?|trust(?:ed)?|care|sell|"
    r"sold|buy|bought|remember|recogni[sz]e|own|have|watch|sleep|wait|afraid|scared|nervous|worried|new|greedy|mine|"
    r"relevant|useful|shut|stop|selling|buying|trading|in use|there|home|reach(?:able)?|see|look|work(?:s|ing|ed)?|"
    r"trade|hold)\b",
)
DENIALS: Final = words(
    "not no never none nothing nor neither without don't dont doesn't doesnt didn't didnt won't wont can't cant cannot "
    "couldn't wouldn't shouldn't shouldnt isn't isnt aren't wasn't hardly nobody except only refuse against avoid"
)
# Whoever tells of himself begins so; anything else before what destroys may be its subject, or whom it is said to.
TELLS: Final = words(
    "i i'm im i've ive i'd we we're we've my mine our the this that that's it it's its there there's these those all "
    "everything enough had got been good new old done finally hope hoping thank thanks sorry life cheers"
)
OPENS: Final = words("ok okay so well and but yes yeah because as since")
AHEAD: Final = TELLS | words("changed wallet order alert")
# What begins a part that goes on about the command itself: “… is what he wanted”, “… would be a mistake”.
PREDICATES: Final = words(
    "is are was were be has have does did do would could should will shall may might must can that's which who whom "
    "whose what or nor than then to of by he she they him her them everybody everyone nobody people someone somebody "
    "says said soon later instead if when once until unless after every each next on at in tomorrow tonight yesterday "
    "not no never wait stop hold cancel forget undo keep leave maybe perhaps bad"
) - words("in on at no never")
# Whoever else speaks, or is spoken of: somebody may be told of what others do.
# How somebody is spoken to: with a name beside it the command is for somebody else.
NAMING: Final = words("dear hey hi hello yo oh o boss sir friend mate bro fam bot my our well ok okay so")
OTHERS: Final = words(
    "title subject note reminder warning admin system quote chapter lesson headline he she they him them everybody "
    "everyone nobody people someone somebody ad says say typed wants wanted"
) - {"typed"}
UNDOES: Final = words(
    "delete deleted deleting remove removed cancel cancelled canceled cancelling enable enabled live order orders keep "
    "do go on touch lose wallet yet now sure certain ready serious allowed mean think know believe right"
)
UNFINISHED: Final = words(
    "to can could will would must should may might or of that a an the his her their he she they who which is are was "
    "were be do does did if whether about for with at by from in than not don't dont never you and please"
)
# Greetings, thanks and kind words: beside what changes something, nothing else is said without being looked at.
CALM: Final = GREETINGS | words(
    "please pls plz kindly thanks thank thx ty tysm cheers can could would will you u me for just esther bro fam mate "
    "boss sir madam dear love friend lol oops ok okay so hey asap now right away quickly immediately a lot much very "
    "many yo sha abeg oga o again also best kind regards sincerely good great there my in advance bitte danke merci "
    "gracias everyone all well cool nice alright"
)
# Without one of these a part says nothing that is understood: most of what people tell is not worth to be read.
SUBJECTS: Final = (GREETINGS | REMOVES | ALERT_NOUNS | ORDER_NOUNS | WALLET_NOUNS).difference(
    words("day clear end dump lose close destroy")
) | words(
    "price prices px cost costs costing worth course quote value rate much howmuch how hows how's what whats what's "
    "where wheres which chart charts graph graphs plot draw candles candle curve picture grafik grafico portfolio "
    "balance balances holdings bag bags own stack assets account performance performed performing perform return "
    "returns pnl profit gains lost fared history trades transactions transaction log receipts activity ledger "
    "statement enable disable turn switch activate deactivate live paper settings setting slippage preferences day "
    "earn earned money timezone quiet language einstellungen help commands manual instructions guide stuck confused "
    "nevermind never forget stop undo mind change changed default add connect import create show list view display "
    "expensive cheap allowances limits insight insights analysis analyse analyze thoughts opinion advice tips roast "
    "outlook review suggestions market markets alert notify ping tell remind warn wake shout lmk let inform buzz "
    "message up down disturb mute silence pull drop read ord ords bal pf hist prefs cncl nvm nm wats wat waht wut perf "
    "halp cfg"
)
# “Supposing I sell 2 eth, what is my profit?”: what is asked is about something that is not.
SUPPOSED: Final = words("if had suppose supposing imagine assuming pretend say when")
DIGIT: Final = re.compile(r"\d")
SPANS: Final = words(
    "day days week weeks month months quarter quarters year years hour hours today yesterday ytd mtd past last since"
)
BARE: Final = words(
    "under above below last past since for over the of on in at from and with this day days week weeks month year to"
)
YOU: Final = AnyCase(
    r"\b(?:you|u|he|she|they|people|everyone|everybody|someone|somebody) (?:should|must|have to|has to|need|want|"
    r"wants|can|could|will|always|never)\b",
)
SPEAKS_OF: Final = TRADES | words("price chart order orders alert alerts wallet portfolio bought sold buying selling")
