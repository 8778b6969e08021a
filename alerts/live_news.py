"""What users are told about live trades, written in the transaction that stores how one ended."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from alerts.alert_news import plain
from alerts.models import Notification
from trading.models import Swap

__all__ = ["TEMPLATE", "tell"]

TEMPLATE: Final = "swap_over"


def tell(swap: Swap, state: str) -> None:
    """Write that a live trade has come to a state, once for each."""
    now = timezone.now()
    got = swap.received_units_out
    told = Notification(
        dedupe_key=f"swap:{swap.handle}:{state}",
        user_id=swap.user_id,
        importance=Notification.Importance.MONEY,
        template=TEMPLATE,
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
        },
        not_before=now,
        created_at=now,
    )
    Notification.objects.bulk_create([told], ignore_conflicts=True)
