"""Operators get the head of the audit trail, each of them once a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from alerts.audit_news import tell_head
from alerts.daily import begin_day
from alerts.models import Notification
from trading import audit
from trading.audit_sealing import head
from trading.models import AuditEntry, User
from trading.tests.desk import admitted

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 4)


@pytest.fixture
def olga(seeded: None) -> User:
    user = admitted(101, "Olga")
    User.objects.filter(pk=user.pk).update(is_staff=True)
    return user


def told() -> list[Notification]:
    return list(Notification.objects.filter(template="audit_head").order_by("pk"))


def test_nobody_but_operators_is_told(seeded: None) -> None:
    admitted(102, "Bob")
    tell_head(day=TODAY)
    assert told() == []


def test_an_operator_is_told_the_newest_position_and_hash(olga: User) -> None:
    assert AuditEntry.objects.exists()  # they were met, and let in
    tell_head(day=TODAY)
    (row,) = told()
    position, sealed = head()
    assert (row.user, row.data) == (olga, {"day": "2026-05-04", "position": str(position), "head": sealed})


def test_each_operator_is_told_once_a_day(olga: User) -> None:
    tell_head(day=TODAY)
    audit.record("x", subject="swap:later")
    for day in (TODAY, TODAY + timedelta(days=1)):
        tell_head(day=day)
    first, second = told()
    assert first.data["head"] != second.data["head"]
    assert int(second.data["position"]) == int(first.data["position"]) + 1


def test_it_is_part_of_the_days_work(olga: User) -> None:
    begin_day(timezone.now())
    begin_day(timezone.now())
    assert len(told()) == 1
