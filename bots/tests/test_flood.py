from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bots import flood
from bots.flood import MovingWindow


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(flood, "time", clock)
    return clock


def passed(window: MovingWindow, person: int, times: int) -> int:
    return sum(window.lets_through(person) for _ in range(times))


def test_nobody_gets_through_more_often_than_allowed(clock: Clock) -> None:
    assert passed(MovingWindow(3, seconds=60), 1, times=10) == 3


def test_people_are_counted_apart(clock: Clock) -> None:
    window = MovingWindow(3, seconds=60)

    assert [passed(window, person, times=4) for person in (1, 2)] == [3, 3]


def test_each_time_counts_for_as_long_as_it_should(clock: Clock) -> None:
    window = MovingWindow(2, seconds=60)
    window.lets_through(1)
    clock.now += 40
    window.lets_through(1)

    clock.now += 19.9
    assert not window.lets_through(1)
    clock.now += 0.1  # the first is a minute old, the second is not
    assert passed(window, 1, times=2) == 1


def test_who_was_refused_waits_no_longer_for_having_tried(clock: Clock) -> None:
    window = MovingWindow(1, seconds=60)
    window.lets_through(1)
    clock.now += 59
    passed(window, 1, times=100)

    clock.now += 1
    assert window.lets_through(1)


def test_nobody_is_remembered_longer_than_it_matters(clock: Clock) -> None:
    window = MovingWindow(5, seconds=60)
    for person in range(1000):
        window.lets_through(person)
    clock.now += 30
    window.lets_through(7)

    clock.now += 30
    window.lets_through(2000)
    assert list(window._passed) == [7, 2000]


def test_threads_together_get_through_no_more_often() -> None:
    window, start = MovingWindow(100, seconds=60), threading.Barrier(8)

    def knock(_: int) -> int:
        start.wait()
        return passed(window, 1, times=50)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(knock, range(8))) == 100
