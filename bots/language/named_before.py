"""“It” and “them”, where what they are was named before: “The order #31 …, withdraw it”."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bots.language.anycase import AnyCase
from bots.language.coins import COINS, symbol
from bots.language.parts import WORD

__all__ = ["NAMED", "with_names"]

# “The order #31 …, withdraw it”: what was named before.
NAMED: Final = AnyCase(
    r"\b(?:(?:price )?(?P<many>alerts|orders|wallets)|"
    r"(?P<one>(?:order|alert|wallet) (?:number |no\.? ?|nr\.? ?|#)?\d{1,6}"
    r"|(?:the|my|that) [a-z]{2,8} alert))\b",
)
_IT: Final = AnyCase(r"\b(?:it|that one|this one)\b")
_ASKED: Final = AnyCase(r"(?:what|how|where|is|show|chart|price)\b.*\b(?:price|cost|worth|chart|trading|going|at|it)\b")
_THEM: Final = AnyCase(r"\b(?:them|all of them|these|those)\b")


def with_names(text: str, before: Sequence[str]) -> str:
    """Return a part with what was named before in the place of “it” and “them”."""
    if not _IT.search(text) and not _THEM.search(text):
        return text
    named = [found for part in before for found in NAMED.finditer(part)]
    coins = {symbol(word) for part in before for word in WORD.findall(part.lower()) if word in COINS}
    if len(named) == 1 and named[0]["many"]:
        return _THEM.sub(f"my {named[0]['many']}", text, count=1)
    if named:
        return _IT.sub(named[0]["one"] or "it", text, count=1) if len(named) == 1 else text
    return _IT.sub(coins.pop(), text, count=1) if len(coins) == 1 and _ASKED.match(text) else text
