"""What Esther understood, as it is printed: the form that programs and the labelled sentences compare."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from bots.language.intents import Intent, Understood

__all__ = ["as_json"]

_DAYS: Final = {"d": 1, "w": 7, "m": 30, "q": 90, "y": 365}
_NAMED: Final = {
    "today": "1",
    "24h": "1",
    "yesterday": "1",
    "last week": "7",
    "last month": "30",
    "last year": "365",
    "last quarter": "90",
    "past week": "7",
    "past month": "30",
    "past year": "365",
    "past quarter": "90",
    "this week": "7",
    "this month": "30",
    "this quarter": "90",
    "this year": "365",
    "last day": "1",
    "past day": "1",
}
_COUNTED: Final = re.compile(
    r"(?:(?:last|past) )?(\d{1,4}|an?|one)?[ -]?(h|d|w|m|q|y|hours?|days?|weeks?|months?|quarters?|years?)"
)
# What their kind of order says already.
_ONE_SIDED: Final = (Intent.SET_STOP_LOSS, Intent.SET_TAKE_PROFIT, Intent.SET_TRAILING_STOP)


def as_json(understood: Understood) -> dict[str, Any]:
    """Return an object with the intent, the entities and the source; numbers stay text.

    Dollars to spend are `spend` in `USD`, so that nobody takes them for coins; parts of a whole are an object; a period
    that is a number of days is `period_days`.
    """
    entities: dict[str, Any] = dict(understood.entities)
    if (
        understood.intent in (Intent.BUY_TOKEN, Intent.SET_LIMIT_BUY)
        and "usd" in entities
        and "currency" not in entities
    ):
        entities |= {"spend": entities.pop("usd"), "currency": "USD"}
    if "allocations" in entities:
        entities["allocations"] = json.loads(entities["allocations"])
    if "wallet" in entities:
        entities["id"] = entities.pop("wallet").lower()
    if days := _days(entities.get("period", "")):
        del entities["period"]
        entities["period_days"] = days
    if understood.intent in _ONE_SIDED:
        entities.pop("direction", None)
    return {"intent": str(understood.intent), "entities": entities, "source": understood.source}


def _days(period: str) -> str:
    """Return the number of days, empty where a period is none."""
    if period in _NAMED:
        return _NAMED[period]
    match = _COUNTED.fullmatch(period)
    if match is None or not (match[1] or len(match[2]) > 1):
        return ""
    count = int(match[1]) if (match[1] or "").isdecimal() else 1
    if match[2][0] == "h":
        return str(count // 24) if count % 24 == 0 else ""
    return str(count * _DAYS[match[2][0]])
