"""Orders and alerts that wait, set as in the chat, a few percent away from today's prices."""

from __future__ import annotations

from datetime import datetime
from decimal import Context, Decimal
from typing import Final

from alerts.models import Alert
from alerts.services import AlertWish, create_alert
from sandbox.demo.past_trades import price_at, token_called
from tokens.market import MARKET_SOURCE
from tokens.models import Price
from trading.intake import AmountKind
from trading.models import Order, PaperBalance, User
from trading.order_wishes import OrderWish
from trading.orders import place_order

__all__ = ["make_wishes"]

_ROUND: Final = Context(prec=4)


def make_wishes(user: User, now: datetime) -> None:
    """Set them. The prices are what the stand-in would answer, which need not be running for this."""
    _know_prices(user, now)
    for kind, symbol, percent, share in (
        (Order.Kind.STOP_LOSS, "ETH", 88, Decimal(50)),
        (Order.Kind.TAKE_PROFIT, "ETH", 112, Decimal(25)),
        (Order.Kind.TAKE_PROFIT, "LINK", 104, Decimal(100)),
    ):
        place_order(user, _sale(kind, symbol, usd=_near(symbol, percent, now), share=share))
    place_order(user, _purchase("WBTC", usd=_near("WBTC", 94, now)))
    for symbol, percent, direction in (
        ("ETH", 106, Alert.Direction.ABOVE),
        ("ETH", 91, Alert.Direction.BELOW),
        ("WBTC", 107, Alert.Direction.ABOVE),
    ):
        create_alert(user, _alert(symbol, usd=_near(symbol, percent, now), direction=direction))


def _know_prices(user: User, now: datetime) -> None:
    held = PaperBalance.objects.filter(wallet__owner=user).select_related("token__chain")
    for token in [row.token for row in held]:
        price = {"usd": price_at(token, now), "source": MARKET_SOURCE, "observed_at": now}
        Price.objects.update_or_create(token=token, defaults=price)


def _near(symbol: str, percent: int, now: datetime) -> Decimal:
    """Return a percentage of today's price, as round as people name prices."""
    return _ROUND.create_decimal(price_at(token_called(symbol), now) * percent / 100)


def _sale(kind: Order.Kind, symbol: str, *, usd: Decimal, share: Decimal) -> OrderWish:
    return OrderWish(kind=kind, token=symbol, trigger_usd=usd, amount=share, amount_kind=AmountKind.PERCENT)


def _purchase(symbol: str, *, usd: Decimal) -> OrderWish:
    return OrderWish(
        kind=Order.Kind.LIMIT_BUY, token=symbol, trigger_usd=usd, amount=Decimal(300), amount_kind=AmountKind.USD
    )


def _alert(symbol: str, *, usd: Decimal, direction: Alert.Direction) -> AlertWish:
    return AlertWish(kind=Alert.Kind.PRICE, token=token_called(symbol), direction=direction, threshold=usd)
