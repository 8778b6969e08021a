"""The background loop: small verbs, each doing what is due and saying whether there was anything.

Any number of monitors may run: every verb claims its work by a conditional UPDATE. It sends nothing itself.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from alerts.models import Alert, Notification
from alerts.moves import prune_ticks
from alerts.portfolio_value import check_portfolios
from alerts.price_pass import watch_prices
from alerts.watching import beat
from trading.swaps import expire_quotes

__all__ = ["Monitor", "start_monitor"]

logger = logging.getLogger(__name__)

START_DELAY_SECONDS = 2  # started from `AppConfig.ready`, where the database must not be used yet
CHECK_SECONDS: Final = 60
FIRST_BACKOFF_SECONDS: Final = 5
LONGEST_BACKOFF_SECONDS: Final = 300
NOTIFICATIONS_KEPT: Final = timedelta(days=30)

Verb = Callable[[], bool]


class Monitor:
    """Calls its verbs one after the other, each when it is due, and waits when none had work."""

    def __init__(self, *, interval_seconds: float) -> None:
        self.verbs: tuple[Verb, ...] = (
            self.heartbeat,
            self.watch_prices,
            self.check_portfolios,
            self.expire_quotes,
            self.expire_alerts,
            self.prune,
        )
        self._interval = interval_seconds
        self._periods: dict[str, float] = {
            "heartbeat": min(interval_seconds, CHECK_SECONDS),
            "watch_prices": interval_seconds,
            "check_portfolios": CHECK_SECONDS,
            "expire_alerts": CHECK_SECONDS,
            "prune": CHECK_SECONDS,
        }
        self._due_at: dict[str, float] = {}  # on the monotonic clock; a verb without an entry is due
        self._failures: Counter[str] = Counter()
        self._stop = threading.Event()

    def run(self) -> None:
        """Work until `stop` is called."""
        self._stop.wait(START_DELAY_SECONDS)
        while not self._stop.is_set():
            if not self.tick():
                self._stop.wait(self._interval)

    def stop(self) -> None:
        self._stop.set()

    def tick(self) -> bool:
        """Give every verb that is due one turn; a failing one does not keep the others from theirs."""
        close_old_connections()
        try:
            worked = [self._attempt(verb) for verb in self.verbs if self._is_due(verb)]
            return any(worked)
        finally:
            close_old_connections()

    def heartbeat(self) -> bool:
        """Record that prices are watched, unless the last look at them failed."""
        if not self._failures["watch_prices"]:
            beat(timezone.now())
        return False

    def watch_prices(self) -> bool:
        """Look at the prices of everything watched, and fire what they reach."""
        return watch_prices() > 0

    def check_portfolios(self) -> bool:
        """Look at the wallets whose value somebody waits for."""
        return check_portfolios(timezone.now()) > 0

    def expire_quotes(self) -> bool:
        """Close quotes that nobody confirmed in time."""
        return expire_quotes(timezone.now()) > 0

    def expire_alerts(self) -> bool:
        """Close alerts whose time is over."""
        late = Alert.objects.filter(state__in=[Alert.State.ACTIVE, Alert.State.PAUSED], expires_at__lte=timezone.now())
        return late.update(state=Alert.State.EXPIRED) > 0

    def prune(self) -> bool:
        """Delete what nobody needs any more."""
        now = timezone.now()
        delivered = Notification.objects.filter(state=Notification.State.SENT, sent_at__lt=now - NOTIFICATIONS_KEPT)
        return prune_ticks(now) + delivered.delete()[0] > 0

    def _is_due(self, verb: Verb) -> bool:
        return time.monotonic() >= self._due_at.get(verb.__name__, 0)

    def _attempt(self, verb: Verb) -> bool:
        name, started = verb.__name__, time.monotonic()
        self._due_at[name] = started + self._periods.get(name, 0)
        try:
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


def start_monitor() -> Monitor:
    """Run a monitor in a daemon thread of this process."""
    monitor = Monitor(interval_seconds=settings.MONITOR_INTERVAL)
    threading.Thread(target=monitor.run, name="monitor", daemon=True).start()
    return monitor
