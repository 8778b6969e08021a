"""A live trade on its way to another chain: followed until it arrives there, and never given up by itself.

Its first transaction is final. OKX says where to look; what arrived is read from the other chain.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from esther_site.lib.errors import EstherError, TemporaryError
from trading.bridging_arrival import Arrival, look_for
from trading.bridging_status import Passing, ask_passing
from trading.bridging_status import State as PassingState
from trading.live_results import End, Tell, conclude
from trading.models import Swap, Transaction
from trading.rpc import rpc_for
from trading.settlement import receipt_of

__all__ = ["LATE", "LATE_AFTER", "REVIEW_AFTER", "follow", "is_late", "pause_of"]

logger = logging.getLogger(__name__)

LATE: Final = "late"  # what is told, once, of a trade that takes longer than it should
LATE_AFTER: Final = timedelta(minutes=30)  # at least; else so many times what was estimated:
REVIEW_AFTER: Final = timedelta(hours=24)
_LATE_TIMES: Final = 3
_SHORTEST: Final = timedelta(seconds=5)  # between two looks, which grow with the time that has gone by
_LONGEST: Final = timedelta(seconds=60)
_SHARE: Final = 8
_CLOCKS: Final = timedelta(minutes=10)  # by which the clocks of two chains may differ
_LATE_WORDS: Final = (
    "It takes longer than expected, and has not arrived yet. Esther keeps looking. The bridge either delivers it on "
    "{there}, or gives the tokens back on {here}, which can take hours."
)
_NEVER_SEEN: Final = "It left {here} a day ago and has not been seen on {there}. The operator looks at it."
_OTHER_CHAIN: Final = "The bridge names another chain than the one you chose. The operator looks at it."
_DISAGREES: Final = "It arrived, and what arrived is not what was promised. The operator looks at it."
_UNREADABLE: Final = "OKX says that it arrived, and {there} does not show what arrived. The operator looks at it."

State = Swap.State


def follow(swap: Swap, now: datetime, tell: Tell) -> bool:
    """Look once where a trade is, and say whether that ended it. While nobody can tell, it is on its way."""
    end = _look(swap)
    if end is None and _gave_up(swap, now):
        end = End(State.REVIEW, _named(_NEVER_SEEN, swap))
    if end is not None:
        return conclude(swap, end, now=now, tell=tell)
    if is_late(swap, now):
        _tell_late(swap, tell)
    return False


def pause_of(swap: Swap, now: datetime) -> timedelta:
    """Return how long to wait for the next look: the longer it takes, the seldomer."""
    return min(_LONGEST, max(_SHORTEST, (now - departed_at(swap)) / _SHARE))


def is_late(swap: Swap, now: datetime) -> bool:
    """Tell whether a trade is on its way for much longer than was estimated."""
    return now - departed_at(swap) > max(LATE_AFTER, _LATE_TIMES * timedelta(seconds=swap.estimated_seconds or 0))


def departed_at(swap: Swap) -> datetime:
    """Return when a trade left its first chain."""
    row = _departure(swap)
    return (row.mined_at if row else None) or swap.confirmed_at or swap.created_at


def _gave_up(swap: Swap, now: datetime) -> bool:
    """Tell whether it is time for an operator; one who had it looked at again has the say from then on."""
    return now - departed_at(swap) > REVIEW_AFTER and not swap.review_note


def _look(swap: Swap) -> End | None:
    """Return how a trade has ended, None while it has not or nobody answers."""
    try:
        passing = _ask(swap)
        return _judged(swap, passing) if passing.state is PassingState.SUCCESS else None
    except EstherError as error:
        logger.info("swap %s is on its way, and that is all that is known: %s", swap.handle, error.message)
        return None


def _ask(swap: Swap) -> Passing:
    row = _departure(swap)
    found = receipt_of(row, rpc_for(swap.chain)) if row else None
    if found is None:
        raise TemporaryError("The chain's node does not find the trade: Esther keeps looking.")
    return ask_passing(swap, found[0].hash)


def _judged(swap: Swap, passing: Passing) -> End:
    """Say what arrived, once the other chain shows it. Raises TemporaryError until it does."""
    there, arrival_hash = swap.to_chain, passing.arrival_hash
    if there is None or passing.to_chain not in {None, there.index}:
        return End(State.REVIEW, _OTHER_CHAIN, arrival_hash=arrival_hash)
    arrival = look_for(swap, there, arrival_hash)
    if _is_another(swap, arrival, arrival_hash):
        logger.error("swap %s: %s did not bring it", swap.handle, arrival_hash)
        return End(State.REVIEW, _named(_UNREADABLE, swap), arrival_hash=arrival_hash)
    if arrival.gained is None and arrival.told is None:
        return End(State.REVIEW, _named(_UNREADABLE, swap), arrival_hash=arrival_hash)
    if arrival.units is None or arrival.units < swap.minimum_units_out:
        logger.error("swap %s: the token says %s, the balance %s", swap.handle, arrival.told, arrival.gained)
        least = min(number for number in (arrival.told, arrival.gained) if number is not None)
        return End(State.REVIEW, _DISAGREES, least if least > 0 else None, arrival_hash=arrival_hash)
    return End(State.DONE, "", arrival.units, arrival_hash=arrival_hash)


def _is_another(swap: Swap, arrival: Arrival, arrival_hash: str) -> bool:
    """Tell whether a transaction cannot have brought this trade: it is older, or it brought another one."""
    if arrival.at < (departed_at(swap) - _CLOCKS).timestamp():
        return True
    return Swap.objects.filter(arrival_hash=arrival_hash, to_chain=swap.to_chain).exclude(pk=swap.pk).exists()


def _tell_late(swap: Swap, tell: Tell) -> None:
    """Say once that it takes long; the words stay on its card until it is over."""
    words = _named(_LATE_WORDS, swap)
    with transaction.atomic():
        if Swap.objects.filter(pk=swap.pk, state=State.BRIDGING, failure="").update(failure=words):
            swap.failure = words
            tell(swap, LATE)


def _departure(swap: Swap) -> Transaction | None:
    rows = swap.transactions.filter(purpose=Transaction.Purpose.SWAP, state=Transaction.State.DONE)
    return rows.order_by("-pk").first()


def _named(sentence: str, swap: Swap) -> str:
    there = swap.to_chain.name if swap.to_chain else "the other chain"
    return sentence.format(here=swap.chain.name, there=there)
