from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from alerts.failure_news import EVERY, tell_of_failure
from alerts.models import Notification
from trading.models import User
from trading.tests.desk import admitted

pytestmark = pytest.mark.django_db

NOW = timezone.now().replace(minute=1, second=0)


@pytest.fixture
def olga(seeded: None) -> User:
    user = admitted(9, "Olga")
    User.objects.filter(pk=user.pk).update(is_staff=True)
    return user


def test_without_an_operator_nobody_is_told(seeded: None) -> None:
    admitted(1, "Alice")

    assert not tell_of_failure("R-1", "OperatorError", "Set it.", now=NOW)
    assert not Notification.objects.exists()


def test_an_operator_hears_once_of_each_kind_in_ten_minutes(olga: User) -> None:
    told = [
        tell_of_failure(failure_id, kind, "Set it.", now=NOW)
        for failure_id, kind in (("R-1", "OperatorError"), ("R-2", "OperatorError"), ("R-3", "OkxClockError"))
    ]

    assert told == [True] * 3  # they know of each kind
    assert [row.data["failure_id"] for row in Notification.objects.order_by("pk")] == ["R-1", "R-3"]
    assert {row.user_id for row in Notification.objects.all()} == {olga.pk}


def test_another_process_tells_it_no_second_time(olga: User) -> None:
    tell_of_failure("R-1", "OperatorError", "Set it.", now=NOW)
    cache.clear()  # which each process has of its own
    tell_of_failure("R-2", "OperatorError", "Set it.", now=NOW + timedelta(minutes=5))

    assert Notification.objects.count() == 1


def test_later_it_is_told_again(olga: User) -> None:
    tell_of_failure("R-1", "OperatorError", "Set it.", now=NOW)
    cache.clear()
    tell_of_failure("R-2", "OperatorError", "Set it.", now=NOW + EVERY)

    assert Notification.objects.count() == 2
