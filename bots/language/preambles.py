"""What people say before they come to the point: “I'm off for a week, so please sell 2 eth”.

It is taken off only where it speaks of nobody else, quotes nobody and doubts nothing, and ends in the very turn to
Esther. What is left has to pass the gate by itself.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from bots.language.cold_words import DOUBTFUL, HARMLESS
from bots.language.segments import begins_harmlessly, is_placed

__all__ = ["without_preamble"]

_MOST: Final = 6  # turns to Esther in one text: one with more is made to take long
_VERBS: Final = (
    r"(?:put|set|tell me|text me|message me|ping me|notify me|warn me|alert me|let me know|go ahead and|"
    r"i'd like to|i would like to|do me a favou?r)\b"
)
# What may only begin a command behind a sign: “I get up and sell” tells a story.
_ORDERS: Final = (
    r"(?:(?:buy|sell|swap|convert|exchange|bridge|rebalance|trail|dump|purchase|stop loss|take profit|trailing stop)\b"
    r"|(?:if|when|once|as soon as) [^,]{3,60}?\b(?:buy|sell|dump)\b)"
)
_PLEASE: Final = (
    r"please|pls|plz|kindly|(?:would|could|can|will) you(?: please| kindly)?|go ahead and|i'd like you "
    r"to|be so kind and"
)
_ASIDE: Final = (
    r"for (?:safety|now|today|me|once|good measure)|to be (?:safe|sure)|just (?:in case|to be safe)|in the meantime|"
    r"because of (?:this|that)|with that in mind|this time|today|as a start|meanwhile|accordingly|if you (?:can|may)"
)
_POLITE: Final = re.compile(r"\b(?:please|pls|plz|kindly|go ahead)\b", re.IGNORECASE)
_ASKED: Final = re.compile(r"\b(?:would|could|can|will) you\b", re.IGNORECASE)
_CONNECTED: Final = r"(?:(?:so|and|now|then|but|therefore|anyway|anyways|just|ok|okay|yeah)[,:]?\s+){0,3}"
_TURN: Final = re.compile(
    rf"(?:[,:;.!]| and| so| but| therefore| anyway)\s+{_CONNECTED}"
    rf"(?:(?:please|pls|plz|kindly)\s+|(?={_VERBS}))"
    r"|\bso (?=please\b)(?:please|pls)\s+|:\s+(?=(?:buy|sell|swap|convert|put|bridge)\b.*\bplease$)"
    rf"|[,.;!]\s+{_CONNECTED}(?={_ORDERS})|(?:\banyways?|\btherefore)[,:]?\s+(?={_ORDERS})",
    re.IGNORECASE,
)
# Where a new sentence, or a “so please”, comes to the point.
_PLEADING: Final = re.compile(
    r"[,.!]?\s+(?:so,?\s+)?(?:please|pls) (?:do )?(?:the following|this):\s+(?:(?:please|pls)\s+)?"
    rf"|(?:[.!;]+|\s-+)\s+{_CONNECTED}(?:(?:{_ASIDE}),?\s+)?(?:{_PLEASE})\s+"
    rf"|[,.!]?\s+(?:so|therefore|hence|thus|that's why|which is why),?\s+(?:(?:{_ASIDE}),?\s+)?(?:{_PLEASE})\s+"
    rf"|\b(?:here is|here's|this is|do|with|just) (?:what|the following|this|one "
    rf"thing)[^:.,]{{0,40}}:\s+(?:{_PLEASE})\s+",
    re.IGNORECASE,
)
# Somebody who speaks for themselves, of their own day.
_BEGIN: Final = re.compile(
    r"(?:(?:ok|okay|alright|right|so|well|hey|hi|hello|esther|look|(?:good )?(?:morning|afternoon|evening|day)|gm|dear "
    r"(?:esther|desk|bot|friend|team|sir|madam)|greetings)(?: (?:again|esther|there|everyone|"
    r"dear))*[,!.]?\s*)*(?:(?:it|"
    r"it's|just|got|been|hope|having|had|payday|the (?:weather|sun|rent|bills|kids|baby|train|day|week|"
    r"thing is)|"
    r"after|since i|as i|thinking|woke)\b|(?=.*\b(?:i|i'm|im|i've|ive|my|me|we're|it's|it)\b)|$)",
    re.IGNORECASE,
)
# “I get up, sell 1 eth” tells a story; “I need the money, sell 1 eth” does not.
_TALE: Final = re.compile(
    r"(?:(?:and|so|then|first|now|when|every \w+|at \w+)[,]? )*(?:i|we) (?!(?:am|have|need|want|had|got|feel|just|"
    r"don't|dont|can't|cant|"
    r"cannot|believe|know|love|hate|like|trust|really|am|changed|decided|think)\b)\w+",
    re.IGNORECASE,
)
# What is to be done before, or not any more: with it there would be two wishes, or none.
_OTHER_WISH: Final = (
    r"\b(?:set (?:up|my|the|an?)|change|show|delete|remove|rename|switch|alert|notify|enable|disable|activate|export|"
    r"import|"
    r"rebalance|convert|exchange|trail|forget|cancel|undo|scrap|skip|wait|hold|nvm|never ?mind|stop|leave|drop)\b"
)
# Who else speaks, what else is quoted, or what is not so.
_DOUBT: Final = re.compile(
    _OTHER_WISH + r"|[?\"`<>\[\]{}]|\b(?:he|she|they|we|said|says?|told|tells?|heard|read(?:ing)?|saw|wrote|writes|"
    r"writ\w+|call|called|named|says|asked|asks|quoted?|dear|"
    r"customers?|subject|instructions?|system|assistant|prompt|rules|ignore|article|news|tweet|headline|"
    r"message|mail|email|friend|"
    r"brother|sister|wife|husband|boss|mother|father|mom|dad|guy|people|everybody|everyone|somebody|"
    r"someone|nobody|analysts?|"
    r"would|could|should|might|maybe|perhaps|if|whether|unless|never|not|no|don't|dont|won't|wont|didn't|"
    r"wouldn't|shouldn't|"
    r"forward(?:ed)?|translate|repeat|imagine|suppose|pretend|dream(?:ed|t)?|joke|test(?:ing)?|example|wish(?:ed)?|"
    r"buy|sell|swap|bridge|bought|sold|signals?|group|channel|attention|holders?|broker|coach|teacher|advisor|bot|"
    r"texted|posted|messaged|recommend\w*|suggest\w*|advis\w*|promis\w*|insist\w*|shout\w*|scream\w*|mate|"
    r"uncle|aunt|cousin|neighbou?r|"
    r"colleague|influencer|youtube\w*|podcast|blog|post|video|forum|reddit|twitter|discord|song|title|"
    r"book|movie|film|lyrics|slogan|motto|"
    r"sign|poster|lesson|chapter|quiz|exam|homework|letter|strategy|script|ai|gpt|chatgpt|voice|each|"
    r"usually|often|every (?:morning|day|"
    r"night|week|month|time)|going to|about to|tomorrow|later|you(?! are well| well)|your)\b",
    re.IGNORECASE,
)
# What keeps even a sentence that begins with “please” from being one's own: others' words, instructions, other trades.
_FOREIGN: Final = re.compile(
    _OTHER_WISH
    + r"|[?\"`<>\[\]{}«»“”]|\b(?:said|says?|saying|told|tells?|heard|read|saw|wrote|writes|written|asked|asks|"
    r"quot\w+|called|"
    r"dear (?!esther|desk|bot|friend|team|sir|madam)|customers?|subject|instructions?|system|assistant|prompt|rules|"
    r"ignore|disregard|"
    r"article|news\w*|tweet\w*|headline|messages?|mail|emails?|forward\w*|translate|repeat|imagine|suppose|pretend|"
    r"dream(?:ed|t)?|"
    r"jok\w+|kidding|test(?:ing)?|examples?|hypothe\w+|wish(?:ed)?|if|whether|unless|maybe|perhaps|might|buy|sell|"
    r"swap|bought|"
    r"sold|buying|selling|signals?|group|channel|attention|holders?|broker|coach|advisor|texted|posted|messaged|"
    r"recommend\w*|"
    r"suggest\w*|advis\w*|promis\w*|insist\w*|shout\w*|scream\w*|influencer|youtube\w*|podcast|blog|post|video|forum|"
    r"reddit|twitter|discord|song|title|lyrics|slogan|motto|poster|lesson|chapter|quiz|exam|homework|letter|script|"
    r"ai|gpt|"
    r"chatgpt|voice|your|never ?mind|cancel|wrong)\b",
    re.IGNORECASE,
)

_PLAN: Final = re.compile(
    r"(?:so )?(?:my|the) plan (?:is )?(?:simple|this|clear)?:\s+|(?:here's|here is) (?:what we do|what to "
    r"do|the plan):\s+|long story short[,:]?\s+|"
    r"tl;?dr[,:]?\s+|quick one[,:]\s+|(?:last|one more|next) (?:one|thing)[,:]\s+",
    re.IGNORECASE,
)

# Whoever denies something before a turn may deny the turn; what is denied of oneself without harm is left out first.
_DENIED: Final = re.compile(
    r"[?]|\b(?:not|never|no|none|nothing|without|don'?t|can'?t|cannot|won'?t|isn'?t|didn'?t|doesn'?t|wouldn'?t|"
    r"shouldn'?t|"
    r"tomorrow|yesterday|later|kidding|unless|until|if|maybe|perhaps)\b",
    re.IGNORECASE,
)

_HELLO: Final = re.compile(
    r"(?:(?:ok|okay|alright|right|so|well|hey|hi|hello|esther|look|and|but|now|then|just|here|is|here's)[,!.]?\s+)+"
    r"|after (?=\w+ing\b)",
    re.IGNORECASE,
)


def without_preamble(sentence: str) -> str:
    """Return the command behind a preamble, empty where there is none that may be taken off."""
    if plan := _PLAN.match(sentence):
        return sentence[plan.end() :]
    return _behind(_PLEADING, _FOREIGN, sentence) or _behind(_TURN, _DOUBT, sentence)


def _behind(turn: re.Pattern[str], doubt: re.Pattern[str], sentence: str) -> str:
    """Return what is behind the last turn; empty where what is before it is not said of oneself, or is doubtful."""
    turns = list(islice(turn.finditer(sentence), _MOST + 1))
    if not 0 < len(turns) <= _MOST:
        return ""
    preamble = sentence[: turns[-1].start()]
    if not _BEGIN.match(preamble) or doubt.search(preamble) or (turn is _TURN and _is_tale(preamble, turns[-1][0])):
        return ""
    if not begins_harmlessly(_HELLO.sub("", preamble), False) or _is_meant_for_it(preamble.lower().split()):
        return ""
    if _DENIED.search(HARMLESS.sub(" ", preamble + turns[-1][0].rstrip("? "))):
        return ""
    rest = sentence[turns[-1].end() :]
    return rest.rstrip("? ") if _ASKED.search(turns[-1][0]) else rest


def _is_meant_for_it(said: list[str]) -> bool:
    """Say whether a word of doubt, or a place, stands in a preamble: it may be meant for the command."""
    return not DOUBTFUL.isdisjoint(said) or is_placed(said)


def _is_tale(preamble: str, turn: str) -> bool:
    return _TALE.match(preamble) is not None and not _POLITE.search(turn)
