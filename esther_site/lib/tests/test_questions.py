from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.test import RequestFactory

from esther_site.lib.questions import Question, asking

pytestmark = pytest.mark.django_db

User: Any = get_user_model()

moments: list[datetime] = []


def waiting(now: datetime) -> Q:
    moments.append(now)
    return Q(status="pending")


Asking = asking(Question("pending", "waiting to be let in", waiting))


def names(value: str | None, rf: RequestFactory) -> set[str]:
    page: Any = admin.site.get_model_admin(User)
    chosen = Asking(rf.get("/"), {"ask": [value]} if value else {}, User, page)
    found = chosen.queryset(rf.get("/"), User.objects.all())
    assert found is not None
    return set(found.values_list("username", flat=True))


@pytest.fixture(autouse=True)
def _people() -> None:
    User.objects.create(username="new")
    User.objects.create(username="old", status="active")


def test_a_question_nobody_knows_hides_nothing(rf: RequestFactory) -> None:
    assert names("nonsense", rf) == {"new", "old"}


def test_a_question_shows_the_rows_it_is_about(rf: RequestFactory) -> None:
    assert names(None, rf) == {"new", "old"}
    assert names("pending", rf) == {"new"}


def test_a_question_is_asked_with_the_moment_it_is_asked_at() -> None:
    assert all(moment.tzinfo is not None for moment in moments)
