"""A transaction on its way is replaced: to be mined sooner, by its user or by itself, or to be taken back.

A replacement has the nonce of what it replaces, and both fees an eighth higher; either of them may be mined.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from esther_site.lib.errors import EstherError, UserError
from trading import custody
from trading.audit_kinds import AuditKind
from trading.audit_swaps import note_attempt, note_swap
from trading.broadcasting import newest_attempt, send
from trading.gas import Offered, cap_wei, falls_short, faster, offer_for
from trading.laying import store_attempt
from trading.models import Attempt, Swap, Transaction, User
from trading.permission import may_clean
from trading.rollup_gas import most_on_top
from trading.rpc import Call, RpcClient, rpc_for
from trading.signing import UnsignedTransaction, sign

__all__ = ["HASTEN_AFTER", "MOST_ATTEMPTS", "hasten", "speed_up", "take_back"]

logger = logging.getLogger(__name__)

MOST_ATTEMPTS: Final = 6
_LAST_IS_THE_USERS: Final = 1  # so many of them are never made without being asked for
HASTEN_AFTER: Final = timedelta(seconds=60)  # and ...
_HASTEN_AFTER_BLOCKS: Final = 3
_CANCEL_MARGIN: Final = (5, 4)  # of the estimate: some rollups charge more than the 21,000 for an empty transfer
_OVER: Final = "This trade is not under way, so there is nothing to change."
_MINED: Final = "It is on the chain by now, so there is nothing to change."
_TOO_DEAR: Final = "Its gas could then cost more than your limit. Wait until the chain is quieter."
_STAYS: Final = "The chain asks for more gas than your limit allows, so it stays as it is and waits for a quieter time."
_ENOUGH: Final = "It was replaced often enough. Wait until the chain has decided."

Kind, State = Attempt.Kind, Swap.State


class _TooDear(UserError):
    """What the chain asks is more than the gas may cost."""


def speed_up(user: User, handle: str) -> Swap:
    """Send the same transaction again with higher fees. Raises EstherError when that cannot be."""
    swap = _own(user, handle)
    row = _sent(swap)
    if row is None:
        raise UserError(_MINED if _is_mined(swap) else _OVER)
    _replace(swap, row, since=newest_attempt(row), now=timezone.now())
    return swap


def take_back(user: User, handle: str) -> Swap:
    """Keep a trade from happening, if it is not too late: nobody knows before the chain has decided.

    Raises EstherError when it is over, or no replacement can be sent.
    """
    swap = _own(user, handle)
    with transaction.atomic():
        if not _under_way(swap).update(is_withdrawn=True, not_before=timezone.now()):
            raise UserError(_OVER)
        note_swap(swap, AuditKind.SWAP_WITHDRAWN)
    swap.is_withdrawn = True
    row = _sent(swap)  # where nothing has left yet, nothing will
    if row is not None and (newest := newest_attempt(row)).kind != Kind.CANCEL:
        _replace(swap, row, since=newest, now=timezone.now())
    return swap


def hasten(row: Transaction, rpc: RpcClient, now: datetime) -> bool:
    """Offer more for a transaction that has waited long and offers too little; say whether that was done.

    One that its user took back is replaced by its taking back. Where the limit stands in the way, its card says so.
    """
    newest = newest_attempt(row)
    if not _has_waited(row, newest, rpc, now):
        return False
    swap = Swap.objects.select_related("user", "wallet", "chain").get(pk=row.swap_id)
    is_overdue = _kind_for(swap, row) == Kind.CANCEL != newest.kind
    if not is_overdue and not falls_short(Offered(newest.max_fee, newest.priority_fee), rpc.fees()):
        return False
    try:
        return _replace(swap, row, since=newest, now=now)
    except _TooDear:
        Transaction.objects.filter(pk=row.pk, state=Transaction.State.SENT).update(failure=_STAYS)
    except EstherError as error:
        logger.info("transaction %d is not sped up: %s", row.pk, error.message)
    return False


def _has_waited(row: Transaction, newest: Attempt, rpc: RpcClient, now: datetime) -> bool:
    """Tell whether enough time and enough blocks have passed since the newest attempt, and another may be made."""
    since = newest.sent_at or newest.created_at
    if now - since < HASTEN_AFTER or row.tries.count() >= MOST_ATTEMPTS - _LAST_IS_THE_USERS:
        return False
    head = rpc.block("latest")
    first_of_them = rpc.block(max(0, head.number + 1 - _HASTEN_AFTER_BLOCKS)) if head else None
    return first_of_them is not None and datetime.fromtimestamp(first_of_them.timestamp, UTC) > since


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


def _is_mined(swap: Swap) -> bool:
    return swap.transactions.filter(state=Transaction.State.MINED).exists()


def _kind_for(swap: Swap, row: Transaction) -> Attempt.Kind:
    """Choose the replacement: what its user took back is not sped up, and a revocation is never taken back."""
    is_cancel = swap.is_withdrawn and row.purpose != Transaction.Purpose.REVOKE
    return Kind.CANCEL if is_cancel else Kind.FASTER


def _replace(swap: Swap, row: Transaction, *, since: Attempt, now: datetime) -> bool:
    """Sign and store a replacement of an attempt, then send it; nothing when somebody else has just replaced it."""
    kind = _kind_for(swap, row)
    rpc = rpc_for(swap.chain)
    fees = rpc.fees()
    gas = _cancel_gas(swap, rpc) if kind == Kind.CANCEL else row.gas
    data = b"" if kind == Kind.CANCEL else bytes.fromhex(row.data.removeprefix("0x"))
    most = (cap_wei(swap.chain) - most_on_top(rpc, data, gas=gas)) // gas
    with transaction.atomic():
        locked = Transaction.objects.select_for_update(of=("self",)).select_related("wallet").get(pk=row.pk)
        newest = newest_attempt(locked)
        _check(swap, locked)
        if _was_faster(locked, newest, kind, since=since):
            return False
        offer = faster(Offered(newest.max_fee, newest.priority_fee), offer_for(fees), most=most)
        if offer.max_fee > most or offer.max_fee < fees.base_fee:
            raise _TooDear(_TOO_DEAR)
        attempt = _signed(locked, kind, fees=offer, gas=gas, now=now)
    send(row, attempt)
    return True


def _was_faster(row: Transaction, newest: Attempt, kind: Attempt.Kind, *, since: Attempt) -> bool:
    """Tell whether what is wanted has just been done; what takes a trade back is replaced by the same alone."""
    if kind == Kind.CANCEL:
        return newest.kind == Kind.CANCEL and newest.pk != since.pk
    if newest.pk != since.pk:
        return True
    return row.purpose != Transaction.Purpose.REVOKE and Swap.objects.get(pk=row.swap_id).is_withdrawn


def _check(swap: Swap, row: Transaction) -> None:
    may_clean(swap)
    if row.state != Transaction.State.SENT:
        raise UserError(_MINED if row.state == Transaction.State.MINED else _OVER)
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
    Transaction.objects.filter(pk=row.pk).exclude(failure="").update(failure="")
    note_attempt(row, attempt)
    return attempt


def _cancel_gas(swap: Swap, rpc: RpcClient) -> int:
    many, few = _CANCEL_MARGIN
    address = swap.wallet.address
    return rpc.estimate_gas(Call(sender=address, to=address, data=b"")) * many // few


def _checksummed(address: str) -> str:
    from eth_utils.address import to_checksum_address

    return str(to_checksum_address(address))
