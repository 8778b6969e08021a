"""Turns are counted as `limits` does, and no thread is started for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from limits import RateLimitItemPerSecond
from limits.strategies import MovingWindowRateLimiter

from esther_site.lib import threadless_storage
from esther_site.lib.threadless_storage import ThreadlessStorage

TWO_A_SECOND = RateLimitItemPerSecond(2)


@pytest.fixture
def storage() -> ThreadlessStorage:
    return ThreadlessStorage()


@pytest.fixture
def window(storage: ThreadlessStorage) -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(storage)


@pytest.fixture
def clock() -> Iterator[FrozenDateTimeFactory]:
    with freeze_time("2026-11-23 12:00:00") as clock:
        assert isinstance(clock, FrozenDateTimeFactory)
        yield clock


def test_a_turn_too_many_is_refused_until_the_oldest_is_over(
    window: MovingWindowRateLimiter, clock: FrozenDateTimeFactory
) -> None:
    assert window.hit(TWO_A_SECOND, "chat")
    clock.tick(timedelta(milliseconds=600))
    assert [window.hit(TWO_A_SECOND, "chat") for _ in range(2)] == [True, False]
    clock.tick(timedelta(milliseconds=401))
    assert [window.hit(TWO_A_SECOND, "chat") for _ in range(2)] == [True, False]


def test_a_clock_that_is_set_back_keeps_nobody_waiting_until_it_is_that_late_again(
    window: MovingWindowRateLimiter, clock: FrozenDateTimeFactory
) -> None:
    window.hit(TWO_A_SECOND, "chat")
    clock.tick(timedelta(hours=-1))
    for _second in range(3):
        assert [window.hit(TWO_A_SECOND, "chat") for _ in range(3)] == [True, True, False]
        clock.tick(timedelta(seconds=2))


def test_keys_do_not_count_for_each_other(window: MovingWindowRateLimiter) -> None:
    assert [window.hit(TWO_A_SECOND, key) for key in ("a", "a", "b", "a")] == [True, True, True, False]


def test_more_than_the_limit_at_once_is_refused(window: MovingWindowRateLimiter) -> None:
    assert not window.hit(TWO_A_SECOND, "chat", cost=3)


def test_no_thread_is_started_by_a_turn(window: MovingWindowRateLimiter, storage: ThreadlessStorage) -> None:
    storage.timer.join(5)
    before = threading.active_count()
    for _turn in range(20):
        window.hit(TWO_A_SECOND, "chat")
    assert threading.active_count() == before


def test_keys_that_are_over_are_forgotten(
    window: MovingWindowRateLimiter,
    storage: ThreadlessStorage,
    clock: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threadless_storage, "_TIDY_AFTER", 3)
    window.hit(TWO_A_SECOND, "a")
    window.hit(TWO_A_SECOND, "b")
    clock.tick(timedelta(seconds=2))
    window.hit(TWO_A_SECOND, "c")
    assert [key.split("/")[1] for key in storage.events] == ["c"]


def test_many_threads_take_no_turn_too_many(window: MovingWindowRateLimiter) -> None:
    limit = RateLimitItemPerSecond(50, 60)
    taken: list[bool] = []
    threads = [
        threading.Thread(target=lambda: taken.extend(window.hit(limit, "all") for _ in range(40))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 50
