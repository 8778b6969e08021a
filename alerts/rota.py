"""The large form's work: which verb goes to which queue, how often, and how many turns at it there may be at a time.

What may take its time ends after some seconds all the same, and its next turn is due at once: so a worker that is told
to stop need not wait for long, and nothing urgent waits behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.utils import timezone

from alerts import verbs
from alerts.delivery import HANDFUL, deliver_for
from alerts.digest import write_digests
from alerts.live_news import tell as tell_of_trade
from alerts.missed import unread_stretches
from alerts.outbox import count_due
from alerts.plan_news import carry_out_plans
from alerts.price_pass import watch_prices
from alerts.turns import has_failed
from alerts.verbs import CHECK_SECONDS, LOST_SECONDS, SETTLE_SECONDS, SNAPSHOT_SECONDS
from portfolio.snapshot_shares import take_share
from portfolio.sync_many import due_parts, sync_some
from portfolio.sync_turns import enrol
from trading import live

__all__ = ["AT_ONCE", "Done", "Job", "Queue", "job_named", "jobs"]

AT_ONCE: Final = timedelta()
LONGEST: Final = timedelta(seconds=5)  # of a turn; what it has begun by then, it finishes
SNAPSHOT_SHARES: Final = 8
_SECOND: Final = timedelta(seconds=1)
_MINUTE: Final = timedelta(seconds=CHECK_SECONDS)


class Queue(StrEnum):
    """What a worker may be started for."""

    PRICES = "prices"  # prices, and what they set off
    SETTLE = "settle"  # trades under way
    DELIVER = "deliver"  # messages
    SYNC = "sync"  # what wallets on chains hold
    SNAPSHOT = "snapshot"  # what may take its time


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of a turn: whether there was work, how soon to come again, and whether it was all in vain."""

    worked: bool
    again: timedelta | None = None  # from its end; None: a period after its beginning
    failed: bool = False


def _one(now: datetime) -> int:
    return 1


@dataclass(frozen=True, kw_only=True)
class Job:
    """One verb of the large form. `run` is given the slot, `wanted` says how many turns there is work for."""

    name: str
    queue: Queue
    run: Callable[[int], Done]
    period: timedelta
    slots: int = 1
    wanted: Callable[[datetime], int] = _one


@lru_cache(maxsize=1)
def jobs() -> tuple[Job, ...]:
    """Return all of them, the most urgent first."""
    interval = timedelta(seconds=settings.MONITOR_INTERVAL)
    settle, check = timedelta(seconds=SETTLE_SECONDS), 5 * _SECOND
    return (
        _job(Queue.SETTLE, _settle_swaps, _SECOND, slots=4, wanted=lambda now: live.count_due(now, most=4)),
        _job(Queue.PRICES, _heartbeat, min(interval, _MINUTE)),
        _job(Queue.PRICES, _watch_prices, interval),
        _job(Queue.PRICES, _read_missed, _SECOND, slots=4, wanted=lambda now: unread_stretches(now, most=4)),
        _plain(Queue.PRICES, verbs.carry_out_orders, settle),
        _job(Queue.SETTLE, _carry_out_plans, settle),
        _job(Queue.DELIVER, _deliver, _SECOND, slots=4, wanted=_deliverers),
        _plain(Queue.PRICES, verbs.check_portfolios, _MINUTE),
        _plain(Queue.PRICES, verbs.expire_quotes, check),
        _plain(Queue.PRICES, verbs.expire_alerts, _MINUTE),
        _plain(Queue.PRICES, verbs.expire_orders, _MINUTE),
        _plain(Queue.SETTLE, verbs.reprice_simulated, check),
        _job(Queue.SYNC, _enrol_wallets, 10 * _SECOND),
        _job(Queue.SYNC, _sync_portfolios, _SECOND, slots=64, wanted=lambda now: due_parts(now, most=_sync_turns())),
        _job(Queue.SNAPSHOT, _take_snapshots, SNAPSHOT_SECONDS * _SECOND, slots=SNAPSHOT_SHARES, wanted=_all_shares),
        _job(Queue.SNAPSHOT, _write_digests, _MINUTE),
        _plain(Queue.SNAPSHOT, verbs.begin_day, _MINUTE),
        _plain(Queue.SNAPSHOT, verbs.seal_audit, check),
        _plain(Queue.SNAPSHOT, verbs.prune, _MINUTE),
    )


def job_named(name: str) -> Job:
    """Return one job. Raises KeyError for a name of none."""
    return {job.name: job for job in jobs()}[name]


def _job(
    queue: Queue,
    run: Callable[[int], Done],
    period: timedelta,
    *,
    slots: int = 1,
    wanted: Callable[[datetime], int] = _one,
) -> Job:
    name = run.__name__.lstrip("_")
    return Job(name=name, queue=queue, run=run, period=period, slots=slots, wanted=wanted)


def _plain(queue: Queue, verb: Callable[[], bool], period: timedelta) -> Job:
    """Make a job of a verb that is called once in a turn."""
    return Job(name=verb.__name__, queue=queue, run=lambda slot: Done(worked=verb()), period=period)


def _settle_swaps(slot: int) -> Done:
    return Done(worked=live.advance_due(timezone.now(), tell=tell_of_trade))


def _heartbeat(slot: int) -> Done:
    """Beat, unless the last look at prices saw nothing: where nobody looks, this does not come either."""
    return Done(worked=not has_failed("watch_prices") and verbs.heartbeat())


def _watch_prices(slot: int) -> Done:
    """End a gap first, as what was reached in it is not to be fired by a price of after it; then look."""
    _heartbeat(slot)
    look = watch_prices()
    soon = AT_ONCE if look.is_unfinished else timedelta(seconds=LOST_SECONDS) if look.lost_some else None
    return Done(worked=look.fired > 0, again=soon, failed=look.sees_nothing)


def _carry_out_plans(slot: int) -> Done:
    return Done(worked=carry_out_plans(timezone.now()))


def _read_missed(slot: int) -> Done:
    return _repeated(verbs.read_missed)


def _write_digests(slot: int) -> Done:
    return _repeated(lambda: write_digests(timezone.now()) > 0)


def _deliver(slot: int) -> Done:
    return Done(worked=deliver_for(LONGEST))


def _deliverers(now: datetime) -> int:
    return -(-count_due(now, most=4 * HANDFUL) // HANDFUL)


def _enrol_wallets(slot: int) -> Done:
    enrol(timezone.now())
    return Done(worked=False)


def _sync_portfolios(slot: int) -> Done:
    is_more = sync_some(until=timezone.now() + LONGEST)
    return Done(worked=is_more, again=AT_ONCE if is_more else None)


def _sync_turns() -> int:
    """Return how many turns at a time OKX's limit allows for: others would only hold a worker while they wait."""
    return max(1, int(settings.OKX_REQUESTS_PER_SECOND) // 2)


def _take_snapshots(slot: int) -> Done:
    return Done(worked=take_share(slot, timezone.now(), of=SNAPSHOT_SHARES) > 0)


def _all_shares(now: datetime) -> int:
    return SNAPSHOT_SHARES


def _repeated(verb: Callable[[], bool]) -> Done:
    """Call a verb again and again while it has work, as long as a turn lasts."""
    until = timezone.now() + LONGEST
    while verb():
        if timezone.now() >= until:
            return Done(worked=True, again=AT_ONCE)
    return Done(worked=False)
