"""Run the monitor in the foreground, for a process or host of its own."""

from __future__ import annotations

import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from alerts.monitor import Monitor


class Command(BaseCommand):
    help = "Runs the monitor in the foreground until it is told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        monitor = Monitor(interval_seconds=settings.MONITOR_INTERVAL)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: monitor.stop())
        self.stdout.write("The monitor is running. Press Ctrl+C to stop it.")
        self.stdout.flush()
        monitor.run()
