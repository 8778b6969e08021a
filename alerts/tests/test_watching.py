from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from freezegun import freeze_time

from alerts.models import Watch
from alerts.tests.desk import NOW
from alerts.watching import beat, gaps_since, watched_since

pytestmark = pytest.mark.django_db


def at(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def beats(*seconds: int) -> None:
    for second in seconds:
        beat(at(second))


def test_time_before_anybody_ever_watched_is_no_gap() -> None:
    with freeze_time(at(600)):
        assert (watched_since(), gaps_since(at(0))) == (None, [])
    beats(650)
    with freeze_time(at(700)):
        assert (watched_since(), gaps_since(at(0))) == (at(650), [])


def test_a_gap_from_before_the_moment_counts_from_the_moment_on() -> None:
    beats(-1000, 300)
    with freeze_time(at(310)):
        assert gaps_since(at(0)) == [(at(0), at(300))]


def test_the_first_beat_ends_no_gap() -> None:
    assert beat(at(0)) is None


@pytest.mark.parametrize("silence", [0, 60, 90])
def test_a_beat_within_the_time_ends_no_gap(silence: int) -> None:
    beats(0)
    assert beat(at(silence)) is None


def test_a_beat_after_a_longer_silence_returns_the_gap_once() -> None:
    beats(0, 60)

    assert beat(at(151)) == (at(60), at(151))
    assert [beat(at(151)), beat(at(160))] == [None, None]


def test_a_gap_begins_where_the_last_of_several_monitors_ended() -> None:
    Watch.objects.create(started_at=at(0), last_beat_at=at(300))
    Watch.objects.create(started_at=at(1), last_beat_at=at(100))

    assert beat(at(500)) == (at(300), at(500))


def test_beats_draw_one_stretch() -> None:
    beats(0, 60, 150, 180)
    with freeze_time(at(200)):
        assert (watched_since(), gaps_since(at(0))) == (at(0), [])
    assert Watch.objects.count() == 1


def test_a_longer_silence_is_a_gap() -> None:
    beats(0, 60, 151, 200)
    with freeze_time(at(250)):
        assert (watched_since(), gaps_since(at(0))) == (at(151), [(at(60), at(151))])
        assert gaps_since(at(160)) == []


def test_a_silence_that_lasts_is_a_gap_until_now() -> None:
    beats(0, 60)
    with freeze_time(at(500)):
        assert (watched_since(), gaps_since(at(0))) == (None, [(at(60), at(500))])


def test_two_monitors_cover_for_one_another() -> None:
    Watch.objects.create(started_at=at(0), last_beat_at=at(300))
    Watch.objects.create(started_at=at(1), last_beat_at=at(100))
    with freeze_time(at(310)):
        assert gaps_since(at(0)) == []


def test_a_late_beat_does_not_turn_back_the_clock() -> None:
    beats(0, 60, 50)
    assert Watch.objects.get().last_beat_at == at(60)
