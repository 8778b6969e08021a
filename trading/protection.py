"""Orders that protect what was bought: a stop below, a target above, a stop that follows the price.

Those of one purchase are a pair (or three): the first that fires cancels the others, and there is one of each kind.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from esther_site.lib.errors import UserError
from tokens.market import price_of
from trading.audit_orders import note_created
from trading.brackets import Bracket, BracketPrices, bracket_of, bracket_prices, prices_around
from trading.models import Order, Swap, User
from trading.order_drafts import DIRECTIONS, refuse_reached
from trading.order_room import make_room
from trading.order_wishes import checked_trail
from trading.paper import cash_token
from trading.quoting import Offer, effective_usd

__all__ = ["check_bracket", "place_bracket", "protect", "protect_trailing"]

Kind, State = Order.Kind, Order.State


def check_bracket(bracket: Bracket, offer: Offer) -> Decimal:
    """Return the price that a purchase would be protected from. Raises EstherError when it cannot be."""
    bought = offer.request.token_out
    if bought.pk == cash_token(bought.chain).pk:
        raise UserError("Only a purchase can carry a stop and a target. Set them as orders of their own.")
    fill_usd = effective_usd(offer, bought)
    prices_around(bracket, bought_at=fill_usd)
    return fill_usd


def place_bracket(swap: Swap, *, fill_usd: Decimal) -> list[Order]:
    """Store the orders that a purchase asked for, in the transaction that books it; none when it asked for none.

    There is always room for them: it was made when the purchase was asked for. Raises UserError when the purchase's
    price is beyond one of them.
    """
    bracket = bracket_of(swap)
    if bracket is None:
        return []
    orders = _sides(swap, prices_around(bracket, bought_at=fill_usd))
    with transaction.atomic(savepoint=False):
        for order in orders:
            order.save(force_insert=True)
        note_created(orders)
    return orders


def protect(user: User, swap_handle: str, bracket: Bracket) -> list[Order]:
    """Protect a purchase that was carried out, percentages counting from its price; return the orders that are new.

    A side it has already stays as it is. Raises UserError when both are there already, or the price is beyond one,
    TemporaryError when the price is not known.
    """
    swap = _filled(user, swap_handle)
    return _place(swap, _sides(swap, bracket_prices(bracket, bought_at=_fill_usd(swap))))


def protect_trailing(user: User, swap_handle: str, percent: Decimal) -> Order:
    """Protect a purchase that was carried out by a stop that follows the price from now on. Raises as `protect`."""
    trail_bps = checked_trail(percent)
    swap = _filled(user, swap_handle)
    (order,) = _place(swap, [_order(swap, Kind.TRAILING_STOP, trail_bps=trail_bps, trails_from=timezone.now())])
    return order


def _sides(swap: Swap, prices: BracketPrices) -> list[Order]:
    sides = ((Kind.STOP_LOSS, prices.stop), (Kind.TAKE_PROFIT, prices.target))
    return [_order(swap, kind, trigger_usd=usd) for kind, usd in sides if usd is not None]


def _order(swap: Swap, kind: Order.Kind, **trigger: Any) -> Order:
    return Order(
        user=swap.user,
        wallet=swap.wallet,
        kind=kind,
        direction=DIRECTIONS[kind],
        token=swap.token_out,
        currency=swap.token_in,
        units=_kept_units(swap),
        slippage_percent=swap.slippage_percent,
        pair=swap.handle,
        protects=swap,
        created_at=timezone.now(),
        **trigger,
    )


def _kept_units(swap: Swap) -> int:
    """Return what is left of what was received once its gas is paid."""
    received = swap.received_units_out or 0
    gas = swap.gas_units or 0
    return received - gas if swap.gas_token_id == swap.token_out_id and gas < received else received


def _filled(user: User, handle: str) -> Swap:
    trades = Swap.objects.select_related("user", "wallet", "token_in__chain", "token_out__chain")
    swap = trades.filter(user=user, handle=handle).first()
    if swap is None:
        raise UserError("This trade is not yours, or no longer known. Look at /history.")
    if swap.state not in (Swap.State.BOOKED, Swap.State.DONE) or swap.received_units_out is None:
        raise UserError("This trade was not carried out, so there is nothing to protect.")
    if swap.token_out_id == cash_token(swap.token_out.chain).pk:
        raise UserError("This trade bought dollars, which need no protection. Protect a purchase instead.")
    return swap


def _fill_usd(swap: Swap) -> Decimal:
    """Return what one token cost; where that was not known, what it costs now."""
    if swap.value_usd and swap.received_units_out:
        return swap.value_usd / swap.token_out.to_amount(swap.received_units_out)
    return price_of(swap.token_out).usd


def _place(swap: Swap, orders: list[Order]) -> list[Order]:
    """Store those of a filled purchase's orders that are not there yet."""
    usd = price_of(swap.token_out).usd
    for order in orders:
        refuse_reached(order, usd)
    with transaction.atomic():
        make_room(swap.user, count=len(orders))
        there = _protected_by(swap)
        new = [order for order in orders if order.kind not in there]
        if not new:
            raise UserError("This purchase is protected like that already. Look at /orders.")
        for order in new:
            order.save(force_insert=True)
        note_created(new)
    return new


def _protected_by(swap: Swap) -> set[str]:
    """Return the kinds of the orders that protect a purchase; their rows are locked, so that none fires meanwhile."""
    orders = Order.objects.select_for_update(no_key=True).filter(protects=swap).order_by("pk")
    states = {(order.kind, order.state) for order in orders}
    if any(state == State.DONE for _, state in states):
        raise UserError("What this purchase brought was sold by an order already. Look at /history.")
    if any(state == State.TRIGGERED for _, state in states):
        raise UserError("An order is selling what this purchase brought just now. Look at /orders.")
    return {kind for kind, state in states if state in Order.OPEN}
