"""Redis restarted, PostgreSQL restarted, and a host cut off from all others for half a minute, while people write."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from tests.scale.estate import Estate, estate
from tests.scale.hosts import is_in_a_network_of_its_own
from tests.scale.mixing import MEMBERS
from tests.scale.report import Report
from tests.scale.use import Moment, Use

__all__ = ["CHATS", "cutting"]

CHATS: Final = 600
PER_SECOND: Final = 20.0
REDIS_SECONDS: Final = 10
POSTGRES_SECONDS: Final = 5
CUT_SECONDS: Final = 30
OUTAGES: Final = 3


@dataclass
class Outages:
    """One outage after the other, each at its share of what is said; `moments` says from when to when they were."""

    whole: Estate
    progress: Callable[[], float]
    moments: list[Moment] = field(default_factory=list)

    def live(self) -> None:
        """Go through them. For a thread of its own."""
        outages = ((0.15, self._without_redis), (0.4, self._without_postgres), (0.65, self._without_a_host))
        for share, outage in outages:
            while self.progress() < share:
                time.sleep(0.1)
            since = time.time()
            what = outage()
            self.moments.append((since, time.time(), what))

    def _without_redis(self) -> str:
        self.whole.redis.kill()
        time.sleep(REDIS_SECONDS)
        self.whole.redis.start()
        return f"Redis gone for {REDIS_SECONDS} s"

    def _without_postgres(self) -> str:
        self.whole.postgres.stop()
        time.sleep(POSTGRES_SECONDS)
        self.whole.postgres.start()
        return f"PostgreSQL gone for {POSTGRES_SECONDS} s"

    def _without_a_host(self) -> str:
        host = self.whole.hosts[-1]
        host.cut_off()
        time.sleep(CUT_SECONDS)
        host.join()
        return f"{host.name} {'cut off' if is_in_a_network_of_its_own() else 'frozen'} for {CUT_SECONDS} s"


def cutting(chats: int = CHATS, *, per_second: float = PER_SECOND) -> Report:
    """Say what came of the updates of so many chats."""
    with estate(is_pooled=True, TELEGRAM_MESSAGES_PER_SECOND="100") as whole:
        whole.add_all(MEMBERS)
        use = Use(whole, chats=chats, per_second=per_second)
        outages = Outages(whole, use.progress)
        use.live(outages.live)
        report = use.report(outages.moments)
        report.say(f"  outages                    {len(outages.moments)}", kept=len(outages.moments) == OUTAGES)
        report.lines += use.recoveries(outages.moments)
        return report
