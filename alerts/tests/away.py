"""Candles, gaps and orders for the tests of what happened while nobody watched."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from alerts.models import Missed
from alerts.stretch import Stretch
from alerts.tests.desk import HOUR, NOW, usd
from tokens.candles import Candle
from tokens.models import Token
from trading.models import Order, User
from trading.tests.desk import token

_BELOW = (Order.Kind.STOP_LOSS, Order.Kind.LIMIT_BUY, Order.Kind.TRAILING_STOP)


def at(minutes: float) -> datetime:
    """Return a moment some minutes after the gap began."""
    return NOW + timedelta(minutes=minutes)


def candle(minute: float, prices: str) -> Candle:
    """Make a candle from its four prices: open, high, low and close."""
    opened, high, low, closed = map(usd, prices.split())
    return Candle(opened_at=at(minute), open=opened, high=high, low=low, close=closed)


def stretch(of: Token, *prices: str, minutes: float = 10, first: float = 0) -> Stretch:
    """Make a gap of so many minutes, with a candle for each of its first minutes."""
    candles = [candle(minute + first, each) for minute, each in enumerate(prices)]
    return Stretch(token=of, started_at=at(0), ended_at=at(minutes), candles=candles)


def missed(of: Token, *, minutes: float = 10, **more: Any) -> Missed:
    fields = {"started_at": at(0), "ended_at": at(minutes), "not_before": at(minutes)}
    return Missed.objects.create(token=of, **{**fields, **more})


def order(user: User, kind: Order.Kind, of: Token, trigger: str | None = None, **more: Any) -> Order:
    """Let a user's order wait since an hour before the gap."""
    assert user.default_wallet
    fields: dict[str, Any] = {
        "wallet": user.default_wallet,
        "direction": Order.Direction.BELOW if kind in _BELOW else Order.Direction.ABOVE,
        "currency": token("USDC", of.chain.name),
        "trigger_usd": usd(trigger) if trigger else None,
        "share_percent": usd("100"),
        "slippage_percent": usd("1"),
        "created_at": NOW - HOUR,
    }
    return Order.objects.create(user=user, kind=kind, token=of, **{**fields, **more})


def trailing(user: User, of: Token, percent: str, **more: Any) -> Order:
    fields = {"trail_bps": int(usd(percent) * 100), "trails_from": NOW - HOUR}
    return order(user, Order.Kind.TRAILING_STOP, of, **{**fields, **more})


def state_of(order: Order) -> str:
    return Order.objects.get(pk=order.pk).state
