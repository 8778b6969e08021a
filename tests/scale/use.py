"""A time in which many people use Esther, while something else happens to her: what they said, and what came of it."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Final

from tests.moments import most_in_a_second
from tests.scale.deliveries import Deliveries
from tests.scale.estate import Estate
from tests.scale.findings import Findings, find, handled, told, unfinished
from tests.scale.people import People
from tests.scale.report import Report
from tests.scale.updates import FIRING, Update, conversations, waits_for_news

__all__ = ["RECOVERED_SECONDS", "Use"]

RECOVERED_SECONDS: Final = 60
_SEED: Final = 20_000

Moment = tuple[float, float, str]  # seconds since 1970: since when, until when; and what happened then


class Use:
    """So many chats write so many updates a second; `live` returns when all of it is handled."""

    def __init__(self, whole: Estate, *, chats: int, per_second: float) -> None:
        chance, ids = random.Random(_SEED), count(1)
        self.whole, self._chats, self._per_second = whole, chats, per_second
        self.deliveries = Deliveries(whole.webs, per_second)
        self.people = People(whole.records(), self.deliveries, ids, chance)
        self._said = conversations(chats, ids)
        self._waiting_for_news = len({each.chat_id for each in self._said if waits_for_news(each.chat_id)})
        self.seconds = 0.0

    @property
    def updates(self) -> list[Update]:
        return self._said + self.people.more

    def progress(self) -> float:
        """Return how much of what is said was taken: from 0 to 1."""
        return len(self.deliveries.taken) / len(self._said)

    def live(self, trouble: Callable[[], None]) -> None:
        """Have everything said while the trouble happens, and wait until it is handled. Raises TimeoutError."""
        started = time.time()
        threads = [
            threading.Thread(target=each, daemon=True) for each in (self.people.watch, trouble, self._bring_news)
        ]
        for thread in threads:
            thread.start()
        self.people.say(self._said)
        self._wait_until_handled(seconds=2.5 * len(self._said) / self._per_second + 120)
        self.seconds = time.time() - started
        threads[1].join(120)
        self.people.stop()
        self.deliveries.stop()
        threads[0].join()
        self.people.records.read()

    def _bring_news(self) -> None:
        """Half-way let a price reach what some wait for."""
        while self.progress() < 0.5:
            time.sleep(0.1)
        self.whole.move_price(*FIRING)

    def find(self) -> Findings:
        records = self.people.records
        return find(self.whole, self.updates, self.people.confirmed, records.messages, self.deliveries.taken)

    def report(self, moments: list[Moment]) -> Report:
        """Say what came of it, and how long updates waited that met each of the moments."""
        found, waits, said, report = self.find(), self._waits(), self.deliveries, Report()
        brought = f"brought {said.brought:,} times, in {self.seconds:.0f} s"
        report.say(f"{found.unique:,} updates of {self._chats:,} chats, {brought}")
        report.say(f"  brought in vain            {said.tries_that_failed} times: no 200, so it came again")
        for what, counts in found.wrongs().items():
            counted = ", ".join(f"{count} {word}" for word, count in counts.items())
            report.say(f"  {what:26} {counted}", kept=not any(counts.values()))
        report.say(f"  order judged by            {found.judged:,} answers")
        report.say(f"  came twice                 {found.answered_twice} answers, {found.told_twice} alerts")
        again = sum(self.people.asked_again.values())
        report.say(f"  asked again when told to   {again} trades")
        report.say(f"  taken up by another        {found.taken_up_again} updates")
        busiest = most_in_a_second([each.at for each in self.people.records.messages])
        half = sorted(waits.values())[len(waits) // 2]
        report.say(f"  from first try to the end  median {half:.1f} s, at most {max(waits.values()):.1f} s")
        report.say(f"  messages to Telegram       {busiest} in the busiest second")
        for moment in moments:
            self._say_how_long(report, moment, waits)
        for text, times in found.besides.most_common():
            report.say(f"  said besides, {times:4} times   {text}")
        return report

    def recoveries(self, moments: list[Moment]) -> list[str]:
        """Say how long after each moment's end the last of what came until then was handled."""
        tried, ends = self.deliveries.first_tried, {row.update_id: row.done_at for row in handled(self.whole)}
        lines = []
        for since, until, what in moments:
            late = [done - until for update, done in ends.items() if done and since < tried[update] < until]
            lines.append(f"  {what:26} all of its time handled {max(late, default=0):5.1f} s after its end")
        return lines

    def _say_how_long(self, report: Report, moment: Moment, waits: dict[int, float]) -> None:
        """Say how long what was on its way in a certain time took at most."""
        since, until, what = moment
        tried = self.deliveries.first_tried
        met = [wait for update, wait in waits.items() if tried[update] < until and tried[update] + wait > since]
        longest = max(met, default=0)
        line = f"  {what:26} longest wait then {longest:5.1f} s (at most {RECOVERED_SECONDS} s)"
        report.say(line, kept=longest <= RECOVERED_SECONDS)

    def _wait_until_handled(self, *, seconds: float) -> None:
        """Wait until all is handled and told; what is not when the time is over is found to be missing."""
        deadline = time.monotonic() + seconds
        self.deliveries.wait_until_taken(seconds=seconds)
        while time.monotonic() < deadline and not self._is_handled():
            time.sleep(1)

    def _is_handled(self) -> bool:
        is_said = len(self.people.confirmed) == self._chats and not self.deliveries.is_busy
        return is_said and not unfinished(self.whole) and told(self.whole) >= self._waiting_for_news

    def _waits(self) -> dict[int, float]:
        """Return how long each update took, by its id: from Telegram's first try until its row is done."""
        tried, now = self.deliveries.first_tried, time.time()
        return {row.update_id: (row.done_at or now) - tried[row.update_id] for row in handled(self.whole)}
