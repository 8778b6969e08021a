from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from alerts import duty, turns, waker
from alerts.models import Duty, Wake
from alerts.rota import Done, Job, Queue
from alerts.tasks import QueueGone
from alerts.waker import Waker

pytestmark = pytest.mark.django_db(transaction=True)

SECOND = timedelta(seconds=1)

Enqueued = list[tuple[str, int]]


class Desk:
    """Jobs of the test's own, a queue that takes what it is given, and what was done where there is none."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.enqueued: Enqueued = []
        self.done: list[int] = []
        self.work = 0
        self.is_queue_gone = False
        many = Job(name="sync", queue=Queue.SYNC, run=self._do, period=SECOND, slots=20, wanted=lambda now: self.work)
        self.jobs = (Job(name="look", queue=Queue.PRICES, run=self._do, period=60 * SECOND), many)
        monkeypatch.setattr(waker, "enqueue", self._enqueue)
        monkeypatch.setattr(waker, "jobs", lambda: self.jobs)

    def _do(self, slot: int) -> Done:
        self.done.append(slot)
        return Done(worked=False)

    def _enqueue(self, name: str, slot: int) -> None:
        if self.is_queue_gone:
            raise QueueGone("ConnectionError")
        self.enqueued.append((name, slot))


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(monkeypatch)


def test_who_stands_by_wakes_nobody(desk: Desk) -> None:
    Duty.objects.create(name=duty.WAKER, holder="another", lease_until=timezone.now() + 20 * SECOND)
    Waker().tick()
    assert desk.enqueued == []


def test_what_waits_for_a_worker_is_not_woken_again(desk: Desk) -> None:
    both = [Waker(), Waker()]
    for each in both * 3:
        each.tick()
    assert desk.enqueued == [("look", 0)]


def test_what_nobody_took_is_woken_anew(desk: Desk) -> None:
    one = Waker()
    one.tick()
    Wake.objects.update(woken_at=timezone.now() - 46 * SECOND)
    one.tick()
    assert desk.enqueued == [("look", 0)] * 2


def test_it_wakes_as_many_as_there_is_work_for_and_lets_few_wait(desk: Desk) -> None:
    one = Waker()
    one.tick()
    desk.enqueued.clear()
    desk.work = 3
    one.tick()
    assert desk.enqueued == [("sync", slot) for slot in range(3)]

    desk.work = 20
    one.tick()
    one.tick()
    assert len(desk.enqueued) == waker.MOST_WAITING
    for slot in range(3):
        turns.begin("sync", slot, timezone.now())
    one.tick()
    assert len(desk.enqueued) == waker.MOST_WAITING + 3


def test_another_takes_over_when_the_lease_is_over(desk: Desk) -> None:
    first, second = Waker(), Waker()
    first.tick()
    second.tick()
    assert duty.holder_of(duty.WAKER, timezone.now()) == first.holder

    Duty.objects.update(lease_until=timezone.now())
    second.tick()
    assert duty.holder_of(duty.WAKER, timezone.now()) == second.holder


def test_who_is_told_to_stop_lays_the_duty_down(desk: Desk) -> None:
    one = Waker()
    one.tick()
    one.stop()
    one.run()
    assert duty.holder_of(duty.WAKER, timezone.now()) == ""


def test_without_a_queue_it_does_the_work_itself_and_says_so_once(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Waker()
    desk.is_queue_gone, desk.work = True, 3
    for _ in range(3):
        one.tick()
        Wake.objects.filter(verb="look").update(due_at=timezone.now() - SECOND)
    assert desk.done == [0, 0, 0, 1, 0, 2]  # one turn of each in a round, those that are late first
    assert desk.enqueued == []
    assert caplog.text.count("Redis takes no tasks") == 1

    desk.is_queue_gone = False
    monkeypatch.setattr(waker, "ASK_REDIS_AGAIN_SECONDS", 0)
    one._gone_until = 1  # its time to ask again has come
    one.tick()
    assert ("look", 0) in desk.enqueued
    assert "Redis takes tasks again" in caplog.text


def test_trouble_with_the_database_is_logged_and_the_next_round_tries_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    one = Waker()
    with monkeypatch.context() as broken:
        broken.setattr(waker, "hold", lambda *_: 1 / 0)
        one.tick()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    one.tick()
    assert desk.enqueued == [("look", 0)]
