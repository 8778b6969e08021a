"""Run the monitor in the foreground, for a process or host of its own: all of it or, with workers, what wakes them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from alerts.delivery import Deliverer
from alerts.monitor import Monitor


class Command(BaseCommand):
    help = (
        "Runs in the foreground until it is told to stop. Without REDIS_URL: the monitor, and the delivery of what it "
        "has to tell. With REDIS_URL: wakes the workers; any number may run, and one of them has the duty."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.REDIS_URL:
            self._wake_workers()
        else:
            self._do_it_all()

    def _do_it_all(self) -> None:
        monitor, deliverer = Monitor(interval_seconds=settings.MONITOR_INTERVAL), Deliverer()
        _when_told(monitor.stop, deliverer.stop)
        delivering = threading.Thread(target=deliverer.run, name="deliverer")
        delivering.start()
        self._say("The monitor is running. Press Ctrl+C to stop it.")
        try:
            monitor.run()
        finally:
            deliverer.stop()
            delivering.join()

    def _wake_workers(self) -> None:
        from alerts.waker import Waker

        waker = Waker()
        _when_told(waker.stop)
        self._say("The monitor is running, and wakes the workers. Press Ctrl+C to stop it.")
        waker.run()

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _when_told(*stops: Callable[[], None]) -> None:
    """Call these on SIGTERM and Ctrl+C."""

    def stop(*_: object) -> None:
        for each in stops:
            each()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
