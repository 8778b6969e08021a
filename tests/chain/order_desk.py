"""Orders of a hot wallet on a test chain, with a monitor whose looks the test decides on."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from alerts.live_news import tell
from alerts.models import Notification, PriceTick
from alerts.order_pass import carry_out_orders, watch_orders
from tests.chain.live_desk import LiveDesk
from tests.chain.trader import ETHER
from tokens.market import price_of
from tokens.models import Token
from trading import live
from trading.models import Order, Swap
from trading.order_drafts import DIRECTIONS

__all__ = ["OrderDesk"]

_PASSES = ("103", "103", "103", "103", "100", "100")  # of the price: steady, then fallen, and seen twice
_MINUTE = timedelta(minutes=1)


class OrderDesk(LiveDesk):
    """A desk whose user has orders; everything else is as with any live trade."""

    def order(self, symbol: str = "ETH", kind: Order.Kind = Order.Kind.STOP_LOSS, **more: Any) -> Order:
        """Let an order wait at a price just above the one now: an automatic one, of one ETH, unless it is said."""
        token = self.token(symbol)
        facts: dict[str, Any] = {
            "currency": self.token("USDC"),
            "direction": DIRECTIONS[kind],
            "trigger_usd": self.percent(token, "100.5"),
            "slippage_percent": Decimal(3),
            "is_automatic": True,
            "created_at": timezone.now() - timedelta(hours=1),
        }
        size = {"units": ETHER} if "share_percent" not in more else {}
        return Order.objects.create(user=self.user, wallet=self.wallet, kind=kind, token=token, **(facts | size | more))

    def percent(self, token: Token, percent: str) -> Decimal:
        return round(price_of(token).usd * Decimal(percent) / 100, 6)

    def seen(self, symbol: str = "ETH") -> dict[int, Decimal]:
        """Let the price have fallen to where it is, seen once a minute, the last time just now."""
        token, now = self.token(symbol), timezone.now()
        PriceTick.objects.filter(token=token).delete()
        for age, percent in enumerate(reversed(_PASSES)):
            moment = now - _MINUTE * age - timedelta(seconds=1)
            PriceTick.objects.create(token=token, usd=self.percent(token, percent), observed_at=moment)
        return {token.pk: self.percent(token, _PASSES[-1])}

    def watches(self, symbol: str = "ETH") -> None:
        """Let the monitor look at the price, and go on with what fired."""
        watch_orders(self.seen(symbol), now=timezone.now())
        self.now = max(self.now, timezone.now())

    def monitors(self, *, times: int = 1, seconds: int = 3) -> None:
        """Let the monitor look at the chain and at fired orders, with a block between two looks."""
        for _ in range(times):
            live.advance_due(self.now, tell=tell)
            carry_out_orders(self.now)
            self.ledger.mine()
            self.now += timedelta(seconds=seconds)

    def settled(self, order: Order, *, times: int = 15) -> Order:
        """Look until the order is over."""
        for _ in range(times):
            order.refresh_from_db()
            if order.state not in (Order.State.TRIGGERED, Order.State.ACTIVE):
                break
            self.monitors()
        order.refresh_from_db()
        return order

    def swaps(self) -> list[str]:
        return [swap.state for swap in Swap.objects.order_by("pk")]

    def news(self) -> list[str]:
        return list(Notification.objects.order_by("pk").values_list("template", flat=True))
