"""Simulated trades are quoted again some minutes later, for the very same amount: how honest was the simulation?

What is to be looked at is written when a trade is booked. The monitor claims what is due by a conditional UPDATE under
a lease, asks OKX once for all trades of one pair and amount, and stores by how much the simulation was too rosy.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from esther_site.lib.errors import OperatorError, TemporaryError, UserError
from tokens.cross_chain import get_cross_quote
from tokens.quotes import Quote, get_quote
from trading.models import Repricing, Swap, new_handle

__all__ = ["DELAYS", "LATE", "MOST_QUOTES", "plan_looks", "prune_looks", "reprice_due"]

logger = logging.getLogger(__name__)

DELAYS: Final = (1, 5)  # minutes
LATE: Final = timedelta(minutes=3)  # so much later it would be another question
LEASE: Final = timedelta(minutes=2)
BACK_OFF: Final = timedelta(seconds=30)  # after OKX gave no answer, so that others have their turn
MOST_QUOTES: Final = 5  # of a pass: a few seconds at OKX's slowest pace
KEPT: Final = timedelta(days=90)  # what measured nothing; what did is kept
_MOST_ROWS: Final = 200  # of a pass
_MOST_BPS: Final = 2 * 10**9  # beyond it an answer is no measurement
_PARTS: Final = ("swap__token_in__chain", "swap__token_out__chain", "swap__execution")

State = Repricing.State


class _Question(NamedTuple):
    """What OKX is asked: trades with the same one are looked at together."""

    token_in: int
    token_out: int
    units_in: int
    bridge: int | None
    slippage: str  # which counts between chains only


def plan_looks(swap: Swap, booked_at: datetime) -> None:
    """Plan the later looks at a trade that was simulated, in the transaction that books it."""
    Repricing.objects.bulk_create(
        [Repricing(swap=swap, delay_minutes=delay, due_at=booked_at + timedelta(minutes=delay)) for delay in DELAYS],
        ignore_conflicts=True,
    )


def reprice_due(now: datetime) -> bool:
    """Look at what is due, for a few questions at most; return whether anything was measured."""
    due = list(_free(now).select_related("swap").order_by("due_at", "pk")[:_MOST_ROWS])
    if not due:  # as it mostly is, which must not take SQLite's one lock for writing
        return False
    if due[0].due_at < now - LATE:
        _free(now).filter(due_at__lt=now - LATE).update(state=State.MISSED)
        due = list(_free(now).select_related("swap").order_by("due_at", "pk")[:_MOST_ROWS])
    claim = new_handle()
    _claim(due, claim, now)
    return _look_at(claim, again_at=now + BACK_OFF)


def prune_looks(now: datetime) -> int:
    """Delete looks of long ago that measured nothing; return how many. Errors are kept."""
    return Repricing.objects.filter(state__in=[State.MISSED, State.REFUSED], due_at__lt=now - KEPT).delete()[0]


def _free(now: datetime) -> QuerySet[Repricing]:
    """Return the looks that are due and in nobody's hands."""
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    return Repricing.objects.filter(free, state=State.WAITING, due_at__lte=now)


def _claim(due: Sequence[Repricing], claim: str, now: datetime) -> None:
    """Take the looks behind the first few questions; those that another monitor was faster at stay its own."""
    questions: dict[_Question, list[int]] = {}
    for look in due:
        question = _question(look.swap)
        if question in questions or len(questions) < MOST_QUOTES:
            questions.setdefault(question, []).append(look.pk)
    wanted = [pk for pks in questions.values() for pk in pks]
    if wanted:
        _free(now).filter(pk__in=wanted).update(claim=claim, lease_until=now + LEASE)


def _look_at(claim: str, *, again_at: datetime) -> bool:
    """Ask each question once; return whether any was answered. Those that OKX does not answer now come again."""
    measured = 0
    for looks in _claimed(claim).values():
        try:
            quote = _quote(looks[0].swap)
        except (TemporaryError, OperatorError) as error:
            logger.info("%d simulated trades are looked at later: %s", len(looks), error.message)
            _mine(claim, looks).update(claim="", lease_until=again_at)
        except UserError as error:
            logger.info("no quote any more for %d simulated trades: %s", len(looks), error.message)
            _mine(claim, looks).update(state=State.REFUSED, lease_until=None)
        else:
            measured += _measure(claim, looks, quote)
    return measured > 0


def _claimed(claim: str) -> dict[_Question, list[Repricing]]:
    mine = Repricing.objects.filter(claim=claim, state=State.WAITING).select_related(*_PARTS).order_by("due_at", "pk")
    questions: dict[_Question, list[Repricing]] = {}
    for look in mine:
        questions.setdefault(_question(look.swap), []).append(look)
    return questions


def _question(swap: Swap) -> _Question:
    slippage = f"{swap.slippage_percent.normalize():f}" if swap.is_crossing else ""
    return _Question(swap.token_in_id, swap.token_out_id, swap.units_in, swap.bridge_id, slippage)


def _quote(swap: Swap) -> Quote:
    """Quote the amount that the simulation spent; between chains by the bridge that it took."""
    if not swap.is_crossing:
        return get_quote(swap.token_in, swap.token_out, swap.units_in)
    return get_cross_quote(
        swap.token_in,
        swap.token_out,
        swap.units_in,
        slippage_percent=swap.slippage_percent,
        bridge_id=swap.bridge_id,
    )


def _measure(claim: str, looks: Sequence[Repricing], quote: Quote) -> int:
    """Store by how much each simulation was off; return of how many."""
    measured = 0
    with transaction.atomic():
        for look in looks:
            error = _error_bps(look.swap.execution.quoted_units_out, quote.units_out)
            is_sound = abs(error) <= _MOST_BPS
            measured += _mine(claim, [look]).update(
                state=State.DONE if is_sound else State.REFUSED,
                units_out=quote.units_out,
                error_bps=error if is_sound else None,
                looked_at=quote.taken_at,
                lease_until=None,
            )
    return measured


def _error_bps(simulated: int, later: int) -> int:
    """Return by how much a simulation was too rosy, in hundredths of a percent of what it brought."""
    return (20_000 * (simulated - later) + simulated) // (2 * simulated)


def _mine(claim: str, looks: Sequence[Repricing]) -> QuerySet[Repricing]:
    """Return the looks that are still ours: a lease may have run out, and another monitor been faster."""
    return Repricing.objects.filter(pk__in=[look.pk for look in looks], claim=claim, state=State.WAITING)
