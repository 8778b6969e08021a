"""The rules for charts: a token, a span of time, and a chain, in the order people say them."""

from __future__ import annotations

import re
from typing import Final

from bots.language.intents import Intent
from bots.language.patterns import ASK, CHAIN, CHAIN_NAME, NO_NAME, TOKEN, Entities, Groups, Rule, named, rule

__all__ = ["CHART_RULES", "period_of"]

_COUNTS: Final = r"(?:two|three|four|six|couple of)"
_WORDS: Final = {"two": 2, "three": 3, "four": 4, "six": 6, "couple of": 2}
_SPLIT: Final = re.compile(r"(\d{1,4}|an?|one|two|three|four|six|couple of)?[ -]?([a-z]+)")
_UNIT: Final = r"(?:h|hrs?|hours?|d|dys?|days?|fortnight|w|wks?|weeks?|m|mos?|months?|y|yrs?|years?)"
_LENGTH: Final = (
    rf"(?P<span>\d{{1,4}}[ -]?{_UNIT}|(?:an? |one )?(?:hour|day|week|fortnight|month|quarter|year)|"
    rf"today|ytd|all(?: time)?|{_COUNTS} {_UNIT})"
)
_SPAN: Final = rf"(?:,)?(?: (?:for|over|of|in|during|from|since))?(?: the)?(?: (?:last|past|previous|this))? {_LENGTH}"
_SHOW: Final = rf"{ASK}(?:draw |draw me |plot |plot me |pull up )?(?:make )?(?:me )?(?:(?:the|a|an|my|that) )?"
_CHART: Final = r"(?:price |candle |candlestick )?(?:chart check|price history|chart|graph|candles|plot|candlesticks)"
_OF: Final = r"(?:(?:of|for|on|from) )?(?:the )?(?:price of )?"
_COIN: Final = r"(?!(?:performance|portfolio|trade|transaction|my)\b)" + NO_NAME + TOKEN
_HOURS: Final = {"h": 1, "d": 24, "w": 7 * 24, "m": 30 * 24, "q": 90 * 24, "f": 14 * 24, "y": 365 * 24}


def _chart(groups: Groups) -> Entities:
    """Read the token, its chain, and the period: 24h, 1y, or so many days."""
    return named(groups) | ({"period": period_of(groups["span"].lower())} if "span" in groups else {})


def period_of(span: str) -> str:
    """Write a period as 24h, 30d or 1y; what is no span of days stays as it is said."""
    span = span.removeprefix("last ").removeprefix("this ")
    if span in ("today", "yesterday", "ytd", "mtd", "all", "all time"):
        return "24h" if span in ("today", "yesterday") else span
    match = _SPLIT.fullmatch(span)
    count, unit = (match[1] or "1", match[2]) if match else ("1", span)
    if unit[0] not in _HOURS:
        return span  # “since 1 january”
    hours = _HOURS[unit[0]] * (int(count) if count.isdecimal() else _WORDS.get(count, 1))
    if hours % (365 * 24) == 0 or hours == 360 * 24:
        return f"{round(hours / (365 * 24))}y"
    return f"{hours // 24}d" if hours % 24 == 0 and hours != 24 else f"{hours}h"


# The span is looked for first: “over the last year” names no chain.
CHART_RULES: Final[list[Rule]] = [
    rule(rf"{ASK}(?:the |a |an )?{_COIN} {_LENGTH} {_CHART}{CHAIN}\??", Intent.GET_PRICE_CHART, _chart),
    rule(rf"{_SHOW}{_CHART} {_OF}{_COIN}{_SPAN}(?:(?: on)?(?: the)? {CHAIN_NAME})?\??", Intent.GET_PRICE_CHART, _chart),
    rule(rf"{_SHOW}{_CHART} {_OF}{_COIN}{CHAIN}{_SPAN}\??", Intent.GET_PRICE_CHART, _chart),
    rule(rf"{_SHOW}{_CHART} {_OF}{_COIN}{CHAIN}\??", Intent.GET_PRICE_CHART, _chart),
    rule(rf"{_SHOW}{_COIN}(?:'s)? {_CHART}(?:{_SPAN})?{CHAIN}\??", Intent.GET_PRICE_CHART, _chart),
    rule(rf"{_SHOW}{_COIN}(?:'s)? {_CHART}{CHAIN}{_SPAN}\??", Intent.GET_PRICE_CHART, _chart),
    rule(rf"{ASK}(?:the |a |an )?{_LENGTH}[ -]{_CHART} {_OF}{_COIN}{CHAIN}\??", Intent.GET_PRICE_CHART, _chart),
    rule(rf"{_SHOW}{_CHART}\??", Intent.GET_PRICE_CHART),
    rule(rf"{_SHOW}{_CHART}{_SPAN}\??", Intent.GET_PRICE_CHART, _chart),
    rule(rf"{_SHOW}{_COIN}(?:'s)?{_SPAN} (?:as|in|on) (?:a )?{_CHART}\??", Intent.GET_PRICE_CHART, _chart),
    rule(
        rf"{ASK}(?:a |the )?picture of (?:the )?(?:price of )?{_COIN}(?: price)?(?:{_SPAN})?{CHAIN}\??",
        Intent.GET_PRICE_CHART,
        _chart,
    ),
    rule(
        rf"(?:plot|draw|graph|chart)(?: me)?(?: the)? {_COIN}(?: price)?(?:{_SPAN})?{CHAIN}",
        Intent.GET_PRICE_CHART,
        _chart,
    ),
]
