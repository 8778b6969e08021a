"""Processes that die without a word, and that their host starts again a moment later."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from tests.scale.estate import Estate
from tests.scale.members import Kind, Member

__all__ = ["Deaths", "deaths_of_each_kind", "monitor_on_duty"]

_RESTART_SECONDS: Final = 3  # as long as a host takes to notice


@dataclass
class Deaths:
    """Kills one process after the other, each at its share of the work, and notes when (seconds since 1970)."""

    estate: Estate
    victims: list[Callable[[], Member]]
    progress: Callable[[], float]  # of the work: from 0 to 1
    died: list[tuple[float, str]] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def live(self) -> None:
        """Kill them at equal distances. For a thread of its own."""
        for number, choose in enumerate(self.victims, start=1):
            while self.progress() < number / (len(self.victims) + 1):
                if self._over.wait(0.1):
                    return
            victim = choose()
            self.died.append((time.time(), victim.name))
            victim.kill()
            if self._over.wait(_RESTART_SECONDS):
                return
            victim.start()

    def stop(self) -> None:
        self._over.set()


def deaths_of_each_kind(estate: Estate) -> list[Callable[[], Member]]:
    """Return who is to die: two of each kind, and of the monitors whoever has the duty then."""
    webs, workers = estate.of(Kind.WEB), estate.of(Kind.WORKER)
    return [
        lambda: webs[0],
        lambda: workers[0],
        lambda: monitor_on_duty(estate),
        lambda: webs[-1],
        lambda: workers[-1],
        lambda: monitor_on_duty(estate),
    ]


def monitor_on_duty(estate: Estate) -> Member:
    """Return the monitor that wakes the workers just now; any of them while nobody has the duty."""
    monitors = estate.of(Kind.MONITOR)
    held = [str(holder) for (holder,) in estate.rows("SELECT holder FROM alerts_duty WHERE lease_until > now()")]
    on_duty = [each for each in monitors if any(f":{each.pid}:" in holder for holder in held)]
    return (on_duty or monitors)[0]
