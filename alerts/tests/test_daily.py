from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from alerts.daily import LEASE, begin_day, day_began
from alerts.models import Day
from alerts.tests.desk import NOW

pytestmark = pytest.mark.django_db


class Worker:
    """Does a part of the day's work, and fails for as long as it is told to."""

    def __init__(self) -> None:
        self.days: list[date] = []
        self.is_broken = False

    def work(self, *, day: date, **_: Any) -> None:
        self.days.append(day)
        if self.is_broken:
            raise RuntimeError("a broken part")


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    day_began.connect(worker.work)
    yield worker
    day_began.disconnect(worker.work)


def test_a_day_in_somebodys_hands_is_left_alone(worker: Worker) -> None:
    Day.objects.create(day=NOW.date(), lease_until=NOW + timedelta(seconds=1))
    assert not begin_day(NOW)
    assert worker.days == []


def test_what_a_killed_monitor_left_is_done_by_another(worker: Worker) -> None:
    Day.objects.create(day=NOW.date(), lease_until=NOW)
    assert begin_day(NOW)
    assert worker.days == [NOW.date()]


def test_work_that_failed_is_done_again_when_its_lease_is_over(worker: Worker) -> None:
    worker.is_broken = True
    assert not begin_day(NOW)
    worker.is_broken = False
    assert not begin_day(NOW + LEASE - timedelta(seconds=1))
    assert begin_day(NOW + LEASE)
    assert worker.days == [NOW.date()] * 2


def test_each_day_is_done_once(worker: Worker) -> None:
    tomorrow = NOW + timedelta(days=1)
    assert [begin_day(NOW), begin_day(NOW + timedelta(hours=1)), begin_day(tomorrow)] == [True, False, True]
    assert worker.days == [NOW.date(), tomorrow.date()]
