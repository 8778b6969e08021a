"""One step of a live swap: look at what is under way, else sign what comes next, else bring it to its end.

One that is over is looked at again while what it left of its approval is taken back.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from esther_site.lib.errors import TemporaryError, UserError
from trading.bridging import follow
from trading.bridging_answer import spender_of
from trading.broadcasting import launch
from trading.erc20 import allowance
from trading.laying import lay
from trading.live_results import Tell, wind_up
from trading.models import Swap, Transaction
from trading.nonces import OPEN, other_live_swap
from trading.revoking import confirm_revocation
from trading.rpc import rpc_for
from trading.screening import Purpose
from trading.settlement import look

__all__ = ["BEGIN_WITHIN", "FINISH_WITHIN", "has_open_transaction", "take_step"]

BEGIN_WITHIN: Final = timedelta(minutes=3)  # from the confirmation to the first signature
FINISH_WITHIN: Final = timedelta(minutes=10)  # ... and to the signature of the swap itself
_TOO_LATE: Final = "It could not begin in time. Nothing was traded: ask for a new quote."
_APPROVAL_TOO_SLOW: Final = "Its approval took too long. Nothing was traded: ask for a new quote."
_NO_APPROVAL: Final = "The chain did not carry out the approval. Nothing was traded."
_NOT_SHOWN: Final = "The token does not show the approval yet: Esther keeps looking."

State = Swap.State


def take_step(swap: Swap, now: datetime, tell: Tell) -> bool:
    """Take one step, and say whether the next may follow at once.

    Raises EstherError: TemporaryError when the same step may work later, any other when the swap must go no further.
    """
    row = swap.transactions.select_related("wallet", "chain").filter(state__in=OPEN).first()
    if row is not None:
        return _carry(row, now)
    if swap.state in Swap.OVER:
        return confirm_revocation(swap, now)
    if swap.state == State.BRIDGING:
        return follow(swap, now, tell)
    if swap.state == State.SENT or swap.failure or swap.is_withdrawn:
        return wind_up(swap, now, tell)
    _check_time(swap, now)
    if other_live_swap(swap) is not None:
        return False
    lay(swap, _next_purpose(swap), now)
    return True


def has_open_transaction(swap: Swap) -> bool:
    """Tell whether something of a swap is, or may be, on its way."""
    return swap.transactions.filter(state__in=OPEN).exists()


def _carry(row: Transaction, now: datetime) -> bool:
    if row.state == Transaction.State.SIGNED:
        launch(row, now)
        return True
    return look(row, now)


def _check_time(swap: Swap, now: datetime) -> None:
    if swap.state == State.CONFIRMED and swap.begin_before and now > swap.begin_before:
        raise UserError(_TOO_LATE)
    if swap.confirmed_at and now > swap.confirmed_at + FINISH_WITHIN:
        raise UserError(_APPROVAL_TOO_SLOW)


def _next_purpose(swap: Swap) -> Purpose:
    """Choose what is signed next by what the spender may take now: exactly what the swap needs, after nothing."""
    if swap.token_in.is_native:
        return Purpose.SWAP
    done = _approved(swap)
    allowed = allowance(rpc_for(swap.chain), swap.token_in.address, swap.wallet.address, spender_of(swap))
    if allowed == swap.units_in:
        return Purpose.SWAP
    wanted = Purpose.RESET if allowed else Purpose.APPROVE
    if wanted in done or Purpose.APPROVE in done:
        raise TemporaryError(_NOT_SHOWN)  # a node may lag; the time for it is limited
    return wanted


def _approved(swap: Swap) -> set[Purpose]:
    """Return what is done of the approval. Raises UserError when any of it went wrong."""
    done = set()
    for row in swap.transactions.exclude(purpose=Transaction.Purpose.REVOKE):
        if row.state != Transaction.State.DONE:
            raise UserError(_NO_APPROVAL)
        done.add(Purpose(row.purpose))
    return done
