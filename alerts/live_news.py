"""What users are told about live trades, written in the transaction that stores how one ended."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from alerts.alert_news import plain
from alerts.crossing_news import ON_THE_WAY, crossing_facts
from alerts.crossing_news import TEMPLATE as PASSING_TEMPLATE
from alerts.money_news import write_once
from alerts.operator_news import tell_of_review
from portfolio.models import RebalanceLeg, WalletSync
from trading.models import Order, Swap

__all__ = ["TEMPLATE", "tell"]

TEMPLATE: Final = "swap_over"

_MORE_THAN_ONCE: Final = (Swap.State.REVIEW, "again")  # an operator may have a trade looked at once more

_TOLD_BY_ORDERS: Final = (Swap.State.DONE, Swap.State.FAILED, Swap.State.CANCELLED)


def tell(swap: Swap, state: str) -> None:
    """Write that a live trade has come to a state: once for each, as far as it comes to it once."""
    now = timezone.now()
    WalletSync.objects.filter(wallet=swap.wallet_id).update(due_at=now)  # what it holds has changed
    if state in _TOLD_BY_ORDERS and Order.objects.filter(swap=swap, state=Order.State.TRIGGERED).exists():
        return  # its order tells how it ended
    if state in _TOLD_BY_ORDERS and RebalanceLeg.objects.filter(swap=swap, state="trading").exists():
        return  # its plan does
    moment = f":{now.isoformat()}" if state in _MORE_THAN_ONCE else ""
    if state == Swap.State.REVIEW:
        tell_of_review(swap, now=now)
    got = swap.received_units_out
    write_once(
        {f"swap:{swap.handle}:{state}{moment}": swap.user_id},
        template=PASSING_TEMPLATE if state in ON_THE_WAY else TEMPLATE,
        data={
            "swap_handle": swap.handle,
            "state": state,
            "chain": swap.chain.name,
            "gave": plain(swap.token_in.to_amount(swap.units_in)),
            "gave_symbol": swap.token_in.symbol,
            "got": "" if got is None else plain(swap.token_out.to_amount(got)),
            "got_symbol": swap.token_out.symbol,
            "reason": swap.failure,
            "at": now.isoformat(),
            **crossing_facts(swap),
        },
        now=now,
    )
