"""The rules for charts: a token, a span of time, and a chain, in the order people say them."""

from __future__ import annotations

from typing import Final

from bots.language.intents import Intent
from bots.language.patterns import CHAIN, CHAIN_NAME, NO_NAME, TOKEN, Entities, Groups, Rule, named, rule
from esther_site.lib.errors import UserError

__all__ = ["CHART_RULES"]

_UNIT: Final = r"(?:h|hours?|d|days?|w|weeks?|m|months?|y|years?)"
_LENGTH: Final = rf"(?P<span>\d{{1,4}}[ -]?{_UNIT}|(?:an? |one )?(?:hour|day|week|month|quarter|year)|today)"
_SPAN: Final = rf"(?: (?:for|over|of|in|during))?(?: the)?(?: (?:last|past))? {_LENGTH}"
_SHOW: Final = r"(?:(?:show|show me|draw|draw me|plot|give me) )?(?:(?:the|a|an|my) )?"
_OF: Final = r"(?:(?:of|for) )?(?:the )?"
_COIN: Final = NO_NAME + TOKEN
_HOURS: Final = {"h": 1, "d": 24, "w": 7 * 24, "m": 30 * 24, "y": 365 * 24}
_WORDS: Final = {"today": "24h", "day": "24h", "week": "7d", "month": "30d", "quarter": "90d", "year": "1y"}
_BY_HOURS: Final = {24: "24h", 7 * 24: "7d", 30 * 24: "30d", 90 * 24: "90d", 365 * 24: "1y", 12 * 30 * 24: "1y"}


def _chart(groups: Groups) -> Entities:
    """Read the token, its chain, and the period. Raises UserError for a period that there is no chart of."""
    return named(groups) | ({"period": _period(groups["span"].lower())} if "span" in groups else {})


def _period(span: str) -> str:
    last = span.split()[-1]
    digits = "".join(each for each in span if each.isdecimal())
    unit = span.lstrip("0123456789 -")[:1]
    period = _WORDS.get(last) if not digits else _BY_HOURS.get(int(digits) * _HOURS[unit])
    if period is None:
        raise UserError("A chart shows 24h, 7d, 30d, 90d or 1y. Write it like “/chart ETH 30d”.")
    return period


# The span is looked for first: “over the last year” names no chain.
CHART_RULES: Final[list[Rule]] = [
    rule(rf"{_SHOW}chart {_OF}{_COIN}{_SPAN}(?:(?: on)?(?: the)? {CHAIN_NAME})?", Intent.SHOW_CHART, _chart),
    rule(rf"{_SHOW}chart {_OF}{_COIN}{CHAIN}{_SPAN}", Intent.SHOW_CHART, _chart),
    rule(rf"{_SHOW}chart {_OF}{_COIN}{CHAIN}", Intent.SHOW_CHART, _chart),
    rule(rf"{_SHOW}{_COIN} chart(?:{_SPAN})?{CHAIN}", Intent.SHOW_CHART, _chart),
    rule(rf"{_SHOW}{_COIN} chart{CHAIN}{_SPAN}", Intent.SHOW_CHART, _chart),
    rule(rf"{_SHOW}chart", Intent.SHOW_CHART),
]
