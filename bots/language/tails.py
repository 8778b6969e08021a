"""What people say behind what they want: why, and goodbye. “Sell 2 eth, I need the cash. Kind regards, Ann”.

It is taken off only where every word of it is known to change nothing; what is left has to pass the gate by itself.
"""

from __future__ import annotations

import re
from typing import Final

from bots.language.bag_words import words

__all__ = ["without_tail"]

_LONGEST: Final = 16  # words
_FAREWELL: Final = 80  # characters of a goodbye, at most
_TURNS: Final = 5  # that are looked at: a text with more is made to take long
_THANKS: Final = (
    r"(?:with )?(?:many thanks|thanks|thank you|thx|ty|cheers|much appreciated|(?:i )?appreciate (?:it|that)|"
    r"(?:with )?(?:kind|best|warm|warmest|kindest|friendly|many)? ?(?:regards|greetings|wishes)|yours(?: truly| "
    r"sincerely| faithfully)?|sincerely|all the best|have an? (?:\w+ )?(?:day|evening|weekend|one|night|morning|"
    r"afternoon|week|time)|take care|god bless(?: you)?|bless you|bye(?: bye)?|good ?bye|see you|love|hugs|xoxo)"
)
_MORE: Final = (
    r"(?: (?:a (?:lot|million|bunch|ton)|(?:so|very|ever so) much|kindly|in advance|again|to you|dear|esther|all|"
    r"everyone|for (?:your|the) (?:help|time|work|patience)|for (?:helping|doing this)|and (?:regards|take care)))*"
)
# “Many thanks, Margaret.”: behind a goodbye may stand who says it.
_GOODBYE: Final = re.compile(
    rf"[\s,.;!]+(?:and )?(?i:{_THANKS}{_MORE})(?:[\s,.!-]+(?:(?i:from|your|in) )*[A-Z][a-zé]{{1,14}}(?: "
    rf"[A-Z][a-z]*\.?)?)?"
    r"[\s.!]*$"
)
_CLOSING: Final = re.compile(
    r"thank|thx|cheers|appreciat|regards|greetings|wishes|sincerely|yours|all the best|have an? |care|bless|bye|"
    r"see you|love|hugs|xoxo",
    re.IGNORECASE,
)
# Where a reason may begin.
_TURN: Final = re.compile(
    r"(?:[,;.!]+| -+) +|[,;.!]*\s+(?=(?:because|cause|cuz|coz|bc|bcoz|so that|since i|since it|as i|i'm|im|i need|i am|"
    r"i've|ive|it's|its (?!price)|that's|no (?:rush|hurry|worries|stress|cap)|feeling|for (?:the )?(?:rent|bills|"
    r"safety|"
    r"fun|my (?:kids|family|wife|son|daughter|grandchildren))|just in case|to be safe|so i can)\b)",
    re.IGNORECASE,
)
_PHRASES: Final = re.compile(
    r"\bno (?:rush|hurry|worries|stress|cap|problem|pressure|regrets|big deal|doubt)\b|\bjust in case\b"
)
_STARTS: Final = words(
    "i i'm im i've ive it it's its that's thats this that my the we we're because cause cuz coz bc bcoz since as "
    "so ok feeling need needs time thanks looks gotta trust lets let's done out tired sick bored bullish bearish "
    "lfg wagmi yolo easy quick urgent asap alright same just all have much many for to a too here rent money "
    "enough price prices market way and thank thanks that"
)
_SAFE: Final = _STARTS | words(
    "me you am are is be been got get has had in on of at with from by an want feel feels look looking seems seem "
    "going go goes pump pumping pumps moon mooning cash funds liquidity bill bills car house flat home holiday "
    "holidays vacation trip wedding tuition school groceries food bank account wallet chart charts cheap "
    "expensive low hot cold good nice great bad ugly weak strong heavy big very really pretty kinda ready nervous "
    "happy excited lucky rich poor broke annoying annoys boring useless today now right away there everything "
    "them these those bag bags coin coins token tokens position risk risky profit profits gain gains loss losses "
    "safe safer safety sleep lets let us well fine thing pay paying buy-in dip undervalued overvalued oversold "
    "overbought rally bottom top breakout long short-term long-term term run hold holding held waiting patient "
    "already enough anymore mind know life family kids wife son daughter grandchildren mom dad birthday gift "
    "present presents over keep keeping little lot bit some more please pls kindly thank bro mate fam boss dear "
    "esther hands diamond paper soul god hard stuff simple that'd would'nt sure hype narrative fundamentals tech "
    "project team trend momentum vibes gut instinct promising solid garbage trash rubbish shit crap scam dead "
    "dying sinking bleeding rekt pain hurts stressing stress stressed worried worries can reception lets sleep "
    "plane flight road travelling traveling driving busy work working meeting"
)
_HOW_MUCH: Final = frozenset(("all", "of", "it", "them", "that"))  # “sell eth, all of it” says how much
_WORD: Final = re.compile(r"[^\s,;.!]+")


def without_tail(sentence: str) -> str:
    """Return a sentence without the reason and the goodbye behind it; empty where it has none."""
    if sentence.endswith("?"):
        return ""
    bare = _without_goodbye(sentence)
    for turn in list(_TURN.finditer(bare))[-_TURNS:]:
        if turn.start() >= 3 and _says_nothing(bare[turn.end() :].lower()):
            return bare[: turn.start()]
    return bare if bare != sentence else ""


def _without_goodbye(sentence: str) -> str:
    for _ in range(2):  # “Thank you. Kind regards, Ann”
        start = max(3, len(sentence) - _FAREWELL)
        if not _CLOSING.search(sentence, start) or not (goodbye := _GOODBYE.search(sentence, start)):
            break
        sentence = sentence[: goodbye.start()]
    return sentence


def _says_nothing(tail: str) -> bool:
    tail = _PHRASES.sub("ok", tail)
    words = _WORD.findall(tail)
    if not 0 < len(words) <= _LONGEST or words[0] not in _STARTS or _HOW_MUCH.issuperset(words):
        return False
    return _SAFE.issuperset(words)
