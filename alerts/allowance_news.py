"""What a user is told when an allowance of their wallet was taken back, which has cost them gas, or could not be."""

from __future__ import annotations

from typing import Any, Final

from django.dispatch import receiver
from django.utils import timezone

from alerts.alert_news import plain
from alerts.money_news import write_once
from trading.models import Swap, Transaction
from trading.news import allowance_revoked, allowance_stays
from trading.standing import Standing

__all__ = ["STAYS_TEMPLATE", "TEMPLATE", "tell_of_revocation", "tell_that_it_stays"]

TEMPLATE: Final = "allowance_revoked"
STAYS_TEMPLATE: Final = "allowance_stays"


@receiver(allowance_revoked)
def tell_of_revocation(swap: Swap, transaction: Transaction, by_owner: bool, **_: Any) -> None:
    """Tell the owner of the wallet, once for each revocation that the chain carried out."""
    native = swap.gas_token
    gas = plain(native.to_amount(int(transaction.fee_wei))) if native and transaction.fee_wei else ""
    more = {"gas": gas, "gas_symbol": native.symbol if native else "", "by_owner": "yes" if by_owner else ""}
    _tell("revoked", TEMPLATE, swap, transaction, more)


@receiver(allowance_stays)
def tell_that_it_stays(swap: Swap, transaction: Transaction, left: int | None, **_: Any) -> None:
    """Tell who had it taken back that it did not come to that, once, with why and what is left."""
    _tell("stays", STAYS_TEMPLATE, swap, transaction, {"left": _amount(swap, left), "reason": _why(transaction)})


def _tell(key: str, template: str, swap: Swap, transaction: Transaction, more: dict[str, str]) -> None:
    now = timezone.now()
    data = {
        "swap_handle": swap.handle,
        "symbol": swap.token_in.symbol,
        "chain": swap.chain.name,
        "at": now.isoformat(),
        **more,
    }
    write_once({f"{key}:{transaction.pk}": swap.user_id}, template=template, data=data, now=now)


def _amount(swap: Swap, left: int | None) -> str:
    """Return how much may still be taken, as it stands before the symbol; empty where it is nothing."""
    if left is None:
        return "an unknown amount of"
    standing = Standing(spender="", units=left, amount=swap.token_in.to_amount(left))
    return "any amount of" if standing.is_unlimited else plain(standing.amount) if left else ""


def _why(transaction: Transaction) -> str:
    """Return the reason; never the words of a token's contract, which may say anything."""
    if transaction.state == Transaction.State.REVERTED:
        return "The token refused it, and the gas was spent."
    if transaction.state == Transaction.State.DONE:
        return "The chain carried it out, and the token does not show it."
    return transaction.failure
