"""One look at an order that the newest price reaches: leave it, hold it, ask its user, or let it be carried out.

Any number of monitors may look at the same order: the quote is asked for by the one that leases it, and each outcome
is a conditional UPDATE.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Context, Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from alerts.alert_news import plain
from alerts.alert_trail import PRICE_SOURCE
from alerts.decision import Step, Trigger, decide, has_been_away, reached_since
from alerts.evidence import Ticks
from alerts.ladder import highest_since, trailing_usd
from alerts.order_news import tell
from esther_site.lib.errors import EstherError, TemporaryError
from trading.models import Order, User
from trading.order_arming import held_back, needs_consent
from trading.order_execution import carry_out, floor_usd, is_within_slippage, offer_for, unit_price_usd
from trading.order_moves import ask, fire, hold
from trading.orders import pause_orders_of
from trading.quoting import Offer

__all__ = ["HELD", "LEASE", "execute", "lease", "look_at", "too_far", "trigger_of"]

LEASE: Final = timedelta(seconds=30)  # to ask for a quote in
HELD: Final = timedelta(seconds=30)  # between two quotes for an order that waits at its trigger
REST: Final = timedelta(seconds=5)  # there is no other price before

_KEPT_PASSES: Final = 3
_SHOWN: Final = Context(prec=6)
_UNSEEN: Final = "Its price was reached while nothing was watched."
_DECLINED: Final = "Its price is still reached, and you chose to wait."
_CONSENT: Final = "Trades of this wallet wait for your word."
_SHUT_OUT: Final = "Its owner may not trade at present."

Direction = Order.Direction


@dataclass(frozen=True, kw_only=True)
class _Sight:
    """An order in sight of its trigger, and what the look goes by."""

    order: Order
    trigger: Trigger
    ticks: Ticks
    now: datetime

    def step(self, *, second_usd: Decimal | None = None) -> Step:
        """Say what comes next. Who was asked and chose to wait is asked again, until the price has been away."""
        step = decide(self.ticks, self.trigger, now=self.now, since=self.order.created_at, second_usd=second_usd)
        is_declined = self.order.reached_at is not None and not has_been_away(self.ticks, self.trigger)
        return Step.ASK if step is Step.FIRE and is_declined else step


def look_at(order: Order, ticks: Ticks, *, now: datetime) -> bool:
    """Do what the token's last prices, newest first, say about an order; return whether it waits no longer."""
    trigger = trigger_of(order)
    if trigger is None:
        return _leave(order, now)
    sight = _Sight(order=order, trigger=trigger, ticks=ticks, now=now)
    step = sight.step()
    if step is Step.LEAVE:
        return _leave(order, now)
    if order.user.status != User.Status.ACTIVE:
        return pause_orders_of(order.user_id, reason=_SHUT_OUT) > 0
    if step is Step.CONFIRM or not _asks(sight, step):
        return lease(order, until=now + LEASE) and _quote(sight, step)
    return True


def trigger_of(order: Order) -> Trigger | None:
    """Return what price an order waits for; None for a trailing stop as long as there is no price to fall from."""
    if order.trigger_usd is not None:
        return Trigger(order.trigger_usd, Direction(order.direction))
    if order.trail_bps is None or order.trails_from is None:
        return None
    highest = highest_since(order.token_id, order.trails_from)
    return None if highest is None else Trigger(trailing_usd(highest, order.trail_bps), Direction.BELOW)


def lease(order: Order, *, until: datetime) -> bool:
    """Keep everybody else from an order until a moment; False when somebody was faster."""
    ours = Order.objects.filter(pk=order.pk, state=order.state, not_before=order.not_before).update(not_before=until)
    if ours:
        order.not_before = until
    return bool(ours)


def too_far(order: Order, offer: Offer, usd: Decimal) -> str:
    """Return why an offer is too far from a price to be taken; empty when it is not."""
    if is_within_slippage(order, offer, usd):
        return ""
    verb = "cost" if order.is_purchase else "bring"
    price, worst = _dollars(unit_price_usd(order, offer)), _dollars(floor_usd(order, usd))
    slippage = plain(order.slippage_percent)
    return f"One {order.token.symbol} would {verb} ${price} now, and with {slippage} % slippage ${worst} is the limit."


def execute(order: Order) -> bool:
    """Make the next attempt at a fired order, and return whether it is over."""
    after = carry_out(order, tell=lambda carried, event: tell(carried, event, now=timezone.now()))
    return after.state in (Order.State.DONE, Order.State.FAILED)


def _leave(order: Order, now: datetime) -> bool:
    """Let the others have their turn first."""
    lease(order, until=now + REST)
    return False


def _asks(sight: _Sight, step: Step) -> bool:
    """Ask the user where nothing may happen without them, and return whether that is so."""
    if step is not Step.ASK and not needs_consent(sight.order):
        return False
    order = sight.order
    reason = _CONSENT if step is not Step.ASK else _DECLINED if order.reached_at else _UNSEEN
    with transaction.atomic():
        if ask(order, usd=sight.ticks[0].usd, reason=reason, now=sight.now):
            tell(order, "asks", now=sight.now)
    return True


def _quote(sight: _Sight, step: Step) -> bool:
    """Quote the order's real size, and go by it."""
    order = sight.order
    if reason := held_back(order):
        return _wait(sight, reason, is_told=True)
    try:
        offer = offer_for(order)
        unit_usd = unit_price_usd(order, offer)
    except EstherError as error:
        if step is Step.CONFIRM:
            return _leave(order, sight.now)
        is_passing = isinstance(error, TemporaryError) and not order.waits_because
        return _wait(sight, error.message, is_told=not is_passing)
    step = sight.step(second_usd=unit_usd)
    if step is Step.LEAVE:
        return _leave(order, sight.now)
    if _asks(sight, step):
        return True
    if reason := too_far(order, offer, sight.trigger.usd):
        return _wait(sight, reason, is_told=True)
    evidence = _evidence(sight, unit_usd)
    return fire(order, usd=sight.ticks[0].usd, now=sight.now, evidence=evidence) and (execute(order) or True)


def _evidence(sight: _Sight, quoted_usd: Decimal) -> dict[str, Any]:
    """Return why the price was believed: the last passes' prices, and what the quote for the real size says."""
    return {
        "trigger_usd": sight.trigger.usd,
        "direction": sight.trigger.direction,
        "passes": [{"usd": tick.usd, "at": tick.observed_at} for tick in sight.ticks[:_KEPT_PASSES]],
        "source": PRICE_SOURCE,
        "quoted_usd": quoted_usd,
    }


def _wait(sight: _Sight, reason: str, *, is_told: bool) -> bool:
    """Let the order wait at its trigger and say why: to the user once, as long as the price stays there."""
    order, reached_at = sight.order, reached_since(sight.ticks, sight.trigger)
    is_news = not order.waits_because or reached_at is not None
    with transaction.atomic():
        held = hold(order, reason=reason, until=sight.now + HELD)
        if held and is_told and is_news:
            tell(order, "waits", now=sight.now, usd=sight.ticks[0].usd, reached_at=reached_at)
    return False


def _dollars(usd: Decimal) -> str:
    return plain(_SHOWN.plus(usd))
