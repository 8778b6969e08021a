"""Turns that processes share. Each limit here stands for a process; real ones are in `tests/test_shared_pace.py`."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from pytest_django.fixtures import Settings

from esther_site.lib import shared_limits, shared_state
from esther_site.lib.shared_limits import SharedLimit, SharedQueue
from tests.redis import TemporaryRedis, needs_redis

large = pytest.mark.large


def taken(limit: SharedLimit, times: int = 10, *, key: str = "") -> int:
    return sum(1 for _ in range(times) if not limit.take(key))


def test_in_memory_a_limit_is_one_for_all_who_name_it() -> None:
    first, second = SharedLimit("in-memory", 3, seconds=60), SharedLimit("in-memory", 3, seconds=60)
    assert (taken(first, 2), taken(second)) == (2, 1)
    assert 59 < first.take() <= 60


def test_each_key_has_turns_of_its_own() -> None:
    limit = SharedLimit("keys", 2, seconds=60)
    assert (taken(limit, key="a"), taken(limit, key="b")) == (2, 2)


@pytest.mark.parametrize(
    ("count", "seconds", "share"), [(50, 1, (6, 1)), (8, 1, (1, 1)), (5, 1, (1, 2)), (1, 1, (1, 8)), (1, 60, (1, 480))]
)
def test_shares_never_add_up_to_more_than_the_limit(count: int, seconds: int, share: tuple[int, int]) -> None:
    own = SharedLimit("share", count, seconds=seconds)._share
    assert (own.amount, own.multiples) == share
    assert 8 * own.amount * seconds <= count * own.multiples


def test_without_redis_nobody_stands_in_line() -> None:
    assert [SharedQueue("line", 1).line_up(longest=20) for _ in range(3)] == [0, 0, 0]


@large
@needs_redis
def test_what_one_process_takes_no_other_has(shared_redis: TemporaryRedis) -> None:
    first, second = SharedLimit("all", 3, seconds=60), SharedLimit("all", 3, seconds=60)
    assert (taken(first, 2), taken(second)) == (2, 1)


@large
@needs_redis
def test_every_place_in_line_is_given_once(shared_redis: TemporaryRedis) -> None:
    queues = [SharedQueue("line", 10) for _ in range(2)]
    waits = [queues[number % 2].line_up(longest=20) for number in range(6)]
    assert waits[0] == 0
    assert all(0.05 < later - earlier < 0.15 for earlier, later in pairwise(waits[1:]))


@large
@needs_redis
def test_who_would_wait_too_long_takes_no_place(shared_redis: TemporaryRedis) -> None:
    queue = SharedQueue("short", 1)
    queue.line_up(longest=0.5)
    assert queue.line_up(longest=0) > 0
    assert len(shared_limits.shared_storage().storage.keys("*short/place*")) == 1


@large
@needs_redis
def test_alone_it_takes_its_share_and_then_counts_with_all_again(
    shared_redis: TemporaryRedis, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_FALLBACK_PROCESSES = 2
    monkeypatch.setattr(shared_state, "WINDOW_SECONDS", 0.0)
    monkeypatch.setattr(shared_state, "RETRY_SECONDS", 0.0)
    limit = SharedLimit("gone", 1, seconds=1, divided=True)
    limit._phase = 0.0
    assert taken(limit, 2) == 1
    shared_redis.kill()
    limit.take()  # finds it gone
    assert taken(limit) == 1
    assert 1 < limit.take() <= 2
    shared_redis.start()
    limit._next_alone = 0.0
    limit.reset()
    assert taken(limit, 5) == 1


@large
@needs_redis
def test_a_redis_that_hangs_costs_a_second_at_most(shared_redis: TemporaryRedis) -> None:
    limit = SharedLimit("hangs", 5, seconds=60, divided=False)
    limit.take()
    shared_redis.pause()
    started = time.monotonic()
    limit.take()
    assert time.monotonic() - started < 1
    assert taken(limit) == 5  # of one chat, which one process serves: in full
    assert time.monotonic() - started < 1.2
