from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from alerts import turns
from alerts.models import Wake

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SECOND = timedelta(seconds=1)
SILENCE = 45 * SECOND
LATER = NOW + timedelta(hours=1)


def turn(**state: Any) -> Wake:
    return Wake.objects.create(verb="look", **{"due_at": NOW} | state)


# Once


def test_what_was_not_woken_is_not_begun() -> None:
    turn()
    assert turns.begin("look", 0, NOW) is None


def test_a_task_that_comes_twice_finds_its_turn_begun() -> None:
    assert turns.wake(turn(), NOW)
    assert turns.begin("look", 0, NOW)
    assert turns.begin("look", 0, NOW) is None


def test_two_who_wake_wake_once() -> None:
    late = turn()
    assert [turns.wake(late, NOW), turns.wake(late, NOW)] == [True, False]


@pytest.mark.parametrize(
    "state",
    [
        {"due_at": LATER},
        {"woken_at": NOW - SILENCE + SECOND},
        {"begun_at": NOW - timedelta(hours=1), "lease_until": NOW + SECOND},
    ],
    ids=["not due", "in a queue", "in somebody's hands"],
)
def test_what_is_early_or_taken_is_not_woken(state: dict[str, Any]) -> None:
    assert not turns.wake(turn(**state), NOW)
    assert turns.due(NOW) == []


# What is lost is found


@pytest.mark.parametrize(
    "state",
    [{"woken_at": NOW - SILENCE}, {"begun_at": NOW - timedelta(hours=1), "lease_until": NOW}],
    ids=["the queue lost it", "its worker was killed"],
)
def test_what_nobody_has_any_more_is_woken_anew(state: dict[str, Any]) -> None:
    lost = turn(**state)
    assert turns.due(NOW) == [lost]
    assert turns.wake(lost, NOW)
    assert turns.begin("look", 0, NOW)


def test_who_was_thought_dead_ends_nothing() -> None:
    late = turn(woken_at=NOW)
    first = turns.begin("look", 0, NOW)
    assert first
    assert turns.wake(late, NOW + SILENCE)
    assert not turns.end(first, LATER)
    assert turns.begin("look", 0, NOW + SILENCE)
    assert not turns.fail(first, LATER)


def test_what_could_not_be_enqueued_is_due_as_before() -> None:
    late = turn()
    turns.wake(late, NOW)
    turns.let_sleep(late, NOW)
    assert turns.due(NOW) == [late]


@pytest.mark.django_db(transaction=True)
def test_a_long_turn_is_kept(settings: Settings) -> None:
    settings.WAKE_AGAIN_SECS = 0.3
    turn(woken_at=NOW)
    began = turns.begin("look", 0, timezone.now())
    assert began
    with turns.kept(began):
        time.sleep(0.6)
        assert Wake.objects.get().lease_until > timezone.now()  # type: ignore[operator]
    assert turns.end(began, LATER)


# How it ends


def test_a_turn_that_ended_is_due_when_it_said() -> None:
    turn(woken_at=NOW, failures=3)
    began = turns.begin("look", 0, NOW)
    assert began
    assert turns.end(began, LATER)
    assert not turns.has_failed("look")
    assert (turns.due(LATER - SECOND), len(turns.due(LATER))) == ([], 1)


def test_one_that_fails_waits_twice_as_long_each_time() -> None:
    late, moments = turn(), []
    for _ in range(9):
        Wake.objects.update(woken_at=NOW)
        began = turns.begin("look", 0, NOW)
        assert began
        turns.fail(began, NOW)
        late.refresh_from_db()
        moments.append((late.due_at - NOW) // SECOND)
    assert moments == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert turns.has_failed("look")


def test_every_slot_has_its_row_once() -> None:
    for _ in range(2):
        turns.enrol([("look", 0), ("look", 1)], NOW)
    assert sorted(Wake.objects.values_list("verb", "slot")) == [("look", 0), ("look", 1)]
