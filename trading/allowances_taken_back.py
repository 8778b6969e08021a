"""A user takes a standing allowance of theirs back: first shown what would be signed and what it may cost, then signed.

Both go the way of `revoking`, which an operator goes, too, and ask everything anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from esther_site.lib.errors import UserError
from tokens.market import price_of
from tokens.models import Token
from trading.drafting import draft_of
from trading.gas import native_of
from trading.models import Swap, User
from trading.revoking import revocable, revoke
from trading.screening import Purpose
from trading.standing import Standing

__all__ = ["Proposal", "propose", "take_back"]

_UNKNOWN: Final = "This allowance is not yours, or no longer known. /allowances shows what stands now."


@dataclass(frozen=True)
class Proposal:
    """An approval of nothing that would be signed, and the most its gas takes, in the chain's coin, as fees are now."""

    swap: Swap
    standing: Standing
    native: Token
    gas: Decimal
    gas_usd: Decimal


def propose(user: User, handle: str, spender: str) -> Proposal:
    """Return what would be signed, tried out on the node; nothing is signed. Raises EstherError like `take_back`."""
    swap = _own(user, handle, spender)
    standing = revocable(swap, by=user, spender=spender)
    draft = draft_of(swap, Purpose.REVOKE, spender)
    native = native_of(swap.chain)
    gas = native.to_amount(draft.gas * draft.fees.max_fee + draft.on_top)
    return Proposal(swap, standing, native, gas, gas * price_of(native).usd)


def take_back(user: User, handle: str, spender: str) -> tuple[Swap, Standing]:
    """Sign the taking back of what a spender may still take, and return how much that was.

    Raises:
        UserError: it is not this user's, nothing stands, or nothing may be signed now; the message is the reason.
        TemporaryError: the chain gives no answer, or another transaction of the wallet comes first.
    """
    swap = _own(user, handle, spender)
    return swap, revoke(swap, by=user, spender=spender)


def _own(user: User, handle: str, spender: str) -> Swap:
    related = ("user", "wallet", "chain", "token_in__chain", "token_out__chain", "to_chain")
    swap = Swap.objects.select_related(*related).filter(user=user, handle=handle).first()
    if swap is None or not spender:
        raise UserError(_UNKNOWN)
    return swap
