from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from alerts.duty import hold, holder_of, lay_down, new_holder
from alerts.models import Duty

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SECOND = timedelta(seconds=1)


def test_nobody_takes_a_duty_that_is_held() -> None:
    assert hold("waker", "first", NOW)
    assert not hold("waker", "second", NOW + 19 * SECOND)
    assert not lay_down("waker", "second", NOW)
    assert holder_of("waker", NOW + 19 * SECOND) == "first"


def test_who_is_silent_for_too_long_has_it_no_more() -> None:
    hold("waker", "first", NOW)
    assert holder_of("waker", NOW + 20 * SECOND) == ""
    assert hold("waker", "second", NOW + 20 * SECOND)
    assert not hold("waker", "first", NOW + 21 * SECOND)


def test_who_renews_it_in_time_keeps_it() -> None:
    hold("waker", "first", NOW)
    assert hold("waker", "first", NOW + 15 * SECOND)
    assert not hold("waker", "second", NOW + 30 * SECOND)


def test_who_lays_it_down_leaves_it_to_the_next_at_once() -> None:
    hold("waker", "first", NOW)
    assert lay_down("waker", "first", NOW + SECOND)
    assert hold("waker", "second", NOW + SECOND)


def test_how_long_a_lease_is_can_be_set(settings: Settings) -> None:
    settings.DUTY_LEASE_SECS = 3
    hold("waker", "first", NOW)
    assert Duty.objects.get().lease_until == NOW + 3 * SECOND


def test_two_processes_of_one_host_are_told_apart() -> None:
    assert new_holder() != new_holder()
