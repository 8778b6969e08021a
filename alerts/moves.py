"""Moves in percent: a price against the extremes of a window. The past prices are kept by `alerts.ticks`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from django.db.models import Max, Min

from alerts.crossing import valid_prices
from alerts.firing import due, fire, plain
from alerts.models import Alert, PriceTick

__all__ = ["fire_moves"]

_STEP: Final = Decimal("0.01")  # the percentages of alerts have two decimals
_MOST: Final = Decimal(99_999)

Direction, Kind = Alert.Direction, Alert.Kind

Prices = Mapping[int, Decimal | None]
Extremes = tuple[Decimal, Decimal]  # the lowest and the highest price in a window


def fire_moves(prices: Prices, *, now: datetime) -> int:
    """Fire the alerts whose percentage the price has moved within their window; return how many."""
    valid = valid_prices(prices)
    fired = 0
    for window, least_percents in _windows(valid, now=now).items():
        for token_id, extremes in _extremes(window, least_percents, now=now).items():
            for direction, reference, moved in _moves(valid[token_id], extremes):
                if moved >= least_percents[token_id]:
                    alerts = _waiting(token_id, window, direction, moved, now=now)
                    facts = _facts(direction, reference, moved, window)
                    fired += fire(alerts, valid[token_id], now=now, facts=facts)
    return fired


def _windows(token_ids: Mapping[int, Decimal], *, now: datetime) -> dict[int, dict[int, Decimal]]:
    """Return the windows (in minutes) that alerts look back, with the least percentage waited for by token."""
    alerts = due(now).filter(kind=Kind.MOVE, token__in=token_ids)
    windows: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = alerts.order_by().values_list("window_minutes", "token").annotate(least=Min("percent"))
    for window, token_id, least in rows:
        windows[window][token_id] = least
    return windows


def _extremes(window: int, token_ids: Mapping[int, Decimal], *, now: datetime) -> dict[int, Extremes]:
    ticks = PriceTick.objects.filter(
        token__in=token_ids, observed_at__gte=now - timedelta(minutes=window), observed_at__lte=now
    )
    rows = ticks.order_by().values_list("token").annotate(low=Min("usd"), high=Max("usd"))
    return {token_id: (low, high) for token_id, low, high in rows}


def _moves(usd: Decimal, extremes: Extremes) -> Iterator[tuple[Alert.Direction, Decimal, Decimal]]:
    """Yield the move up from the lowest and down from the highest price: direction, that price, percent."""
    low, high = extremes
    yield Direction.ABOVE, low, _percents((usd - low) * 100 / low)
    yield Direction.BELOW, high, _percents((high - usd) * 100 / high)


def _percents(change: Decimal) -> Decimal:
    """Return a change in the steps of the alerts' percentages: rounded down, since 4.999 does not reach 5."""
    return min(change, _MOST).quantize(_STEP, rounding=ROUND_FLOOR)


def _waiting(token_id: int, window: int, direction: Alert.Direction, moved: Decimal, *, now: datetime) -> Iterator[int]:
    return (
        due(now)
        .filter(
            kind=Kind.MOVE,
            token=token_id,
            window_minutes=window,
            direction__in=[direction, Direction.EITHER],
            percent__lte=moved,
        )
        .values_list("pk", flat=True)
        .iterator()
    )


def _facts(direction: Alert.Direction, reference: Decimal, moved: Decimal, window: int) -> dict[str, str]:
    return {
        "direction": direction.value,
        "reference_usd": plain(reference),
        "moved_percent": plain(moved),
        "window_minutes": str(window),
    }
