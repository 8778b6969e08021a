from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from portfolio.model_budget import take_call
from portfolio.models import ModelCalls
from trading.models import User
from trading.tests.desk import admitted
from trading.tests.order_desk import at_once

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(1, "Alice")


@pytest.mark.parametrize("status", [User.Status.PENDING, User.Status.BLOCKED])
def test_who_is_not_active_has_no_calls(alice: User, status: User.Status) -> None:
    alice.status = status

    assert not take_call(alice, NOW)
    assert not ModelCalls.objects.exists()


@pytest.mark.parametrize("most", [0, -1])
def test_a_limit_of_nothing_means_never(alice: User, settings: Settings, most: int) -> None:
    settings.LLM_CALLS_PER_DAY = most

    assert not take_call(alice, NOW)


def test_what_is_over_the_limit_is_not_counted(alice: User, settings: Settings) -> None:
    settings.LLM_CALLS_PER_DAY = 2

    assert [take_call(alice, NOW) for _ in range(4)] == [True, True, False, False]
    assert ModelCalls.objects.get(user=alice).calls == 2


def test_one_users_calls_are_not_anothers(alice: User, settings: Settings) -> None:
    settings.LLM_CALLS_PER_DAY = 1

    assert take_call(alice, NOW)
    assert take_call(admitted(2, "Bob"), NOW)
    assert not take_call(alice, NOW)


def test_a_new_day_of_utc_begins_anew_and_keeps_one_row(alice: User, settings: Settings) -> None:
    settings.LLM_CALLS_PER_DAY = 1
    later = [NOW + timedelta(minutes=minutes) for minutes in (0, 1, 2, 60 * 24, 60 * 24 + 1)]

    assert [take_call(alice, now) for now in later] == [True, True, False, False, True]
    assert ModelCalls.objects.get(user=alice).day == (NOW + timedelta(days=2)).date()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_do_not_overspend(alice: User, settings: Settings) -> None:
    if not connection.features.has_select_for_update:
        pytest.skip("this database serves one writer at a time: run it with `python -m tests.postgres`")
    settings.LLM_CALLS_PER_DAY = 3
    taken: list[bool] = []
    at_once([lambda: taken.append(take_call(alice, NOW))] * 8)

    assert sorted(taken) == [False] * 5 + [True] * 3
