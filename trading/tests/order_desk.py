"""Short words for what the tests of orders say again and again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

from django.core.cache import cache
from django.db import connections
from django.utils import timezone

from esther_site.lib.errors import EstherError
from tokens.market import price_of
from tokens.models import Price
from trading.models import Order, User
from trading.order_drafts import DIRECTIONS
from trading.order_wishes import OrderWish
from trading.tests.desk import token

Kind, State = Order.Kind, Order.State
SECOND = timedelta(seconds=1)


def worth(symbol: str = "ETH", percent: str = "100") -> Decimal:
    """Return a percentage of what a token costs now."""
    return round(price_of(token(symbol)).usd * Decimal(percent) / 100, 6)


def fixed_price(symbol: str, usd: str) -> None:
    """Let a token cost this much for as long as the test takes."""
    later = timezone.now() + timedelta(days=1)
    Price.objects.update_or_create(
        token=token(symbol), defaults={"usd": Decimal(usd), "source": "test", "observed_at": later}
    )
    cache.clear()


def stop(symbol: str = "ETH", at: str = "90", **more: Any) -> OrderWish:
    """Ask for a stop loss at a percentage of the price now."""
    return OrderWish(kind=Kind.STOP_LOSS, token=symbol, trigger_usd=worth(symbol, at), **more)


def target(symbol: str = "ETH", at: str = "110", **more: Any) -> OrderWish:
    return OrderWish(kind=Kind.TAKE_PROFIT, token=symbol, trigger_usd=worth(symbol, at), **more)


def waiting(user: User, kind: Order.Kind = Kind.STOP_LOSS, symbol: str = "LINK", **more: Any) -> Order:
    """Let a user have an order, however little sense it makes: all of the balance, at one dollar."""
    wallet = user.default_wallet
    assert wallet is not None
    facts: dict[str, Any] = {
        "currency": token("USDC"),
        "direction": DIRECTIONS[kind],
        "trigger_usd": None if kind == Kind.TRAILING_STOP else Decimal(1),
        "share_percent": Decimal(100),
        "slippage_percent": Decimal(1),
        "created_at": timezone.now(),
    }
    return Order.objects.create(user=user, wallet=wallet, kind=kind, token=token(symbol), **(facts | more))


def order_now(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def state_of(order: Order) -> Order.State:
    return Order.State(order_now(order).state)


def put(order: Order, **facts: Any) -> Order:
    """Leave an order as something else would."""
    Order.objects.filter(pk=order.pk).update(**facts)
    return order_now(order)


class Told:
    """Hears what is told of orders."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.orders: list[Order] = []

    def __call__(self, order: Order, event: str) -> None:
        self.events.append(event)
        self.orders.append(order)


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """Do things in as many threads at the same moment; return what each returned, or the name of its refusal."""
    barrier = Barrier(len(acts))

    def do(act: Callable[[], object]) -> object:
        barrier.wait(timeout=20)
        try:
            return act()
        except EstherError as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))
