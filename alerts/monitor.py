"""The background loop: small verbs, each doing what is due and saying whether there was anything.

Any number of monitors may run: every verb claims its work by a conditional UPDATE. It sends nothing itself.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from alerts import verbs
from alerts.digest import write_digests
from alerts.live_news import tell as tell_of_trade
from alerts.plan_news import carry_out_plans
from alerts.price_pass import watch_prices
from alerts.verbs import CHECK_SECONDS, LOST_SECONDS, SETTLE_SECONDS, SNAPSHOT_SECONDS
from portfolio.plan_moves import has_running_plans
from trading import live
from trading.audit import MONITOR, acting_as

__all__ = ["Monitor", "Pass", "monitor_of_process", "start_monitor"]

logger = logging.getLogger(__name__)

START_DELAY_SECONDS = 2  # started from `AppConfig.ready`, where the database must not be used yet
FIRST_BACKOFF_SECONDS: Final = 5
LONGEST_BACKOFF_SECONDS: Final = 300

Verb = Callable[[], bool]


@dataclass
class Pass:
    """What one pass did, by the names of the verbs: those that had work, that failed, and that nobody came to."""

    worked: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


class Monitor:
    """Calls its verbs one after the other, each when it is due, and waits when none had work."""

    def __init__(self, *, interval_seconds: float) -> None:
        self.verbs: tuple[Verb, ...] = (
            self.heartbeat,
            self.settle_swaps,
            verbs.read_missed,
            self.watch_prices,
            verbs.carry_out_orders,
            self.carry_out_plans,
            verbs.check_portfolios,
            verbs.sync_portfolios,
            verbs.expire_quotes,
            verbs.expire_alerts,
            verbs.expire_orders,
            verbs.begin_day,
            verbs.take_snapshots,
            self.write_digests,
            verbs.reprice_simulated,
            verbs.prune,
            verbs.seal_audit,
        )
        self._interval = interval_seconds
        self._periods: dict[str, float] = {
            "heartbeat": min(interval_seconds, CHECK_SECONDS),
            "watch_prices": interval_seconds,
            "check_portfolios": CHECK_SECONDS,
            "settle_swaps": min(interval_seconds, SETTLE_SECONDS),
            "carry_out_plans": min(interval_seconds, SETTLE_SECONDS),
            "expire_alerts": CHECK_SECONDS,
            "expire_orders": CHECK_SECONDS,
            "begin_day": CHECK_SECONDS,
            "take_snapshots": SNAPSHOT_SECONDS,
            "write_digests": CHECK_SECONDS,
            "prune": CHECK_SECONDS,
        }
        self._due_at: dict[str, float] = {}  # on the monotonic clock; a verb without an entry is due
        self._failures: Counter[str] = Counter()
        self._sees_nothing = False
        self._is_live = True  # until the first look
        self._stop = threading.Event()
        self._turn = threading.Lock()  # its own thread and /tick pass one after the other

    def run(self) -> None:
        """Work until `stop` is called."""
        self._stop.wait(START_DELAY_SECONDS)
        while not self._stop.is_set():
            if not self.tick():
                self._rest()

    def stop(self) -> None:
        self._stop.set()

    def tick(self) -> bool:
        """Give every verb that is due one turn; a failing one does not keep the others from theirs."""
        with self._turn:
            return bool(self._pass(seconds=None).worked)

    def try_pass(self, *, seconds: float) -> Pass | None:
        """Pass once, unless a pass is under way: then None. No verb is begun after so many seconds."""
        if not self._turn.acquire(blocking=False):
            return None
        try:
            return self._pass(seconds=seconds)
        finally:
            self._turn.release()

    def heartbeat(self) -> bool:
        """Record that prices are watched, unless the last look at them failed; and the gap, when this ends one."""
        if self._failures["watch_prices"] or self._sees_nothing:
            return False
        return verbs.heartbeat()

    def settle_swaps(self) -> bool:
        """Go on with live swaps; what one of them meets does not keep the others from theirs."""
        moved = live.advance_due(timezone.now(), tell=tell_of_trade)
        self._is_live = live.has_live_swaps()
        return moved

    def watch_prices(self) -> bool:
        """Look at the prices of everything watched, and fire what they reach."""
        look = watch_prices()
        self._sees_nothing = look.sees_nothing
        if look.is_unfinished:
            self._look_again(0)
        elif look.lost_some:
            self._look_again(LOST_SECONDS)
        return look.fired > 0

    def carry_out_plans(self) -> bool:
        """Go on with rebalance plans that are under way."""
        moved = carry_out_plans(timezone.now())
        self._is_live = self._is_live or has_running_plans()
        return moved

    def write_digests(self) -> bool:
        """Write the digests for which it is time, of a batch of users; of the others in the very next pass."""
        looked_at = write_digests(timezone.now())
        if looked_at:
            self._due_at.pop("write_digests", None)
        return looked_at > 0

    def _pass(self, *, seconds: float | None) -> Pass:
        close_old_connections()
        done, started = Pass(), time.monotonic()
        try:
            for verb in filter(self._is_due, self.verbs):
                if seconds is not None and time.monotonic() - started >= seconds:
                    done.left.append(verb.__name__)
                elif self._attempt(verb):
                    done.worked.append(verb.__name__)
                elif self._failures[verb.__name__]:
                    done.failed.append(verb.__name__)
        finally:
            close_old_connections()
        return done

    def _rest(self) -> None:
        """Wait for the next pass; not for long while something is live, and no longer than until something begins."""
        seconds = min(self._interval, SETTLE_SECONDS) if self._is_live else self._interval
        awake_at = time.monotonic() + seconds
        while (left := awake_at - time.monotonic()) > 0 and not live.stirred.is_set():
            if self._stop.wait(min(left, 1)):
                return
        if live.stirred.is_set():
            live.stirred.clear()
            self._due_at.pop("settle_swaps", None)

    def _look_again(self, seconds: float) -> None:
        self._due_at["watch_prices"] = time.monotonic() + min(seconds, self._interval)

    def _is_due(self, verb: Verb) -> bool:
        return time.monotonic() >= self._due_at.get(verb.__name__, 0)

    def _attempt(self, verb: Verb) -> bool:
        name, started = verb.__name__, time.monotonic()
        self._due_at[name] = started + self._periods.get(name, 0)
        try:
            with acting_as(MONITOR):
                worked = verb()
        except Exception:  # the loop outlives whatever one verb meets
            logger.exception("the monitor could not %s", name)
            self._back_off(name)
            return False
        self._failures.pop(name, None)
        return worked

    def _back_off(self, name: str) -> None:
        """Let a failing verb wait, twice as long each time."""
        doubled = FIRST_BACKOFF_SECONDS * 2 ** min(self._failures[name], 10)
        self._failures[name] += 1
        backed_off = time.monotonic() + min(doubled, LONGEST_BACKOFF_SECONDS)
        self._due_at[name] = max(self._due_at[name], backed_off)


_of_process: Monitor | None = None


def monitor_of_process() -> Monitor:
    """Return this process' monitor: the one that runs in a thread, or one that passes only when told."""
    global _of_process
    if _of_process is None:
        _of_process = Monitor(interval_seconds=settings.MONITOR_INTERVAL)
    return _of_process


def start_monitor() -> Monitor:
    """Run a monitor in a daemon thread of this process."""
    monitor = monitor_of_process()
    threading.Thread(target=monitor.run, name="monitor", daemon=True).start()
    return monitor
