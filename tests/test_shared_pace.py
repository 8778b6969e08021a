"""Several processes share OKX's pace through a real Redis, with it and without."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager

import pytest

from tests.moments import most_in_a_second
from tests.redis import TemporaryRedis, needs_redis, temporary_redis
from tests.shared_processes import Process, paced_processes, send_between, sent_by

pytestmark = [pytest.mark.large, pytest.mark.slow, pytest.mark.home, needs_redis]

PROCESSES = 4
PER_SECOND = 50
TOLERATED = 1.02
SURELY_USED = 0.5  # on however busy a machine, and more than all could by themselves; `make bench-scale` measures it


def test_four_processes_share_one_pace_and_keep_it_while_redis_is_gone() -> None:
    """One test for both, since starting the processes takes longer than what they do."""
    with temporary_redis() as redis, _processes(redis) as processes:
        together = _sent(processes, seconds=5)
        killed, back, seconds = 1.0, 2.5, 10.5
        start = _begin(processes, seconds=seconds)
        _sleep_until(start + killed)
        redis.kill()
        _sleep_until(start + back)
        redis.start()
        with_a_gap = [moment - start for moment in sent_by(processes)]

    assert most_in_a_second(together) <= PER_SECOND * TOLERATED
    assert len(together) >= SURELY_USED * PER_SECOND * 5
    assert most_in_a_second(with_a_gap) <= PER_SECOND * TOLERATED
    alone = [moment for moment in with_a_gap if killed + 0.1 < moment < back + 1]
    assert alone  # each goes on with its share
    assert most_in_a_second(alone) <= PROCESSES * (PER_SECOND // 8) + 1
    assert len([moment for moment in with_a_gap if seconds - 1.5 <= moment]) >= SURELY_USED * PER_SECOND * 1.5


def _processes(redis: TemporaryRedis) -> AbstractContextManager[list[Process]]:
    return paced_processes(redis.url, count=PROCESSES, per_second=PER_SECOND, threads=3)


def _sent(processes: list[Process], *, seconds: float) -> list[float]:
    _begin(processes, seconds=seconds)
    return sent_by(processes)


def _begin(processes: list[Process], *, seconds: float) -> float:
    start = time.time() + 0.1
    send_between(processes, start, start + seconds)
    return start


def _sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.time()))
