from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connections, transaction

from alerts.models import Pace
from alerts.pacing import AT_ONCE, CROWD, MESSAGES_PER_SECOND, Pacing
from alerts.tests.deliveries import NOW

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
TURN = SECOND / MESSAGES_PER_SECOND


def free(pacing: Pacing, now: datetime = NOW) -> int:
    with transaction.atomic():
        return pacing.free(now)


def take(pacing: Pacing, wanted: int, *, now: datetime = NOW) -> int:
    """Take as many turns as are free, and as are wanted."""
    with transaction.atomic():
        taken = min(wanted, pacing.free(now))
        pacing.count(taken, now=now)
    return taken


def test_nothing_is_free_once_all_turns_within_reach_are_taken() -> None:
    pacing = Pacing()

    assert (take(pacing, AT_ONCE), free(pacing)) == (AT_ONCE, 0)
    assert timedelta() < pacing.wait(NOW) <= AT_ONCE * TURN


def test_what_one_takes_is_not_free_for_another() -> None:
    take(Pacing(), 3)

    assert take(Pacing(), AT_ONCE) == AT_ONCE - 3


def test_a_turn_is_free_again_after_its_time() -> None:
    pacing = Pacing()
    take(pacing, AT_ONCE)

    assert [free(pacing, NOW + number * TURN) for number in (0, 1, 2, AT_ONCE, 100)] == [0, 1, 2, AT_ONCE, AT_ONCE]


def test_a_handful_is_free_after_the_wait_it_names() -> None:
    pacing = Pacing()
    take(pacing, AT_ONCE)
    later = NOW + pacing.wait(NOW)

    assert (free(pacing, later), pacing.wait(later)) == (AT_ONCE - 1, timedelta())


def test_no_second_sees_more_than_telegram_takes() -> None:
    pacings = [Pacing() for _ in range(4)]
    sent: list[datetime] = []
    for millisecond in range(3000):
        now = NOW + timedelta(milliseconds=millisecond)
        sent += [now] * take(pacings[millisecond % 4], 4, now=now)

    assert 3 * MESSAGES_PER_SECOND <= len(sent) <= 3 * MESSAGES_PER_SECOND + AT_ONCE
    assert max(sum(first <= moment < first + SECOND for moment in sent) for first in sent) <= 30


def test_counting_nothing_takes_nothing() -> None:
    pacing = Pacing()
    take(pacing, 0)

    assert free(pacing) == AT_ONCE


def test_before_the_first_look_there_is_nothing_to_wait_for() -> None:
    assert Pacing().wait(NOW) == timedelta()


def test_after_a_crowd_of_refusals_everybody_waits_for_the_longest() -> None:
    pacing, other = Pacing(), Pacing()
    for chat_id in range(CROWD):
        assert free(pacing) == AT_ONCE
        pacing.refused(chat_id, now=NOW, until=NOW + (5 - chat_id) * SECOND)

    assert (free(other), other.wait(NOW)) == (0, 5 * SECOND)
    assert (free(other, NOW + 5 * SECOND), other.wait(NOW + 5 * SECOND)) == (AT_ONCE, timedelta())


def test_one_chat_refused_again_and_again_concerns_nobody_else() -> None:
    pacing = Pacing()
    free(pacing)
    for _ in range(5):
        pacing.refused(1, now=NOW, until=NOW + 5 * SECOND)

    assert free(pacing) == AT_ONCE


def test_refusals_now_and_then_concern_nobody_else() -> None:
    pacing = Pacing()
    free(pacing)
    for number in range(10):
        pacing.refused(number, now=NOW + number * SECOND, until=NOW + timedelta(minutes=1))

    assert free(pacing, NOW + 10 * SECOND) == AT_ONCE


@pytest.mark.skipif("connections['default'].vendor != 'postgresql'", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_several_at_the_same_moment_take_no_more_than_there_is() -> None:
    together = Barrier(4)

    def deliverer(_: int) -> int:
        together.wait()
        try:
            return take(Pacing(), 4)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(deliverer, range(4))) == AT_ONCE
    assert Pace.objects.get().taken_until == NOW + AT_ONCE * TURN
