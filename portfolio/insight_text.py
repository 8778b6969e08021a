"""A portfolio in Esther's own words: the most urgent facts first, a dozen lines at most, and no promise."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from portfolio.facts import Fact, Facts

__all__ = ["DISCLAIMER", "MOST_LINES", "in_own_words", "urgent"]

MOST_LINES: Final = 12
DISCLAIMER: Final = "Not financial advice."

# What must not be missed: it is said by code, whoever says the rest. With how many lines each may take.
_URGENT: Final = {
    "total": 1,
    "trap": 2,
    "traps_apart": 1,
    "tax": 2,
    "jumps_apart": 1,
    "stale": 1,
    "unseen": 1,
    "old_prices": 1,
    "order_asks": 2,
}
_REST: Final = {
    "order_near": 2,
    "concentration": 1,
    "return": 1,
    "drawdown": 1,
    "worst": 1,
    "best": 1,
    "move": 3,
    "holding": 3,
    "no_price": 1,
    "gas": 1,
}
_LOOK: Final = {
    "order_asks": "Answer it in /orders.",
    "order_near": "Look at /orders whether you still want it.",
    "stale": "Look at /portfolio, which tries again.",
    "jumps_apart": "Look at /portfolio.",
}
_MUCH_PERCENT: Final = 50
_MUCH: Final = "Look whether you want that much in one asset."
_EMPTY: Final = "There is nothing in it yet. /paper reset fills a paper wallet, /addwallet watches one of yours."


def in_own_words(facts: Facts) -> list[str]:
    """Return the lines that tell of a portfolio, the last one being that this is no advice."""
    chosen = _chosen(facts, _URGENT | _REST)
    if not facts.of_kinds("holding", "no_price"):
        return [*map(_line, facts.of_kinds(*_URGENT)), _EMPTY, DISCLAIMER]
    return [*map(_line, chosen[: MOST_LINES - 1]), DISCLAIMER]


def urgent(facts: Facts) -> list[str]:
    """Return the lines that must not be missed."""
    return [_line(fact) for fact in _chosen(facts, _URGENT)]


def _chosen(facts: Facts, most: dict[str, int]) -> list[Fact]:
    return [fact for kind, count in most.items() for fact in facts.of_kinds(kind)[:count]]


def _line(fact: Fact) -> str:
    hint = _LOOK.get(fact.kind, "")
    if fact.kind == "concentration" and Decimal(str(fact.value["largest_share_percent"])) >= _MUCH_PERCENT:
        hint = _MUCH
    return f"{fact.sentence} {hint}".strip()
