"""Run the monitor and the deliverer in the foreground, for a process or host of their own."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from alerts.delivery import Deliverer
from alerts.monitor import Monitor


class Command(BaseCommand):
    help = "Runs the monitor, and delivers what it has to tell, in the foreground until it is told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        monitor, deliverer = Monitor(interval_seconds=settings.MONITOR_INTERVAL), Deliverer()

        def stop(*_: object) -> None:
            monitor.stop()
            deliverer.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        delivering = threading.Thread(target=deliverer.run, name="deliverer")
        delivering.start()
        self.stdout.write("The monitor is running. Press Ctrl+C to stop it.")
        self.stdout.flush()
        try:
            monitor.run()
        finally:
            deliverer.stop()
            delivering.join()
