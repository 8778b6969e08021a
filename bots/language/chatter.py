"""What people call out around a command, with no pause between: “come on put 50 usdc into link before it runs away”.

Cheers and haste are left out where they are whole phrases that are known. What else stands before a command without a
pause is left out only where it counts nothing, doubts nothing, speaks of nobody else, and ends in a word that can be
nobody who does what follows: “phones dying set stop loss eth 2000” is one's own, “whales buy 2 eth” is not. What is
left has to pass the gate and the clauses by itself.
"""

from __future__ import annotations

import re
from typing import Final

from bots.language.anycase import AnyCase
from bots.language.bag_words import words
from bots.language.coins import CHAIN_INDEXES, COINS
from bots.language.cold_words import DENIALS, DOUBTFUL, HOT, RETRACTING, TIMES
from bots.language.denials import is_near_denial
from bots.language.harmless import HARMLESS
from bots.language.parts import HOURS, WORD

__all__ = ["after_chatter", "without_cheers"]

_LONGEST: Final = 400  # characters
_MOST: Final = 3  # phrases at an edge
_FIRST_WORDS: Final = 10  # that may stand before a command without a pause
_VERB: Final = (
    r"(?:buy|sell|swap|put|set|convert|exchange|bridge|rebalance|place|get|grab|dump|trail|stop loss|take profit|"
    r"trailing stop|sl|tp|limit buy|go ahead|can you|could you|need (?:buy|sell|purchase)|ape|yolo|if|when|once|"
    r"please|pls|just|scoop|snag|liquidate|throw|chuck|toss)\b"
)
# “Before it runs away” hurries; “before friday”, “before it hits 2000” are times to act.
_BEFORE: Final = (
    r"(?:before|b4) (?:(?:it|this|that|they|he|she|the (?:price|train|plane|market|whole thing))(?:'s| is)? (?:all )?"
    r"(?:runs? away(?: from me)?|too late|gone|leaves?|departs?|runs? without me)"
    r"|i (?:lose|chicken out|change my mind|forget|leave|sleep|regret|cry|panic|puke|faint|get) ?(?:my (?:shirt|mind|"
    r"nerve|money|cool|head)|it all|everything|it|greedy|scared|cold feet)?(?: again)?"
    r"|(?:my|the|our) \w+ (?:starts|begins|leaves|departs|boards|dies|closes|lands|wakes up|comes home|gets home))"
)
_BEHIND: Final = AnyCase(
    r"[\s,.;!-]+(?:and )?(?:lol |lmao |haha )?(?:just (?:to be safe|to be sure|in case)|wish me luck|"
    + _BEFORE
    + r"|hurry(?: up)?|come on|c'mon|do it|do it now|go go(?: go)*|quick(?:ly)?|brb|"
    r"chop chop|let'?s go+|don'?t (?:miss (?:it|this|that)|mess (?:it|this) up|let me down|be slow|forget to smile)|no "
    r"(?:questions?|mercy|regrets|excuses|drama|hurry|rush)(?: asked)?|(?:and )?call it a day|my (?:dude|man|guy|g|"
    r"friend|bro|dear|homie|love)|(?:whenever|when|if) you (?:have|get|got|find) (?:a|one) (?:moment|second|sec|minute|"
    r"min|chance)|can'?t (?:watch|take|stand|bear|see) (?:it|this)(?: any ?more)?|(?:the|my) rest stays (?:where it "
    r"is|put|"
    r"there|as it is)|let me (?:get )?on with my day|(?:and )?(?:let's|lets|we'll) see (?:how it goes|what happens|"
    r"where "
    r"it goes)|enjoy (?:your|the|ur) (?:night|day|evening|weekend|morning|afternoon)|my (?:head|eyes|brain|heart|"
    r"nerves|"
    r"stomach|back) (?:hurts?|bleeds?|is fried|is killing me)|(?:i'?m |i am )?begging (?:you|u)|lambo time(?: baby)?|"
    r"not a (?:cent|second|minute|moment) (?:earlier|later|more|less)|and no (?:higher|lower|more|less)|it (?:got|"
    r"was|has "
    r"been|is|'s) (?:hacked|compromised|drained|stolen)|(?:im|i'm|i am) (?:so |just )?(?:scared|scarred|bored|tired|"
    r"sick|"
    r"done|out|broke|nervous|begging|serious)(?: (?:of|with) (?:it|this|that|them|you))?|(?:and )?yes,? i'?m sure|"
    r"(?:and "
    r")?yes,? i am sure|if (?:it|that|this)(?:'s| is)(?: not|n't)? (?:no |too much )?(?:trouble|bother|possible)|be "
    r"quick|"
    r"(?:as )?fast as (?:you can|possible)|trust me|you(?:'re| are) (?:the best|a star|a legend|an angel)|or i(?:'ll| "
    r"will) cry)(?: (?:lol|lmao|haha|fr|baby|bro|pls|please|man))*[\s!.]*$",
)
_FIT: Final = re.compile(
    r" (?:should (?:do|suffice|work|be (?:enough|fine|plenty|ok(?:ay)?|good))(?: it| the trick)?|is (?:enough|fine|"
    r"plenty|"
    r"ok(?:ay)?|good)|will do)$|(?<=\d) it is$"
)
# Where somebody is when a price is reached: “if btc goes over 138k while im driving sell half of it”.
_MEANWHILE: Final = AnyCase(
    r",? while (?:i'?m|i am) (?:(?!buy|sell|swap|trad)\w+ing|asleep|away|out|offline|afk|at (?:work|school|home|the "
    r"\w+)|on (?:the|a) (?:train|plane|bus|road|beach))(?=,? (?:just |please |then )?(?:sell|buy|dump|get|grab|"
    r"swap)\b|$)",
)
# Where all of it is sold, what says so once more: “nuke the whole pepe bag, sell it all”.
_ALL: Final = AnyCase(r"\b(?:all|whole|entire|everything|every)\b")
_REST: Final = AnyCase(
    r"[\s,.!]+(?:(?:sell|dump|swap|convert) )?(?:it all|all of (?:it|them)|them all|the (?:whole )?lot)[\s!.]*$"
    r"|(?: that| which| what)? i (?:still )?(?:have|own|hold|possess|got)(?: of it)?[\s!.]*$",
)
_AHEAD: Final = AnyCase(
    r"(?:(?:(?:before|b4) (?:i|my|we|our) (?:[a-z']+ ){0,5}?(?:meeting|class|shift|flight|train|bus|work|bed|lunch|"
    r"dinner|gym|game|call|date|movie|"
    r"nap|run|appointment|school|church)|um+|uh+|gm|gn|bot|(?:it'?s )?me again|fk (?:it|this)|oh no|omg|omfg|oh "
    r"my(?: god)?|"
    r"come on|c'mon|lol|lmao|rofl|ugh+|argh+|aargh|wtf|damn|hurry(?: up)?|"
    r"quick(?: one|"
    r" 1)?|gg|fml|help|yikes|jeez|fuck(?: (?:it|this|me))?|shit|screw (?:it|this)|right|k|ok|okay|fine|alright|well|"
    r"hey|"
    r"yo|hi|esther|boss|bro|guys|team|go go go|chop chop|for my (?:security|safety|peace|sleep|future|sanity)|"
    r"before (?:i|we) (?:get|go|become) (?:greedy|stupid|crazy|scared|emotional)(?: again)?|(?:you|u) (?:were|are|was) "
    r"right|im in|i'?m in|i am in|if (?:it|that)(?:'s| is) (?:no|not any|not too much) (?:trouble|bother|problem)|i'?m "
    r"begging (?:you|u)|time to|last thing|one last thing|here we go|send it)[\s,.!:-]+)+(?=" + _VERB + ")",
)
_OOPS: Final = AnyCase(r"(?:oops|whoops|oopsie|sorry)[\s,.!]+(?=(?:cancel|delete|remove)\b)")
_STARTS: Final = words(
    "buy sell swap convert exchange bridge rebalance put set place dump trail ape yolo grab scoop snag liquidate if "
    "sl tp"
)
# What nobody is who does what follows, as it stands before a command.
_LAST: Final = words(
    "dying dead low broke tired bored late drunk high sleepy out done busy driving crying starving bleeding freezing "
    "hungry scared nervous worried ready hyped bullish bearish sick fried cooked rekt right in anymore please pls "
    "plz talk "
    "type sleep breathe hard crazy wild insane bad ugly great good awesome nice cheap expensive asleep awake away "
    "offline "
    "online over lol lmao omg ugh shaking sweating boarding landing leaving running"
)
_OTHERS: Final = words(
    "he she they them him her his their you u your people everyone everybody someone somebody anyone friend friends "
    "guys guy man men woman women wife husband brother sister mother father mom dad mum boss boys girls whales whale "
    "traders we us who which that those these others folks kids see saw watch watching hear heard hearing let lets "
    "make "
    "makes made help helps helped want wants how why what where to can will would must should"
)


def without_cheers(sentence: str) -> str:
    """Return a sentence without what is called out before and behind it; empty where it has nothing of that."""
    if len(sentence) > _LONGEST:
        return ""
    bare = (
        _AHEAD.sub("", _OOPS.sub("", sentence, count=1), count=1) if _AHEAD.match(sentence) else _OOPS.sub("", sentence)
    )
    bare = _MEANWHILE.sub("", _FIT.sub("", bare), count=1)
    if (more := _REST.search(bare)) and _ALL.search(bare[: more.start()]):
        bare = bare[: more.start()]
    for _ in range(_MOST):
        found = _BEHIND.search(bare, max(3, len(bare) - 60))
        if not found:
            break
        bare = bare[: found.start()]
    return bare if bare != sentence else ""


def after_chatter(sentence: str) -> str:
    """Return the command behind chatter that no pause parts from it; empty where there may be none."""
    said = sentence.split(" ")
    for place, word in enumerate(said[1 : _FIRST_WORDS + 1], 1):
        if word.lower() in _STARTS:
            return " ".join(said[place:]) if _is_chatter(" ".join(said[:place])) else ""
    return ""


def _is_chatter(before: str) -> bool:
    """Say whether what stands before a command counts nothing, doubts nothing, and is of oneself."""
    typed = WORD.findall(before.lower())
    if len(typed) < 2 or typed[-1] not in _LAST or not before[-1].isalnum():
        return False
    bare = HOURS.sub(" ", HARMLESS.sub(" ", before))
    left = WORD.findall(bare.lower())
    if any(map(str.isdigit, bare)) or any(each in bare for each in "?\"'`%$:;@#()[]{}<>="):
        return False
    return (
        (HOT | DOUBTFUL | DENIALS | RETRACTING | _OTHERS | (TIMES - {"soon"})).isdisjoint(left)
        and COINS.keys().isdisjoint(left)
        and CHAIN_INDEXES.keys().isdisjoint(left)
        and not any(map(is_near_denial, left))
    )
