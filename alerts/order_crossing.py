"""Which waiting orders the newest prices reach: the cost grows with what is reached, never with what waits.

Two kinds of probes: a trigger against the price, and a trailing stop's distance against the token's ladder. Whether
a price is good enough to act on is not asked here.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from alerts import crossing_postgres
from alerts.evidence import Tick
from alerts.ladder import peaks, trailing_usd
from alerts.watched import TRAILING
from esther_site.lib.fields import UsdField
from tokens.models import Token
from trading.models import Order

__all__ = ["REACHED", "TRAILING_PAIRS", "TRAILING_REACHED", "reached", "trailing_reached", "trailing_tokens"]

_USD: Final[UsdField[Any, Any]] = UsdField()

# What the statements are given: (token_id, usd), or (token_id, trail_bps, until). CROSS JOIN keeps SQLite to this
# order of the loops, `use_indexes` keeps PostgreSQL to it.
_PRICES: Final = {
    "postgresql": "unnest(%(token_ids)s::bigint[], %(prices)s::numeric[]) AS price (token_id, usd)",
    "sqlite": "(SELECT CAST(key AS INTEGER) AS token_id, value AS usd FROM json_each(%(prices)s)) AS price",
}
_MARKS: Final = {
    "postgresql": "unnest(%(token_ids)s::bigint[], %(trails)s::int[], %(untils)s::timestamptz[])"
    " AS mark (token_id, trail_bps, until)",
    "sqlite": "(SELECT json_extract(value, '$[0]') AS token_id, json_extract(value, '$[1]') AS trail_bps,"
    " json_extract(value, '$[2]') AS until FROM json_each(%(marks)s)) AS mark",
}

# The conditions are spelled out, as they are in the partial indexes: a parameter would hide the index from SQLite.
_DUE: Final = """
    (waiting.not_before IS NULL OR waiting.not_before <= %(now)s)
    AND (waiting.expires_at IS NULL OR waiting.expires_at > %(now)s)
"""
_AT: Final = """
    SELECT waiting.id, waiting.user_id, waiting.not_before
    FROM {prices} CROSS JOIN trading_order AS waiting
    WHERE waiting.state = 'active' AND waiting.direction = '{direction}' AND waiting.trigger_usd IS NOT NULL
      AND waiting.token_id = price.token_id AND waiting.trigger_usd {reaches} price.usd AND {due}
"""
_TRAILS: Final = """
    SELECT waiting.id, waiting.user_id, waiting.not_before
    FROM {marks} CROSS JOIN trading_order AS waiting
    WHERE waiting.state = 'active' AND waiting.kind = 'trailing_stop' AND waiting.token_id = mark.token_id
      AND waiting.trail_bps = mark.trail_bps AND waiting.trails_from <= mark.until AND {due}
"""
# In turns: one of each user, the longest not looked at first, so that nobody's many keep out anybody's few.
_IN_TURNS: Final = """
    SELECT id FROM (
        SELECT id, not_before,
            row_number() OVER (PARTITION BY user_id ORDER BY not_before NULLS FIRST, id) AS turn
        FROM ({found}) AS found
    ) AS queued
    ORDER BY turn, not_before NULLS FIRST, id LIMIT %(limit)s
"""
# From one distance to the next by the index, so that those who share one are not counted out.
_PAIRS: Final = """
    WITH RECURSIVE pair (token_id, trail_bps) AS (
        SELECT price.token_id, ({least} ORDER BY trail_bps LIMIT 1) FROM {prices}
        UNION ALL
        SELECT pair.token_id, ({least} AND trail_bps > pair.trail_bps ORDER BY trail_bps LIMIT 1)
        FROM pair WHERE pair.trail_bps IS NOT NULL
    )
    SELECT token_id, trail_bps FROM pair WHERE trail_bps IS NOT NULL
"""
_LEAST: Final = """
    SELECT trail_bps FROM trading_order
    WHERE state = 'active' AND kind = 'trailing_stop' AND token_id = {of}.token_id
"""


def _reached(vendor: str) -> str:
    sides = (("above", "<="), ("below", ">="))
    found = (
        _AT.format(prices=_PRICES[vendor], direction=direction, reaches=reaches, due=_DUE)
        for direction, reaches in sides
    )
    return _IN_TURNS.format(found=" UNION ALL ".join(found))


def _pairs(vendor: str) -> str:
    first, following = _LEAST.format(of="price"), _LEAST.format(of="pair")
    return _PAIRS.replace("{least}", first, 1).replace("{least}", following).format(prices=_PRICES[vendor])


REACHED: Final = {vendor: _reached(vendor) for vendor in _PRICES}
TRAILING_PAIRS: Final = {vendor: _pairs(vendor) for vendor in _PRICES}
TRAILING_REACHED: Final = {
    vendor: _IN_TURNS.format(found=_TRAILS.format(marks=marks, due=_DUE)) for vendor, marks in _MARKS.items()
}

Prices = Mapping[int, Decimal]
Mark = tuple[int, int, datetime]  # a token's trailing stops at a distance fire when they count from a moment or before


def reached(prices: Prices, *, now: datetime, limit: int) -> list[int]:
    """Return the orders whose triggers the prices (by token) reach, and that are due. Equal is reached."""
    parameters = {**_price_parameters(prices), "now": _moment(now), "limit": limit}
    return [order_id for (order_id,) in _rows(REACHED, parameters)] if prices else []


def trailing_reached(prices: Prices, *, now: datetime, limit: int) -> list[int]:
    """Return the trailing stops that the prices (by token) reach, and that are due. Equal is reached."""
    marks = list(_marks(prices)) if prices else []
    parameters = {**_mark_parameters(marks), "now": _moment(now), "limit": limit}
    return [order_id for (order_id,) in _rows(TRAILING_REACHED, parameters)] if marks else []


def trailing_tokens(prices: Prices) -> set[int]:
    """Return those of the tokens for which a trailing stop waits."""
    waiting = Order.objects.filter(TRAILING, token=OuterRef("pk"), state=Order.State.ACTIVE)
    return set(Token.objects.filter(Exists(waiting), pk__in=list(prices)).values_list("pk", flat=True))


def _marks(prices: Prices) -> Iterable[Mark]:
    """Yield up to which moment a highest price was high enough, for each token and distance for which there is one."""
    ladders = peaks(prices)
    fallen = {token_id: prices[token_id] for token_id, ladder in ladders.items() if prices[token_id] < ladder[0].usd}
    for token_id, trail_bps in _distances(fallen):
        until = _last_high_enough(ladders[token_id], trail_bps, prices[token_id])
        if until:
            yield token_id, trail_bps, until


def _last_high_enough(ladder: Sequence[Tick], trail_bps: int, usd: Decimal) -> datetime | None:
    """Return the moment of the lowest rung from which a price has fallen by a distance."""
    rungs = bisect_left(ladder, True, key=lambda rung: usd > trailing_usd(rung.usd, trail_bps))
    return ladder[rungs - 1].observed_at if rungs else None


def _distances(prices: Prices) -> list[tuple[int, int]]:
    """Return which tokens have trailing stops, at which distances."""
    return [(token_id, bps) for token_id, bps in _rows(TRAILING_PAIRS, _price_parameters(prices))] if prices else []


def _rows(statements: Mapping[str, str], parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            crossing_postgres.use_indexes()
        cursor.execute(statements[connection.vendor], parameters)
        return list(cursor.fetchall())


def _price_parameters(prices: Prices) -> dict[str, Any]:
    if connection.vendor == "postgresql":
        return {"token_ids": list(prices), "prices": list(prices.values())}
    return {"prices": json.dumps({str(token_id): _stored(usd) for token_id, usd in prices.items()})}


def _mark_parameters(marks: Sequence[Mark]) -> dict[str, Any]:
    if connection.vendor == "postgresql":
        token_ids, trails, untils = zip(*marks, strict=True) if marks else ((), (), ())
        return {"token_ids": list(token_ids), "trails": list(trails), "untils": list(untils)}
    return {"marks": json.dumps([(token_id, bps, str(_moment(until))) for token_id, bps, until in marks])}


def _moment(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _stored(usd: Decimal) -> Any:
    return _USD.get_db_prep_value(usd, connection, prepared=True)
