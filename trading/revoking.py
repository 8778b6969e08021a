"""The owner of a wallet, or an operator, takes back what a trade that is over left of its approval.

That is one more transaction of the same trade, on the same way as all: laid by `laying`, carried on by `live`. In the
end the chain is asked what is left.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from esther_site.lib.errors import EstherError, TemporaryError, UserError
from tokens.market import price_of
from trading.audit import SYSTEM, AuditKind, operator, person
from trading.audit_swaps import note_swap
from trading.erc20 import allowance
from trading.gas import native_of
from trading.laying import lay
from trading.models import AuditEntry, Swap, Transaction, User
from trading.news import allowance_revoked, allowance_stays
from trading.nonces import OPEN
from trading.pauses import is_paused
from trading.permission import may_clean
from trading.rpc import rpc_for
from trading.screening import Purpose
from trading.standing import Standing, standing_of, taking_spender

__all__ = ["confirm_revocation", "revocable", "revoke"]

logger = logging.getLogger(__name__)

_SHOWS_WITHIN: Final = timedelta(minutes=10)  # a node may lag
_UNDER_WAY: Final = "This trade is still under way: in its end it takes back itself what is left of its approval."
_NATIVE: Final = "{symbol} is the chain's own coin: nobody needs permission to take it, and nobody has it."
_NOTHING: Final = "No contract may take any {symbol} of this wallet, so there is nothing to take back."
_GONE: Final = "That contract may take no {symbol} of this wallet any more, so there is nothing to take back."
_BEGUN: Final = "It is being taken back already: /why {handle} tells how far that is."
_NOT_YOURS: Final = "Only the owner of the wallet, or an operator, can do that."
_PAUSED: Final = "Live trading of {user} is paused, so nothing is signed. The allowance stays until that ends."
_NO_KEY: Final = "Esther has no key of this wallet: its owner takes the allowance back, with the app that has the key."
_NO_KEY_OF_YOURS: Final = "Esther has no key of this wallet: take the allowance back with the app that has the key."
_NOT_SHOWN: Final = "The token does not show yet that its allowance is gone: Esther keeps looking."


def revoke(swap: Swap, *, by: User, spender: str = "") -> Standing:
    """Sign the taking back of what a spender may still take of a wallet, and return how much that was.

    The spender is the one that is named, in lower case, else the one that may take most. It is sent by whoever carries
    live trades on. Raises EstherError with the first reason why nothing was signed.
    """
    largest = revocable(swap, by=by, spender=spender)
    note_swap(swap, AuditKind.ALLOWANCE_REVOKED, actor=_actor(swap, by), **_facts(largest.spender, largest.units))
    lay(swap, Purpose.REVOKE, timezone.now(), spender=largest.spender)
    logger.warning("user %d takes back what swap %s left to %s", by.pk, swap.handle, largest.spender)
    return largest


def revocable(swap: Swap, *, by: User, spender: str = "") -> Standing:
    """Return what `revoke` would take back. Raises EstherError with the first reason why it would not."""
    actor = _actor(swap, by)
    _check_over(swap)
    if actor == operator(by):
        _check_permission(swap)
    elif not _has_key(swap):
        raise UserError(_NO_KEY_OF_YOURS)
    may_clean(swap)
    left = standing_of(swap, spender)
    if not left:
        raise UserError((_GONE if spender else _NOTHING).format(symbol=swap.token_in.symbol))
    return max(left, key=lambda standing: standing.units)


def confirm_revocation(swap: Swap, now: datetime) -> bool:
    """Read what is left after a revocation that is over, note it, and let go of its trade: nothing comes next.

    Raises TemporaryError while the chain does not tell.
    """
    row = swap.transactions.filter(purpose=Transaction.Purpose.REVOKE).order_by("-pk").first()
    left = _left(swap, row, now) if row else None
    costs = _costs(swap) if row and row.fee_wei else {}
    with transaction.atomic():
        let_go = Swap.objects.filter(pk=swap.pk, state=swap.state, not_before=swap.not_before)
        if let_go.update(not_before=None, **costs) and row:
            facts = _facts(taking_spender(row), left) | {"state": row.state, "reason": row.failure or None}
            note_swap(swap, AuditKind.ALLOWANCE_LEFT, actor=SYSTEM, **facts)
            if row.state == Transaction.State.DONE and left == 0:
                swap.gas_token = costs.get("gas_token", swap.gas_token)
                allowance_revoked.send(sender=Swap, swap=swap, transaction=row, by_owner=_is_by_owner(swap))
            elif _is_by_owner(swap):
                allowance_stays.send(sender=Swap, swap=swap, transaction=row, left=left)
    if left != 0 and row:
        logger.error("swap %s: after its revocation (%s) the allowance is %s", swap.handle, row.state, left)
    return False


def _actor(swap: Swap, by: User) -> str:
    """Return who takes it back, as the trail names them. Raises UserError for whoever may not."""
    if by.pk == swap.user_id and by.status == User.Status.ACTIVE:
        return person(swap.user)
    if by.is_staff and by.is_active:
        return operator(by)
    raise UserError(_NOT_YOURS)


def _is_by_owner(swap: Swap) -> bool:
    """Tell whether it was the owner who had it taken back last, by the trail."""
    begun = AuditEntry.objects.filter(kind=AuditKind.ALLOWANCE_REVOKED, subject=f"swap:{swap.handle}")
    return begun.order_by("-pk").values_list("actor", flat=True).first() == person(swap.user)


def _check_over(swap: Swap) -> None:
    if swap.mode != Swap.Mode.LIVE:
        raise UserError("This trade is simulated: it left nothing on a chain.")
    if swap.state not in Swap.OVER:
        raise UserError(_UNDER_WAY)
    if swap.token_in.is_native:
        raise UserError(_NATIVE.format(symbol=swap.token_in.symbol))
    if swap.transactions.filter(purpose=Transaction.Purpose.REVOKE, state__in=OPEN).exists():
        Swap.objects.filter(pk=swap.pk, not_before=None, state__in=Swap.OVER).update(not_before=timezone.now())
        raise UserError(_BEGUN.format(handle=swap.handle))


def _check_permission(swap: Swap) -> None:
    """Say in an operator's words what `may_clean`, asked again when it is signed, says in the user's."""
    if not _has_key(swap):
        raise UserError(_NO_KEY)
    if is_paused(swap.user):
        raise UserError(_PAUSED.format(user=swap.user))


def _has_key(swap: Swap) -> bool:
    return bool(swap.wallet.sealed_key) and swap.wallet.removed_at is None


def _left(swap: Swap, row: Transaction, now: datetime) -> int | None:
    try:
        left = allowance(rpc_for(swap.chain), swap.token_in.address, swap.wallet.address, taking_spender(row))
    except TemporaryError:
        raise
    except EstherError as error:  # the token itself does not answer, and never may
        logger.error("swap %s: its allowance cannot be read: %s", swap.handle, error.message)  # noqa: TRY400
        return None
    if left and row.state == Transaction.State.DONE and row.mined_at and now - row.mined_at < _SHOWS_WITHIN:
        raise TemporaryError(_NOT_SHOWN)
    return left


def _costs(swap: Swap) -> dict[str, Any]:
    """Add the revocation's gas to what the trade cost."""
    paid = swap.transactions.aggregate(paid=Sum("fee_wei"))["paid"]
    native, before = native_of(swap.chain), swap.gas_units or 0
    costs: dict[str, Any] = {"gas_token": native, "gas_units": int(paid)}
    try:
        return costs | {"gas_usd": swap.gas_usd + native.to_amount(int(paid) - before) * price_of(native).usd}
    except EstherError:
        return costs  # what it was worth is not known


def _facts(spender: str, units: int | None) -> dict[str, Any]:
    return {"spender": spender, "units": units}
