"""Live swaps, from the confirmation to what the chain says: begun by the user, carried on by whoever looks next.

Every fact is stored before the deed it tells of, so that any process may take over at any moment: it claims the swap
for one step, takes it, and lets go.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from esther_site.lib.errors import EstherError, TemporaryError
from trading.audit_kinds import AuditKind
from trading.audit_swaps import note_swap
from trading.bridging import pause_of
from trading.live_results import Tell
from trading.live_steps import BEGIN_WITHIN, has_open_transaction, take_step
from trading.models import Swap
from trading.nonces import other_live_swap
from trading.permission import may_sign
from trading.replacing import speed_up, take_back

__all__ = [
    "LEASE",
    "POLL",
    "advance",
    "advance_due",
    "begin",
    "count_due",
    "has_live_swaps",
    "speed_up",
    "stirred",
    "take_back",
    "waits_for",
]

logger = logging.getLogger(__name__)

POLL: Final = timedelta(seconds=2)
LEASE: Final = timedelta(seconds=45)  # for one step; afterwards somebody else may look
_MOST_STEPS: Final = 12  # of one swap at a stretch
_SLOWER: Final = timedelta(seconds=20)  # to the next look when only an operator can mend it

State = Swap.State
stirred: Final = threading.Event()  # set when a swap of this process wants to be looked at before its time


def begin(swap: Swap) -> None:
    """Let a confirmed swap be carried out. Raises EstherError with the first reason why it may not."""
    now = timezone.now()
    with transaction.atomic():
        spending = may_sign(swap)
        confirmed = Swap.objects.filter(pk=swap.pk, state=State.CONFIRMED, mode=Swap.Mode.LIVE, begin_before=None)
        if confirmed.update(begin_before=now + BEGIN_WITHIN, not_before=now):
            note_swap(swap, AuditKind.SWAP_BEGUN, **asdict(spending))
    stirred.set()


def advance_due(now: datetime, *, tell: Tell | None = None) -> bool:
    """Go on with every live swap that is due, and say whether anything moved."""
    due = _live().filter(not_before__lte=now).order_by("not_before", "pk").values_list("pk", flat=True)
    moved = [_go_on(pk, now, tell or _nobody) for pk in due]
    return any(moved)


def advance(swap_id: int, now: datetime, *, tell: Tell | None = None) -> bool:
    """Take one step of a live swap that nobody else works on, and say whether the next may follow at once."""
    lease = now + LEASE
    if not _live().filter(pk=swap_id, not_before__lte=now).update(not_before=lease):
        return False
    swap = _loaded(swap_id)
    pause = pause_of(swap, now) if swap.state == State.BRIDGING else POLL
    try:
        moved = take_step(swap, now, tell or _nobody)
    except TemporaryError as error:
        logger.info("swap %s waits: %s", swap.handle, error.message)
        moved = False
    except EstherError as error:
        moved = _stop(swap, error.message)
        pause = POLL if moved else _SLOWER
    Swap.objects.filter(pk=swap_id, not_before=lease).update(not_before=now if moved else now + pause)
    return moved


def count_due(now: datetime, *, most: int) -> int:
    """Return how many live swaps are due to be carried on, as far as that is no more than `most`."""
    return _live().filter(not_before__lte=now)[:most].count()


def has_live_swaps() -> bool:
    """Tell whether any live swap is to be carried on."""
    return _live().exists()


def waits_for(swap: Swap) -> Swap | None:
    """Return the live swap that a confirmed one waits for: one at a time of a wallet on a chain."""
    return other_live_swap(swap) if swap.state == State.CONFIRMED and swap.mode == Swap.Mode.LIVE else None


def _go_on(swap_id: int, now: datetime, tell: Tell) -> bool:
    """Take steps until one has to wait; what one swap meets does not keep the others from theirs."""
    moved = False
    try:
        for _ in range(_MOST_STEPS):
            if not advance(swap_id, now, tell=tell):
                break
            moved = True
    except Exception:  # its lease runs out, and then it is looked at again
        logger.exception("live swap %d could not be carried on", swap_id)
    return moved


def _stop(swap: Swap, reason: str) -> bool:
    """Let a swap end for a reason, unless something of it is on its way: then only the chain ends it."""
    if has_open_transaction(swap):
        logger.error("live swap %s: %s", swap.handle, reason)
        return False
    ending = Swap.objects.filter(pk=swap.pk, state__in=[State.CONFIRMED, State.APPROVING], failure="")
    return bool(ending.update(failure=reason[:300]))


def _live() -> QuerySet[Swap]:
    """Return the swaps that have begun and are not over, and those whose allowance is being taken back."""
    return Swap.objects.filter(mode=Swap.Mode.LIVE, begin_before__isnull=False, not_before__isnull=False)


def _loaded(swap_id: int) -> Swap:
    related = ("user", "wallet", "chain", "to_chain", "token_in__chain", "token_out__chain", "gas_token")
    return Swap.objects.select_related(*related).get(pk=swap_id)


def _nobody(swap: Swap, event: str) -> None:
    """Tell nobody."""
