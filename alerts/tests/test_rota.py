from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import responses
from django.utils import timezone
from pytest_django import Settings

from alerts import rota
from alerts.models import Alert, Wake, Watch
from alerts.monitor import Monitor
from alerts.rota import Done, Queue, job_named, jobs
from alerts.tests.deliveries import notify, person
from alerts.tests.desk import now_is, waiting
from alerts.working import take_turn
from esther_site.lib.okx import web3_client
from sandbox.okx.faults import clear_faults, set_fault
from tokens.models import Token
from trading.models import User

pytestmark = pytest.mark.django_db


def woken(name: str) -> None:
    Wake.objects.update_or_create(verb=name, slot=0, defaults={"due_at": timezone.now(), "woken_at": timezone.now()})


def takes(name: str) -> bool:
    """Have a job woken, and let a worker take its turn."""
    woken(name)
    return take_turn(job_named(name), 0)


def test_a_turn_that_was_not_woken_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not take_turn(replace(job_named("prune"), run=lambda slot: pytest.fail("it was taken")), 0)


def test_a_verb_that_fails_comes_again_later(caplog: pytest.LogCaptureFixture) -> None:
    def broken(slot: int) -> Done:
        raise RuntimeError("the verb broke")

    woken("prune")
    take_turn(replace(job_named("prune"), run=broken), 0)

    turn = Wake.objects.get()
    assert (turn.failures, turn.begun_at, turn.due_at > timezone.now()) == (1, None, True)
    assert "a worker could not prune" in caplog.text


@pytest.mark.parametrize(
    ("again", "seconds"), [(None, 60), (timedelta(), 0), (timedelta(seconds=10), 10)], ids=["period", "at once", "soon"]
)
def test_a_turn_says_when_the_next_one_is_due(again: timedelta | None, seconds: int) -> None:
    woken("prune")
    take_turn(replace(job_named("prune"), run=lambda slot: Done(worked=True, again=again)), 0)
    wait = Wake.objects.get().due_at - timezone.now()
    assert timedelta(seconds=seconds - 3) < wait <= timedelta(seconds=seconds)


def test_where_prices_are_not_seen_nobody_says_that_they_are_watched(
    alice: User, eth: Token, okx: responses.RequestsMock
) -> None:
    waiting(alice, eth, "above", "100000")
    set_fault("market/price", "500", times=20)
    takes("watch_prices")  # until it has failed once, nobody knows
    Watch.objects.all().delete()
    takes("heartbeat")
    assert not Watch.objects.exists()

    clear_faults()
    web3_client.cache_clear()
    takes("watch_prices")
    takes("heartbeat")
    assert Watch.objects.exists()


def test_a_turn_at_the_prices_fires_what_they_reach(alice: User, eth: Token, okx: responses.RequestsMock) -> None:
    alert = waiting(alice, eth, "above", "1")
    assert takes("watch_prices")
    assert now_is(alert).state == Alert.State.FIRED


def test_every_job_can_be_done_when_there_is_nothing_to_do(seeded: None, okx: responses.RequestsMock) -> None:
    assert [job.name for job in jobs() if not takes(job.name)] == []
    assert not Wake.objects.filter(failures__gt=0).exists()


def test_the_large_form_does_what_the_small_one_does() -> None:
    small = {verb.__name__ for verb in Monitor(interval_seconds=60).verbs}
    large = {job.name for job in jobs()}
    assert large - small == {"deliver", "enrol_wallets"}  # which the small form does in a thread, and while it syncs
    assert small - large == set()


def test_every_queue_has_work_and_every_name_is_used_once() -> None:
    assert {job.queue for job in jobs()} == set(Queue)
    assert len({job.name for job in jobs()}) == len(jobs())


def test_only_as_many_ask_okx_as_its_limit_allows(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def due_parts(now: datetime, *, most: int) -> int:
        asked.append(most)
        return 0

    monkeypatch.setattr(rota, "due_parts", due_parts)
    wanted: Callable[..., int] = job_named("sync_portfolios").wanted
    for limit in (1, 50):
        settings.OKX_REQUESTS_PER_SECOND = limit
        wanted(timezone.now())
    assert asked == [1, 25]


def test_as_many_deliver_as_there_are_chats_to_write_to() -> None:
    assert job_named("deliver").wanted(timezone.now()) == 0
    for number in range(9):
        notify(person(number + 1))
    assert job_named("deliver").wanted(timezone.now()) == 3
