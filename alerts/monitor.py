"""The background loop: small verbs, each doing what is due and saying whether there was anything.

Any number of monitors may run: every verb claims its work by a conditional UPDATE. It sends nothing itself.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from trading.swaps import expire_quotes

__all__ = ["Monitor", "start_monitor"]

logger = logging.getLogger(__name__)

START_DELAY_SECONDS = 2  # started from `AppConfig.ready`, where the database must not be used yet

Verb = Callable[[], bool]


class Monitor:
    """Calls its verbs one after the other, and waits when none had work."""

    def __init__(self, *, interval_seconds: float) -> None:
        self.verbs: tuple[Verb, ...] = (self.expire_quotes,)
        self._interval = interval_seconds
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
        """Give every verb one turn; a failing one does not keep the others from theirs."""
        close_old_connections()
        try:
            worked = [self._attempt(verb) for verb in self.verbs]
            return any(worked)
        finally:
            close_old_connections()

    def expire_quotes(self) -> bool:
        """Close quotes that nobody confirmed in time."""
        return expire_quotes(timezone.now()) > 0

    def _attempt(self, verb: Verb) -> bool:
        try:
            return verb()
        except Exception:  # the loop outlives whatever one verb meets
            logger.exception("the monitor could not %s", verb.__name__)
            return False


def start_monitor() -> Monitor:
    """Run a monitor in a daemon thread of this process."""
    monitor = Monitor(interval_seconds=settings.MONITOR_INTERVAL)
    threading.Thread(target=monitor.run, name="monitor", daemon=True).start()
    return monitor
