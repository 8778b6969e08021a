"""The end of a live swap: what is left of its approval is taken back, and the chain tells what it brought and cost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import Sum

from esther_site.lib.errors import EstherError, TemporaryError
from tokens.market import price_of
from trading.audit import SYSTEM, AuditKind, record
from trading.audit_swaps import note_swap
from trading.bridging_answer import spender_of
from trading.erc20 import allowance, balance_of, transfers
from trading.gas import native_of
from trading.laying import lay
from trading.models import Swap, Transaction, User
from trading.protection import place_bracket
from trading.rpc import Receipt, RpcClient, RpcRefused, rpc_for
from trading.screening import Purpose
from trading.settlement import receipt_of

__all__ = ["End", "Tell", "conclude", "wind_up"]

logger = logging.getLogger(__name__)

CLEANUP: Final = timedelta(minutes=10)  # how long a swap waits for its leftovers, or for what it brought to be known
MOST_REVERTS: Final = 3  # of a user within a day: then live trading is turned off
_DAY: Final = timedelta(hours=24)
_UNDONE: Final = "The chain undid the trade{reason}. Only the gas was spent."
_SWITCHED_OFF: Final = " Three trades were undone within a day, so live trading is off now: /enablelivetrading."
_LOST: Final = "Another transaction of this wallet took the trade's place on the chain. Esther traded nothing."
_TAKEN_BACK: Final = "You took it back. Nothing was traded, though gas may have been spent."
_UNKNOWN: Final = "It is on the chain, and what it brought could not be read. The operator looks at it."
_DISAGREES: Final = "It is on the chain, and what arrived is not what was promised. The operator looks at it."

State = Swap.State
Tell = Callable[[Swap, str], None]  # called with the new state in the transaction that stores it


@dataclass(frozen=True)
class End:
    """The state a swap ends in, why, and what arrived; from another chain's bridge, by which transaction."""

    state: Swap.State
    failure: str = ""
    received: int | None = None
    arrival_hash: str = ""


def wind_up(swap: Swap, now: datetime, tell: Tell) -> bool:
    """End a swap nothing of which is under way any more. Raises TemporaryError while the chain does not tell."""
    if _takes_back_approval(swap, now):
        return True
    return conclude(swap, _end_of(swap, now), now=now, tell=tell)


def conclude(swap: Swap, end: End, *, now: datetime, tell: Tell) -> bool:
    """Store how a swap ends, or that it is on its way to the other chain, and tell it; once."""
    with transaction.atomic():
        if not _store(swap, end, now):
            return False
        note_swap(swap, AuditKind.SWAP_ENDED, actor=SYSTEM, **_told(swap, end))
        if end.state == State.DONE:
            _place_bracket(swap)
        tell(swap, str(swap.state))
    return True


def _told(swap: Swap, end: End) -> dict[str, Any]:
    return {
        "state": end.state,
        "reason": end.failure or None,
        "received": end.received,
        "minimum_out": swap.minimum_units_out,
        "gas_units": swap.gas_units,
        "gas_usd": swap.gas_usd,
        "arrival_hash": end.arrival_hash or None,
    }


def _takes_back_approval(swap: Swap, now: datetime) -> bool:
    """Sign away what the spender may still take, if there is anything; the operator's log says so."""
    if swap.token_in.is_native or not _rows(swap, Purpose.APPROVE):
        return False
    left = allowance(rpc_for(swap.chain), swap.token_in.address, swap.wallet.address, spender_of(swap))
    if not left:
        return False
    final = {Transaction.State.DONE, Transaction.State.REVERTED, Transaction.State.LOST}
    is_over = any(row.state in final for row in _rows(swap, Purpose.REVOKE)) or now - _last_change(swap) > CLEANUP
    if is_over:
        logger.error("swap %s leaves the spender an allowance of %d units", swap.handle, left)
        return False
    return _revokes(swap, left, now)


def _revokes(swap: Swap, left: int, now: datetime) -> bool:
    logger.warning("swap %s left the spender an allowance of %d units: revoking it", swap.handle, left)
    try:
        lay(swap, Purpose.REVOKE, now)
    except TemporaryError:
        raise
    except EstherError as error:
        logger.error("swap %s: the allowance of %d units stays: %s", swap.handle, left, error.message)  # noqa: TRY400
        return False
    return True


def _end_of(swap: Swap, now: datetime) -> End:
    rows = _rows(swap, Purpose.SWAP)
    row = rows[-1] if rows else None
    if row is None or row.state in (Transaction.State.ABANDONED, Transaction.State.CANCELLED):
        if swap.is_withdrawn:
            return End(State.CANCELLED, _TAKEN_BACK)
        return End(State.FAILED, swap.failure or "It was not sent. Nothing was traded.")
    if row.state == Transaction.State.LOST:
        return End(State.FAILED, row.failure or _LOST)
    if row.state == Transaction.State.REVERTED:
        reason = f" ({row.failure})" if row.failure else ""
        return End(State.FAILED, _UNDONE.format(reason=reason) + _after_reverts(swap, now))
    return End(State.BRIDGING) if swap.is_crossing else _judged(swap, row, now)


def _judged(swap: Swap, row: Transaction, now: datetime) -> End:
    """Say what a mined swap brought, once the token's own word and the balance agree."""
    try:
        received, gained = _received(swap, row)
    except TemporaryError:
        if now - _last_change(swap) <= CLEANUP:
            raise
        logger.exception("swap %s: what it brought cannot be read", swap.handle)
        return End(State.REVIEW, _UNKNOWN)
    if received != gained or received < swap.minimum_units_out:
        logger.error("swap %s: the logs say %d, the balance %d", swap.handle, received, gained)
        return End(State.REVIEW, _DISAGREES, min(received, gained) if min(received, gained) > 0 else None)
    return End(State.DONE, "", received)


def _received(swap: Swap, row: Transaction) -> tuple[int, int]:
    """Return what arrived by the logs and by the balance; the native coin has no logs."""
    rpc = rpc_for(swap.chain)
    found = receipt_of(row, rpc)
    if found is None:
        raise TemporaryError("The chain's node does not find the trade: Esther keeps looking.")
    receipt = found[1]
    gained = _gained(swap, receipt, rpc)
    if swap.token_out.is_native:
        return gained + receipt.fee, gained + receipt.fee
    address, wallet = swap.token_out.address.lower(), swap.wallet.address.lower()
    moved = [transfer for transfer in transfers(receipt) if transfer.token == address]
    arrived = sum(transfer.units for transfer in moved if transfer.receiver == wallet)
    return arrived - sum(transfer.units for transfer in moved if transfer.sender == wallet), gained


def _gained(swap: Swap, receipt: Receipt, rpc: RpcClient) -> int:
    """Return by how much the balance of what was bought grew in the swap's block."""
    block, wallet = receipt.block_number, swap.wallet.address
    if swap.token_out.is_native:
        return rpc.native_balance(wallet, block=block) - rpc.native_balance(wallet, block=block - 1)
    address = swap.token_out.address
    try:
        before = balance_of(rpc, address, wallet, block=block - 1)
    except RpcRefused:  # a node without old states: what the logs say has to do
        return sum(moved.units for moved in transfers(receipt) if (moved.token, moved.receiver) == (address, wallet))
    return balance_of(rpc, address, wallet, block=block) - before


def _store(swap: Swap, end: End, now: datetime) -> bool:
    """Write the end, once."""
    fees = swap.transactions.aggregate(paid=Sum("fee_wei"))["paid"]
    changes: dict[str, Any] = {
        "state": end.state,
        "failure": end.failure[:300],
        "received_units_out": end.received,
        "finished_at": None if end.state == State.BRIDGING else now,
        "not_before": now if end.state == State.BRIDGING else None,
    }
    if end.arrival_hash:
        changes["arrival_hash"] = end.arrival_hash
    if fees is not None:
        native = native_of(swap.chain)
        changes |= {"gas_token": native, "gas_units": int(fees)} | _gas_usd(swap, int(fees))
    if not Swap.objects.filter(pk=swap.pk, state=swap.state).update(**changes):
        return False
    for name, value in changes.items():
        setattr(swap, name, value)
    return True


def _gas_usd(swap: Swap, fees: int) -> dict[str, Decimal]:
    native, taken = native_of(swap.chain), swap.bridge_coin_units or 0  # a bridge's coins count, as in the quote
    try:
        return {"gas_usd": native.to_amount(fees + taken) * price_of(native).usd}
    except EstherError:
        return {}  # the quote's estimate stays


def _after_reverts(swap: Swap, now: datetime) -> str:
    """Turn live trading off after the third undone swap of a day, and say so."""
    undone = Transaction.objects.filter(
        swap__user=swap.user_id,
        purpose=Transaction.Purpose.SWAP,
        state=Transaction.State.REVERTED,
        mined_at__gt=now - _DAY,
    )
    if undone.count() < MOST_REVERTS:
        return ""
    if _switch_off(swap.user_id):
        logger.warning("live trading of user %d is off: %d trades undone in a day", swap.user_id, MOST_REVERTS)
    return _SWITCHED_OFF


def _switch_off(user_id: int) -> bool:
    with transaction.atomic():
        was_on = User.objects.filter(pk=user_id, live_trading_enabled=True).update(live_trading_enabled=False)
        if was_on:
            facts = {"reason": "too many trades were undone within a day", "undone": MOST_REVERTS}
            record(AuditKind.LIVE_OFF, subject=f"user:{user_id}", facts=facts)
    return bool(was_on)


def _place_bracket(swap: Swap) -> None:
    """Place the stop and the target of a purchase; the trade is done even where they cannot be placed."""
    try:
        with transaction.atomic():
            place_bracket(swap, fill_usd=_fill_usd(swap))
    except EstherError as error:
        logger.warning("swap %s: its orders could not be placed: %s", swap.handle, error.message)
        swap.failure = f"The trade is done, but its stop and target could not be set: {error.message}"[:300]
        Swap.objects.filter(pk=swap.pk).update(failure=swap.failure)


def _fill_usd(swap: Swap) -> Decimal:
    if swap.value_usd and swap.received_units_out:
        return swap.value_usd / swap.token_out.to_amount(swap.received_units_out)
    return price_of(swap.token_out).usd


def _rows(swap: Swap, purpose: Purpose) -> list[Transaction]:
    return list(swap.transactions.filter(purpose=purpose.value).order_by("pk"))


def _last_change(swap: Swap) -> datetime:
    """Return when the chain last told something about a swap."""
    moments = [row.mined_at or row.created_at for row in swap.transactions.all()]
    return max(moments, default=swap.confirmed_at or swap.created_at)
