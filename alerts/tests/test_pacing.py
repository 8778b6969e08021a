from __future__ import annotations

import time
from datetime import timedelta

from alerts.pacing import CROWD, MESSAGES_PER_SECOND, Pacing
from alerts.tests.deliveries import NOW

SECOND = timedelta(seconds=1)


def test_nothing_is_free_once_the_second_is_full() -> None:
    pacing = Pacing(messages_per_second=3)
    pacing.count(3)

    assert pacing.free(NOW) == 0
    assert timedelta() < pacing.wait(NOW) <= SECOND


def test_it_is_free_again_after_the_wait_it_names() -> None:
    pacing = Pacing(messages_per_second=2)
    pacing.count(2)
    time.sleep(pacing.wait(NOW).total_seconds() + 0.02)

    assert (pacing.free(NOW), pacing.wait(NOW)) == (2, timedelta())


def test_after_a_crowd_of_refusals_everything_waits_for_the_longest() -> None:
    pacing = Pacing()
    for chat_id in range(CROWD):
        assert pacing.free(NOW) == MESSAGES_PER_SECOND
        pacing.refused(chat_id, now=NOW, until=NOW + (5 - chat_id) * SECOND)

    assert (pacing.free(NOW), pacing.wait(NOW)) == (0, 5 * SECOND)
    assert (pacing.free(NOW + 5 * SECOND), pacing.wait(NOW + 5 * SECOND)) == (MESSAGES_PER_SECOND, timedelta())


def test_one_chat_refused_again_and_again_concerns_nobody_else() -> None:
    pacing = Pacing()
    for _ in range(5):
        pacing.refused(1, now=NOW, until=NOW + 5 * SECOND)

    assert pacing.free(NOW) == MESSAGES_PER_SECOND


def test_refusals_now_and_then_concern_nobody_else() -> None:
    pacing = Pacing()
    for number in range(10):
        pacing.refused(number, now=NOW + number * SECOND, until=NOW + timedelta(minutes=1))

    assert pacing.free(NOW + 10 * SECOND) == MESSAGES_PER_SECOND


def test_counting_nothing_takes_nothing() -> None:
    pacing = Pacing(messages_per_second=1)
    pacing.count(0)

    assert pacing.free(NOW) == 1
