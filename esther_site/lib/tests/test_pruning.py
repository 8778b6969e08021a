from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from esther_site.lib.pruning import delete_in_parts

pytestmark = pytest.mark.django_db


def sessions(*names: str) -> None:
    Session.objects.bulk_create(Session(session_key=name, expire_date=timezone.now()) for name in names)


def test_nothing_to_delete_costs_one_question_and_no_lock(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert delete_in_parts(Session.objects.all()) == 0


@pytest.mark.parametrize("count", [1, 3, 4, 7])
def test_everything_goes_however_the_parts_fall(count: int) -> None:
    sessions(*"abcdefg"[:count])
    assert delete_in_parts(Session.objects.all(), at_a_time=3) == count
    assert not Session.objects.exists()


def test_what_was_not_asked_for_stays() -> None:
    sessions(*"abcde")
    Session.objects.filter(pk__in=["b", "d"]).update(expire_date=timezone.now() - timedelta(days=2))
    old = Session.objects.filter(expire_date__lt=timezone.now() - timedelta(days=1))
    assert delete_in_parts(old, at_a_time=1) == 2
    assert sorted(Session.objects.values_list("pk", flat=True)) == ["a", "c", "e"]
