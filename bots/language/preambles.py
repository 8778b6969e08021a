"""What people say before they come to the point: “I'm off for a week, so please sell 2 eth”.

It is taken off only where it speaks of nobody else, quotes nobody and doubts nothing, and ends in the very turn to
Esther. What is left has to pass the gate by itself.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["without_preamble"]

_VERBS: Final = (
    r"(?:put|set|tell me|text me|message me|ping me|notify me|warn me|alert me|let me know|go ahead and|"
    r"i'd like to|i would like to|do me a favou?r)\b"
)
# What may only begin a command behind a sign: “I get up and sell” tells a story.
_ORDERS: Final = (
    r"(?:(?:buy|sell|swap|convert|exchange|bridge|rebalance|trail|dump|purchase|stop loss|take profit|trailing stop)\b"
    r"|(?:if|when|once|as soon as) [^,]{3,60}?\b(?:buy|sell|dump)\b)"
)
_CONNECTED: Final = r"(?:(?:so|and|now|then|but|therefore|anyway|anyways|just|ok|okay|yeah)[,:]?\s+)*"
_TURN: Final = re.compile(
    rf"(?:[,:;.!]| and| so| but| therefore| anyway)\s+{_CONNECTED}"
    rf"(?:(?:please|pls|plz|kindly)\s+|(?={_VERBS}))"
    r"|\bso (?=please\b)(?:please|pls)\s+|:\s+(?=(?:buy|sell|swap|convert|put|bridge)\b.*\bplease$)"
    rf"|[,.;!]\s+{_CONNECTED}(?={_ORDERS})|(?:\banyways?|\btherefore)[,:]?\s+(?={_ORDERS})",
    re.IGNORECASE,
)
# Somebody who speaks for themselves, of their own day.
_BEGIN: Final = re.compile(
    r"(?:(?:ok|okay|alright|right|so|well|hey|hi|hello|esther|look|good morning|gm)[,!.]?\s+)*(?:(?:it|"
    r"it's|just|got|been|hope|having|had|payday|the (?:weather|sun|rent|bills|kids|baby|train|day|week|"
    r"thing is)|"
    r"after|since i|as i|thinking|woke)\b|(?=.*\b(?:i|i'm|im|i've|ive|my|me|we're|it's)\b))",
    re.IGNORECASE,
)
# Who else speaks, what else is quoted, or what is not so.
_DOUBT: Final = re.compile(
    r"[?\"`<>\[\]{}]|\b(?:he|she|they|we|said|says?|told|tells?|heard|read(?:ing)?|saw|wrote|writes|"
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

_PLAN: Final = re.compile(
    r"(?:so )?(?:my|the) plan (?:is )?(?:simple|this|clear)?:\s+|(?:here's|here is) (?:what we do|what to "
    r"do|the plan):\s+|long story short[,:]?\s+|"
    r"tl;?dr[,:]?\s+|quick one[,:]\s+|(?:last|one more|next) (?:one|thing)[,:]\s+",
    re.IGNORECASE,
)


def without_preamble(sentence: str) -> str:
    """Return the command behind a preamble, empty where there is none that may be taken off."""
    if plan := _PLAN.match(sentence):
        return sentence[plan.end() :]
    turns = list(_TURN.finditer(sentence))
    if not turns:
        return ""
    turn = turns[-1]
    preamble = sentence[: turn.start()]
    if not _BEGIN.match(preamble) or _DOUBT.search(preamble):
        return ""
    return sentence[turn.end() :]
