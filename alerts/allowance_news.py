"""What a user is told when an operator has taken an allowance of their wallet back: it has cost them gas."""

from __future__ import annotations

from typing import Any, Final

from django.dispatch import receiver
from django.utils import timezone

from alerts.alert_news import plain
from alerts.money_news import write_once
from trading.models import Swap, Transaction
from trading.news import allowance_revoked

__all__ = ["TEMPLATE", "tell_of_revocation"]

TEMPLATE: Final = "allowance_revoked"


@receiver(allowance_revoked)
def tell_of_revocation(swap: Swap, transaction: Transaction, **_: Any) -> None:
    """Tell the owner of the wallet, once for each revocation that the chain carried out."""
    now = timezone.now()
    native = swap.gas_token
    data = {
        "swap_handle": swap.handle,
        "symbol": swap.token_in.symbol,
        "chain": swap.chain.name,
        "gas": plain(native.to_amount(int(transaction.fee_wei))) if native and transaction.fee_wei else "",
        "gas_symbol": native.symbol if native else "",
        "at": now.isoformat(),
    }
    write_once({f"revoked:{transaction.pk}": swap.user_id}, template=TEMPLATE, data=data, now=now)
