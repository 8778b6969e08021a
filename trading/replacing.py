"""What a user may do about a trade that is under way: pay more so that it is mined sooner, or try to take it back.

A replacement has the nonce of what it replaces, and both fees an eighth higher; either of them may be mined.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from esther_site.lib.errors import UserError
from trading import custody
from trading.broadcasting import newest_attempt, send
from trading.gas import Offered, cap_wei, faster, offered
from trading.laying import store_attempt
from trading.models import Attempt, Swap, Transaction, User
from trading.permission import may_clean
from trading.rpc import Call, RpcClient, rpc_for
from trading.signing import UnsignedTransaction, sign

__all__ = ["MOST_ATTEMPTS", "speed_up", "take_back"]

MOST_ATTEMPTS: Final = 6
_CANCEL_MARGIN: Final = (5, 4)  # of the estimate: some rollups charge more than the 21,000 for an empty transfer
_OVER: Final = "This trade is not under way, so there is nothing to change."
_TOO_DEAR: Final = "Its gas could then cost more than your limit. Wait until the chain is quieter."
_ENOUGH: Final = "It was replaced often enough. Wait until the chain has decided."

Kind, State = Attempt.Kind, Swap.State


def speed_up(user: User, handle: str) -> Swap:
    """Send the same transaction again with higher fees. Raises EstherError when that cannot be."""
    swap = _own(user, handle)
    row = _sent(swap)
    if row is None:
        raise UserError(_OVER)
    _replace(swap, row, kind=newest_attempt(row).kind if swap.is_withdrawn else Kind.FASTER)
    return swap


def take_back(user: User, handle: str) -> Swap:
    """Keep a trade from happening, if it is not too late: nobody knows before the chain has decided.

    Raises EstherError when it is over, or no replacement can be sent.
    """
    swap = _own(user, handle)
    if not _under_way(swap).update(is_withdrawn=True, not_before=timezone.now()):
        raise UserError(_OVER)
    swap.is_withdrawn = True
    row = _sent(swap)  # where nothing has left yet, nothing will
    if row is not None and newest_attempt(row).kind != Kind.CANCEL:
        _replace(swap, row, kind=Kind.CANCEL)
    return swap


def _own(user: User, handle: str) -> Swap:
    swap = Swap.objects.select_related("user", "wallet", "chain").filter(user=user, handle=handle).first()
    if swap is None:
        raise UserError("This trade is not yours, or no longer known. Look at /history.")
    return swap


def _under_way(swap: Swap) -> QuerySet[Swap]:
    live = [State.CONFIRMED, State.APPROVING, State.SENT]
    return Swap.objects.filter(pk=swap.pk, mode=Swap.Mode.LIVE, state__in=live, begin_before__isnull=False)


def _sent(swap: Swap) -> Transaction | None:
    """Return what may be on its way to the chain and is not mined; a revocation is left alone."""
    rows = swap.transactions.select_related("wallet", "chain").filter(state=Transaction.State.SENT)
    return rows.exclude(purpose=Transaction.Purpose.REVOKE).first()


def _replace(swap: Swap, row: Transaction, *, kind: str) -> None:
    """Sign and store a replacement, then send it."""
    rpc = rpc_for(swap.chain)
    now_offered, cap, now = offered(rpc), cap_wei(swap.chain), timezone.now()
    gas = _cancel_gas(swap, rpc) if kind == Kind.CANCEL else row.gas
    with transaction.atomic():
        locked = Transaction.objects.select_for_update(of=("self",)).select_related("wallet").get(pk=row.pk)
        newest = newest_attempt(locked)
        _check(swap, locked)
        fees = faster(Offered(newest.max_fee, newest.priority_fee), now_offered)
        if gas * fees.max_fee > cap:
            raise UserError(_TOO_DEAR)
        attempt = _signed(locked, Kind(kind), fees=fees, gas=gas, now=now)
    send(attempt, rpc)


def _check(swap: Swap, row: Transaction) -> None:
    may_clean(swap)
    if row.state != Transaction.State.SENT:
        raise UserError(_OVER)
    if row.tries.count() >= MOST_ATTEMPTS:
        raise UserError(_ENOUGH)


def _signed(row: Transaction, kind: Attempt.Kind, *, fees: Offered, gas: int, now: datetime) -> Attempt:
    """Sign the same again, or the empty transfer to the wallet itself, and store it as sent."""
    is_cancel = kind == Kind.CANCEL
    unsigned = UnsignedTransaction(
        chain_id=row.chain_id,
        nonce=row.nonce,
        to=_checksummed(row.wallet.address) if is_cancel else row.to,
        value=0 if is_cancel else row.value,
        data=b"" if is_cancel else bytes.fromhex(row.data.removeprefix("0x")),
        gas=gas,
        max_fee_per_gas=fees.max_fee,
        max_priority_fee_per_gas=fees.priority_fee,
    )
    signed = sign(custody.unseal(row.wallet.sealed_key, address=row.wallet.address), unsigned)
    attempt = store_attempt(row, signed, kind=kind, fees=fees, now=now)
    row.tries.filter(pk=attempt.pk).update(sent_at=now)
    return attempt


def _cancel_gas(swap: Swap, rpc: RpcClient) -> int:
    many, few = _CANCEL_MARGIN
    address = swap.wallet.address
    return rpc.estimate_gas(Call(sender=address, to=address, data=b"")) * many // few


def _checksummed(address: str) -> str:
    from eth_utils.address import to_checksum_address

    return str(to_checksum_address(address))
