"""What the cards of orders say: how far away the price is, and what would happen then. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from alerts.evidence import Tick
from alerts.ladder import peaks, trailing_usd
from bots.templatetags.money import round_to
from tokens.market import last_prices
from trading.brackets import bracket_of
from trading.live_switch import trades_live
from trading.models import Order, Swap, User, Wallet
from trading.order_arming import needs_consent
from trading.order_execution import floor_usd
from trading.order_swaps import CARRIED_OUT, UNDER_WAY
from trading.orders import list_orders
from trading.paper import cash_token

__all__ = ["OrderCard", "can_be_protected", "card_of", "cards_of", "listed", "proposals", "protections_of"]

Kind = Order.Kind

_STEPS: Final = {
    Kind.STOP_LOSS: (-3, -5, -10),
    Kind.LIMIT_BUY: (-3, -5, -10),
    Kind.TAKE_PROFIT: (5, 10, 20),
    Kind.STOP_BUY: (3, 5, 10),
}
_PROPOSED_DIGITS: Final = 4


@dataclass(frozen=True, kw_only=True)
class OrderCard:
    """An order beside the last known price of its token, None where there is none."""

    order: Order
    usd: Decimal | None
    trigger_usd: Decimal | None  # of a trailing stop: where it is now
    siblings: tuple[str, ...]  # what is cancelled when it fires
    is_dry_run: bool  # it would be simulated

    @property
    def distance_percent(self) -> Decimal | None:
        """How much the price must change to reach the trigger."""
        if not self.usd or self.trigger_usd is None:
            return None
        return (self.trigger_usd / self.usd - 1) * 100

    @property
    def worst_usd(self) -> Decimal | None:
        """The worst price at which it trades: lowest of a sale, highest of a purchase."""
        return None if self.trigger_usd is None else floor_usd(self.order, self.trigger_usd)

    @property
    def trail_percent(self) -> Decimal | None:
        return None if self.order.trail_bps is None else Decimal(self.order.trail_bps) / 100

    @property
    def has_bracket(self) -> bool:
        return bracket_of(self.order) is not None

    @property
    def is_asking(self) -> bool:
        """Whether it asks before it trades."""
        return needs_consent(self.order)

    @property
    def is_armed(self) -> bool:
        """Whether it would trade real money without asking, once live trading is on."""
        return self.order.wallet.kind != Wallet.Kind.PAPER and self.order.is_automatic

    @property
    def live_swap(self) -> Swap | None:
        """Return the live trade that an order which fired waits for."""
        swap = self.order.swap
        is_live = swap is not None and swap.mode == Swap.Mode.LIVE and swap.state in UNDER_WAY
        return swap if is_live and self.order.state == Order.State.TRIGGERED else None


def listed(user: User) -> list[Order]:
    """Return the user's open orders, those of one token together, and in there those of which one cancels the other."""
    orders = list_orders(user)
    firsts: dict[str, int] = {}
    for order in orders:
        firsts.setdefault(order.pair or order.handle, order.pk)
    return sorted(
        orders, key=lambda each: (each.token.symbol, each.token_id, firsts[each.pair or each.handle], each.pk)
    )


def cards_of(user: User, orders: Iterable[Order]) -> list[OrderCard]:
    """Put orders beside the last known prices."""
    chosen = list(orders)
    is_live = trades_live(user)
    prices = last_prices({order.token for order in chosen})
    ladders = peaks({order.token_id for order in chosen if order.trail_bps is not None})
    pairs = _pairs(user) if any(order.pair for order in chosen) else {}
    cards = []
    for order in chosen:
        usd = prices[order.token_id].usd if order.token_id in prices else None
        siblings = tuple(handle for handle in pairs.get(order.pair, ()) if handle != order.handle)
        trigger = _trigger(order, ladders, usd)
        is_dry_run = not is_live or order.wallet.kind == Wallet.Kind.PAPER
        cards.append(OrderCard(order=order, usd=usd, trigger_usd=trigger, siblings=siblings, is_dry_run=is_dry_run))
    return cards


def card_of(user: User, order: Order) -> OrderCard:
    """Put one order beside the last known price."""
    (card,) = cards_of(user, [order])
    return card


def protections_of(user: User, swap: Swap) -> list[OrderCard]:
    """Return what protects a purchase that was carried out."""
    return cards_of(user, [order for order in list_orders(user) if order.protects_id == swap.pk])


def can_be_protected(swap: Swap) -> bool:
    """Say whether a trade bought something that may fall: anything but the dollars of its chain."""
    is_filled = swap.state in CARRIED_OUT and swap.received_units_out is not None
    return is_filled and swap.token_out_id != cash_token(swap.to_chain or swap.chain).pk


def proposals(usd: Decimal | None, kind: Order.Kind) -> list[tuple[int, Decimal]]:
    """Return prices to wait for as (percent from now, price), rounded to four digits; none without a price."""
    if not usd:
        return []
    return [(step, _rounded(usd * (100 + step) / 100)) for step in _STEPS.get(kind, ())]


def _pairs(user: User) -> dict[str, list[str]]:
    pairs: dict[str, list[str]] = {}
    for order in list_orders(user):
        if order.pair:
            pairs.setdefault(order.pair, []).append(order.handle)
    return pairs


def _trigger(order: Order, ladders: Mapping[int, Sequence[Tick]], usd: Decimal | None) -> Decimal | None:
    """Return where an order is reached; a trailing stop that has seen no price yet starts from the last one known."""
    if order.trail_bps is None or order.trails_from is None:
        return order.trigger_usd
    since = order.trails_from
    highest = next((rung.usd for rung in ladders.get(order.token_id, ()) if rung.observed_at >= since), usd)
    return None if highest is None else trailing_usd(highest, order.trail_bps)


def _rounded(usd: Decimal) -> Decimal:
    return round_to(usd, _PROPOSED_DIGITS - 1 - usd.adjusted(), ROUND_HALF_EVEN)
