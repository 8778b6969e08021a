"""Facts about orders that may soon trade, or that wait for an answer.

A trailing stop's trigger moves with its price and is known to the monitor alone: it is told of only once it asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from django.db.models import Q

from portfolio.findings import Finding, Names, dollars, number, percent, usd
from portfolio.valuation import Valuation
from tokens.market import last_prices, prices_of
from trading.models import Order, User

__all__ = ["orders_near"]

NEAR_PERCENT: Final = Decimal(5)
MOST_ORDERS: Final = 5

_CALLED: Final = {
    Order.Kind.STOP_LOSS: "stop loss",
    Order.Kind.TAKE_PROFIT: "take profit",
    Order.Kind.TRAILING_STOP: "trailing stop",
    Order.Kind.LIMIT_BUY: "limit buy",
    Order.Kind.STOP_BUY: "breakout buy",
}


def orders_near(user: User, valuation: Valuation, names: Names) -> Iterator[Finding]:
    """Tell of orders that ask, and of those whose trigger the price is within 5 % of, the nearest first."""
    may_trade = Q(state=Order.State.ASKING) | Q(state=Order.State.ACTIVE, trigger_usd__isnull=False)
    orders = list(
        Order.objects.filter(may_trade, user=user, wallet__in=valuation.wallets)
        .select_related("token__chain")
        .order_by("pk")
    )
    asking = [order for order in orders if order.state == Order.State.ASKING]
    yield from (_asking(order, names) for order in asking[:MOST_ORDERS])
    near = _near([order for order in orders if order.state == Order.State.ACTIVE])
    yield from (_waiting(order, away, price, names) for away, price, order in near[:MOST_ORDERS])


def _near(orders: list[Order]) -> list[tuple[Decimal, Decimal, Order]]:
    """Return how far away in percent the price is, the price, and the order."""
    tokens = {order.token for order in orders}
    prices = last_prices(tokens) | prices_of(tokens)
    found = []
    for order in orders:
        price = prices.get(order.token_id)
        if price is None or order.trigger_usd is None:
            continue
        away = abs(order.trigger_usd / price.usd - 1) * 100
        if away <= NEAR_PERCENT:
            found.append((away, price.usd, order))
    return sorted(found, key=lambda each: (each[0], each[2].pk))


def _asking(order: Order, names: Names) -> Finding:
    called = _CALLED[Order.Kind(order.kind)]
    value = {"symbol": names.as_data(order.token), "order": called, "state": "reached, waits for the user's answer"}
    sentence = f"Your {called} for {names.for_people(order.token)} was reached and waits for your answer."
    return Finding(kind="order_asks", value=value, sentence=sentence)


def _waiting(order: Order, away: Decimal, price: Decimal, names: Names) -> Finding:
    trigger, called = order.trigger_usd or Decimal(0), _CALLED[Order.Kind(order.kind)]
    value = {
        "symbol": names.as_data(order.token),
        "order": called,
        "away_percent": number(away),
        "trigger_usd": usd(trigger),
        "price_usd": usd(price),
    }
    sentence = (
        f"Your {called} for {names.for_people(order.token)} at {dollars(trigger)} is {percent(away)} away "
        f"(now {dollars(price)})."
    )
    return Finding(kind="order_near", value=value, sentence=sentence)
