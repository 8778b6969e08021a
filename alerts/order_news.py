"""What users are told about orders, written in the transaction that stores the fact. Its wording is not known here."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from alerts.alert_news import plain
from alerts.money_news import write_once
from tokens.models import Token
from trading.models import Order, Swap, Wallet
from trading.order_swaps import CARRIED_OUT, Standing, standing_of

__all__ = ["EVENTS", "tell"]

EVENTS: Final = ("done", "failed", "begun", "retry", "asks", "waits", "expired", "paused")

_ONCE_PER_REACH: Final = ("retry", "waits")  # again only when the price has left the trigger and come back
_FINAL: Final = ("done", "failed", "expired")


def tell(
    order: Order,
    event: str,
    *,
    now: datetime,
    usd: Decimal | None = None,
    reached_at: datetime | None = None,
    crossed_at: datetime | None = None,
) -> None:
    """Write what happened to an order, once, in the caller's transaction.

    `usd` is the price at the trigger and `reached_at` since when it has been there, where the order does not say so
    itself; `crossed_at` is when it was reached while nobody watched.
    """
    related = ("token__chain", "currency", "wallet", "swap__token_in", "swap__token_out")
    order = Order.objects.select_related(*related).get(pk=order.pk)
    moment = "" if event in _FINAL else _moment(order, event, reached_at=reached_at, now=now)
    write_once(
        {f"order:{order.handle}:{event}:{moment}": order.user_id},
        template=f"order_{event}",
        data={
            **_facts(order),
            "reached_usd": _number(order.reached_usd if usd is None else usd),
            "at": now.isoformat(),
            "crossed_at": crossed_at.isoformat() if crossed_at else "",
        },
        now=now,
    )


def _moment(order: Order, event: str, *, reached_at: datetime | None, now: datetime) -> str:
    """Return what tells two events of one kind apart."""
    reach = reached_at or order.reached_at
    return (reach if reach and event in _ONCE_PER_REACH else now).isoformat()


def _facts(order: Order) -> dict[str, object]:
    token, ended = order.token, Order.objects.filter(ended_by=order, state=Order.State.CANCELLED)
    return {
        "handle": order.handle,
        "kind": order.kind,
        "symbol": token.symbol,
        "chain": token.chain.name,
        "chain_index": str(token.chain_id),
        "address": token.address,
        "currency": order.currency.symbol,
        "trigger_usd": _number(order.trigger_usd),
        "trail_percent": _number(None if order.trail_bps is None else Decimal(order.trail_bps).scaleb(-2)),
        "reason": order.waits_because,
        "is_purchase": "1" if order.is_purchase else "",
        "cancelled": list(ended.order_by("pk").values_list("handle", flat=True)),
        "wallet": order.wallet.name,
        "is_paper": "1" if order.wallet.kind == Wallet.Kind.PAPER else "",
        "was_sent": "1" if standing_of(order) is Standing.SPENT else "",
        **_trade(order.swap),
    }


def _trade(swap: Swap | None) -> dict[str, str]:
    """Return what was given and got, or would have been: a dry run with a key is booked nowhere."""
    facts = dict.fromkeys(("gave", "gave_symbol", "got", "got_symbol", "gas_usd", "swap_handle", "mode"), "")
    if swap is None:
        return facts
    facts |= {"swap_handle": swap.handle, "mode": swap.mode}
    is_tried_out = swap.state == Swap.State.BOOKED and swap.received_units_out is None
    got = swap.expected_units_out if is_tried_out else swap.received_units_out
    if swap.state not in CARRIED_OUT or got is None:
        return facts
    return {
        **facts,
        "gave": _amount(swap.token_in, swap.units_in),
        "gave_symbol": swap.token_in.symbol,
        "got": _amount(swap.token_out, got),
        "got_symbol": swap.token_out.symbol,
        "gas_usd": plain(swap.gas_usd),
    }


def _amount(token: Token, units: int) -> str:
    return plain(token.to_amount(units))


def _number(number: Decimal | None) -> str:
    return "" if number is None else plain(number)
