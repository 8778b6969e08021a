"""What people say at the end: “Kind regards, Ann”. It is taken off; whatever else stands there is not."""

from __future__ import annotations

import re
from typing import Final

from bots.language.anycase import AnyCase

__all__ = ["without_goodbye"]

_FAREWELL: Final = 80  # characters of a goodbye, at most
_THANKS: Final = (
    r"(?:with )?(?:many thanks|thanks|thank you|thx|ty|cheers|much appreciated|(?:i(?:'d| would| really)* "
    r")?appreciate (?:it|that)|"
    r"(?:with )?(?:kind|best|warm|warmest|kindest|friendly|many)? ?(?:regards|greetings|wishes)|yours(?: truly| "
    r"gratefully| "
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
_CLOSING: Final = AnyCase(
    r"thank|thx|cheers|appreciat|regards|greetings|wishes|sincerely|yours|all the best|have an? |care|bless|bye|"
    r"see you|love|hugs|xoxo",
)


def without_goodbye(sentence: str) -> str:
    """Return a sentence without the goodbye behind it, and without the name of who says it."""
    for _ in range(2):  # “Thank you. Kind regards, Ann”
        start = max(3, len(sentence) - _FAREWELL)
        if not _CLOSING.search(sentence, start) or not (goodbye := _GOODBYE.search(sentence, start)):
            break
        sentence = sentence[: goodbye.start()]
    return sentence
