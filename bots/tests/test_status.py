from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from alerts.models import Alert, Notification, Watch
from bots.tests.chat import Chat
from trading.models import User

pytestmark = pytest.mark.django_db


def watched(*, since_minutes: int, until_minutes: int = 0) -> Watch:
    now = timezone.now()
    return Watch.objects.create(
        started_at=now - timedelta(minutes=since_minutes), last_beat_at=now - timedelta(minutes=until_minutes)
    )


def test_a_server_that_never_watched_says_so(alice: Chat) -> None:
    answer = alice.says("/status")

    assert answer.startswith("⚠️ <b>Prices are not watched now.</b>")
    assert re.search(r"Gaps in the last 24 h:\nnot watched \w{3} \d+, \d\d:\d\d–\d\d:\d\d UTC", answer)


def test_others_learn_nothing_about_everybody(alice: Chat) -> None:
    assert "operators" not in alice.says("/status")


def test_it_tells_the_gaps(alice: Chat) -> None:
    earlier = watched(since_minutes=3000, until_minutes=60)
    later = watched(since_minutes=30)
    answer = alice.says("/status")

    assert answer.startswith(f"✅ <b>Prices are watched</b>, since {later.started_at:%Y-%m-%d %H:%M} UTC")
    assert f"{earlier.last_beat_at:%H:%M}–{later.started_at:%H:%M} UTC" in answer
    assert answer.count("not watched") == 1


def test_watching_without_a_gap_is_said(alice: Chat) -> None:
    watched(since_minutes=3000)

    assert "No gap in the last 24 h" in alice.says("are you watching?")


def test_many_gaps_are_summed_up(alice: Chat) -> None:
    for hour in range(23):
        watched(since_minutes=60 * hour + 30, until_minutes=60 * hour)
    answer = alice.says("/status")

    assert answer.count("not watched") == 10
    assert "and 13 earlier" in answer


def test_own_alerts_are_counted_without_paused_ones(alice: Chat) -> None:
    alice.says("alert eth above 90000")
    alice.says("alert eth above 80000")
    Alert.objects.filter(threshold=80000).update(state="paused")

    assert "Your active alerts: 1" in alice.says("/status")


def test_an_operator_sees_how_much_there_is_to_do(alice: Chat) -> None:
    alice.says("alert eth above 90000")
    User.objects.update(is_staff=True)
    now = timezone.now()
    for number, (state, age) in enumerate([("queued", 5), ("sending", 90), ("dead", 200), ("sent", 300)]):
        Notification.objects.create(
            dedupe_key=str(number),
            user=User.objects.get(),
            template="alert_fired",
            state=state,
            not_before=now,
            created_at=now - timedelta(minutes=age),
        )
    answer = alice.says("/status")

    assert "Users: 1 active, 0 waiting\nActive alerts: 1" in answer
    assert "Notifications: 2 queued, 1 dead; oldest queued 1 h ago" in answer
