"""Mixed updates from many chats, in disorder and repeated, while processes of each kind die."""

from __future__ import annotations

from typing import Final

from tests.scale.estate import estate
from tests.scale.members import Kind
from tests.scale.report import Report
from tests.scale.trouble import Deaths, deaths_of_each_kind
from tests.scale.use import Use

__all__ = ["CHATS", "mixing"]

CHATS: Final = 2_000  # nine messages and a press each: 20,000 updates, and the second presses
PER_SECOND: Final = 40.0  # deliveries
MEMBERS: Final = {Kind.WEB: 4, Kind.WORKER: 2, Kind.MONITOR: 2}
_AROUND_SECONDS: Final = 10  # what comes within this time of a death counts as met by it


def mixing(chats: int = CHATS, *, per_second: float = PER_SECOND) -> Report:
    """Say what came of the updates of so many chats."""
    with estate(is_pooled=True, TELEGRAM_MESSAGES_PER_SECOND="100") as whole:
        whole.add_all(MEMBERS)
        use = Use(whole, chats=chats, per_second=per_second)
        deaths = Deaths(whole, deaths_of_each_kind(whole), use.progress)
        use.live(deaths.live)
        report = use.report([(at, at + _AROUND_SECONDS, f"{name} killed") for at, name in deaths.died])
        report.say(f"  processes killed           {len(deaths.died)}", kept=len(deaths.died) == len(deaths.victims))
        return report
