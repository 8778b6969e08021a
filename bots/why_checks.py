"""The checks of an audit entry in words: each rule with what it found, and what it was held to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bots.templatetags.money import amount, usd
from bots.why_facts import Facts, Pair, number_of, units_of
from tokens.spoken import clean

__all__ = ["checks_told", "limits_told"]

_SIGNS: Final = {"pass": "✓", "warn": "⚠", "block": "✖"}


def checks_told(checks: Sequence[Facts], pair: Pair) -> Iterator[str]:
    """Yield each check in words, with a sign for its verdict."""
    for check in checks:
        words = _CHECKS.get(str(check["rule"]), _plain_check)(check, pair)
        yield f"{_SIGNS.get(str(check['verdict']), '·')} {clean(words)}"


def _plain_check(check: Facts, pair: Pair) -> str:
    return f"{check['rule']}: {check['found']} (bound {check['bound']})"


def _balance(check: Facts, pair: Pair) -> str:
    return f"balance: gives {units_of(check['found'], pair.given)}, has {units_of(check['bound'], pair.given)}"


def _gas(check: Facts, pair: Pair) -> str:
    return f"gas: about {usd(number_of(check['found']))}, {check['bound']}"


def _percent(check: Facts, pair: Pair) -> str:
    found, bound = number_of(check["found"]), number_of(check["bound"])
    return f"{check['rule']}: {'not known' if found is None else f'{amount(found)} %'}, at most {amount(bound)} %"


def _names(check: Facts, pair: Pair) -> str:
    return f"{check['rule']}: {', '.join(map(str, check['found'])) or 'none'}"


_CHECKS: Final[dict[str, Callable[[Facts, Pair], str]]] = {
    "balance": _balance,
    "gas": _gas,
    "slippage": _percent,
    "impact": _percent,
    "tax": _percent,
    "honeypot": _names,
    "unverified": _names,
    "untold": _names,
}


def limits_told(facts: Facts) -> Iterator[str]:
    """Yield what a live trade was held to before it began."""
    if facts.get("trade_limit_usd") is None:
        return
    value, limit = usd(number_of(facts.get("value_usd"))), usd(number_of(facts["trade_limit_usd"]))
    spent, day = usd(number_of(facts.get("spent_usd"))), usd(number_of(facts.get("day_limit_usd")))
    yield f"✓ limit of a trade: {value} of {limit}"
    yield f"✓ limit of a day: {spent} before it, of {day}"
