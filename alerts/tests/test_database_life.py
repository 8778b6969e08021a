"""Databases that end: operators are told in time, once for each warning, and nobody else is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.migrations.recorder import MigrationRecorder
from pytest_django.fixtures import Settings

from alerts.database_life import database_life, warn_operators
from alerts.models import Notification
from trading import audit
from trading.audit_kinds import AuditKind
from trading.models import User

pytestmark = pytest.mark.django_db

END = date(2026, 12, 24)


@pytest.fixture
def olga(alice: User) -> User:
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    return alice


@pytest.fixture(autouse=True)
def _ends(settings: Settings) -> None:
    settings.DATABASE_EXPIRES_ON = END.isoformat()


def days_before(*days: int) -> None:
    for number in days:
        warn_operators(day=END - timedelta(days=number))


def test_nobody_but_operators_is_told(mallory: User) -> None:
    days_before(14)
    assert not Notification.objects.exists()


@pytest.mark.parametrize("change", [{"status": "blocked"}, {"telegram_id": None}])
def test_an_operator_who_cannot_be_told_is_left_out(olga: User, change: dict[str, object]) -> None:
    User.objects.filter(pk=olga.pk).update(**change)
    days_before(14)
    assert not Notification.objects.exists()


def test_without_an_end_nobody_is_told(olga: User, settings: Settings) -> None:
    settings.DATABASE_EXPIRES_ON = ""
    days_before(14, 1)
    assert not Notification.objects.exists()


def test_nobody_is_told_too_early_or_when_it_is_over(olga: User) -> None:
    days_before(100, 15, -1, -30)
    assert not Notification.objects.exists()


def test_each_warning_is_told_once(olga: User) -> None:
    days_before(*range(20, -3, -1), *range(20, -3, -1))
    assert [row.data["days"] for row in Notification.objects.order_by("pk")] == [14, 7, 3, 1, 0]


def test_after_days_of_sleep_the_one_that_is_due_is_told(olga: User) -> None:
    days_before(15, 5, 4, 2)
    assert [row.data["days"] for row in Notification.objects.order_by("pk")] == [5, 2]


def test_a_new_end_is_told_anew(olga: User, settings: Settings) -> None:
    days_before(3)
    settings.DATABASE_EXPIRES_ON = (END + timedelta(days=30)).isoformat()
    warn_operators(day=END + timedelta(days=27))
    assert Notification.objects.count() == 2


def test_the_end_is_reckoned_from_the_first_migration(settings: Settings) -> None:
    settings.DATABASE_EXPIRES_ON, settings.DATABASE_EXPIRES_AFTER_DAYS = "", 30
    MigrationRecorder.Migration.objects.update(applied=datetime(2026, 11, 24, 23, 59, tzinfo=UTC))
    life = database_life()
    assert (life.ends_on, life.days_left(date(2026, 12, 20))) == (END, 4)


def test_it_knows_size_and_the_last_backup() -> None:
    life = database_life()
    assert life.size_bytes
    assert life.backed_up_at is None
    audit.record(AuditKind.OPERATOR_COMMAND, subject="backup", actor=audit.SYSTEM)
    assert database_life().backed_up_at is not None
