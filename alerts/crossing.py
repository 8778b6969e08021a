"""Which waiting alerts the prices of one pass reach; the cost grows with what fires, not with what waits."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import connection

from alerts import crossing_postgres
from alerts.firing import POISON, fire
from alerts.models import Alert
from esther_site.lib.fields import UsdField

__all__ = ["fire_crossed", "rearm", "valid_prices"]

logger = logging.getLogger(__name__)

BATCH: Final = 1000
_SMALLEST: Final = Decimal(1).scaleb(-UsdField.decimal_places)
_USD: Final[UsdField[Any, Any]] = UsdField()

Direction = Alert.Direction
DIRECTIONS: Final = (Direction.ABOVE, Direction.BELOW)

# The conditions are spelled out, as they are in the partial indexes: a parameter would hide the index from SQLite.
_WAITING: Final = """
    SELECT id FROM alerts_alert
    WHERE kind = 'price' AND state = 'active' AND is_armed AND direction = '{direction}'
      AND token_id = {coin} AND threshold {reaches} {usd}
      AND (not_before IS NULL OR not_before <= %s) AND (expires_at IS NULL OR expires_at > %s)
"""
_REACHED_TOKENS: Final = "SELECT price.key FROM json_each(%s) AS price WHERE EXISTS ({waiting})"
_DISARMED: Final = """
    SELECT id, token_id, direction, threshold, rearm_percent FROM alerts_alert
    WHERE kind = 'price' AND state = 'active' AND NOT is_armed ORDER BY token_id
"""
_REACHES: Final = {Direction.ABOVE: "<=", Direction.BELOW: ">="}


def fire_crossed(prices: Mapping[int, Decimal | None], *, now: datetime) -> int:
    """Fire the alerts whose thresholds the prices (by token) reach; return how many. Equal is reached.

    An alert and its notification change in one transaction. Safe to run several times at once: each fires once.
    """
    valid = valid_prices(prices)
    return sum(_fire(direction, valid, now=now) for direction in DIRECTIONS) if valid else 0


def rearm(prices: Mapping[int, Decimal | None], *, now: datetime) -> int:
    """Arm the repeating alerts from which the price came back by their margin; return how many."""
    valid = valid_prices(prices)
    if not valid:
        return 0
    if connection.vendor == "postgresql":
        return sum(crossing_postgres.rearm(direction, valid, now=now) for direction in DIRECTIONS)
    disarmed = Alert.objects.raw(_DISARMED)
    seen = ((alert, valid.get(alert.token_id or 0)) for alert in disarmed)
    back = [alert.pk for alert, usd in seen if usd is not None and alert.is_left_behind_by(usd)]
    return sum(
        Alert.objects.filter(pk__in=back[start : start + BATCH], is_armed=False).update(is_armed=True)
        for start in range(0, len(back), BATCH)
    )


def valid_prices(prices: Mapping[int, Decimal | None]) -> dict[int, Decimal]:
    """Return the prices that can be true, as they are stored, in one order everywhere."""
    return {
        token_id: round(usd, UsdField.decimal_places)
        for token_id, usd in sorted(prices.items())
        if usd is not None and usd.is_finite() and _SMALLEST <= usd < 10**UsdField.integer_digits
    }


def _fire(direction: Alert.Direction, prices: Mapping[int, Decimal], *, now: datetime) -> int:
    if connection.vendor == "postgresql":
        try:
            return crossing_postgres.fire_crossed(direction, prices, now=now)
        except POISON:
            logger.exception("alerts could not be fired in one statement: token by token")
    reached = _reached(direction, prices, now=now)
    return sum(_fire_token(direction, token_id, prices[token_id], now=now) for token_id in reached)


def _fire_token(direction: Alert.Direction, token_id: int, usd: Decimal, *, now: datetime) -> int:
    fired = 0
    for alert_ids in _batches(direction, token_id, usd, now=now):
        fired += fire(alert_ids, usd, now=now)
    return fired


def _batches(direction: Alert.Direction, token_id: int, usd: Decimal, *, now: datetime) -> Iterator[list[int]]:
    """Yield what waits, until there is nothing new: what fired or was set aside no longer waits."""
    waiting = _WAITING.format(direction=direction.value, coin="%s", reaches=_REACHES[direction], usd="%s")
    statement = f"{waiting} ORDER BY id LIMIT {BATCH}"
    found, before = _ids(statement, token_id, _stored(usd), now=now), None
    while found and found != before:
        yield found
        found, before = _ids(statement, token_id, _stored(usd), now=now), found


def _reached(direction: Alert.Direction, prices: Mapping[int, Decimal], *, now: datetime) -> list[int]:
    """Return the tokens for which something fires: on SQLite by one statement that probes the index for each."""
    if connection.vendor != "sqlite":
        return list(prices)
    waiting = _WAITING.format(
        direction=direction.value, coin="CAST(price.key AS INTEGER)", reaches=_REACHES[direction], usd="price.value"
    )
    stored = json.dumps({str(token_id): _stored(usd) for token_id, usd in prices.items()})
    return _ids(_REACHED_TOKENS.format(waiting=waiting), stored, now=now)


def _ids(statement: str, *parameters: Any, now: datetime) -> list[int]:
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, moment, moment])
        return [int(row[0]) for row in cursor.fetchall()]


def _stored(usd: Decimal) -> Any:
    return _USD.get_db_prep_value(usd, connection, prepared=True)
