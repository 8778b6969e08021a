"""How large the database is, since when there is this one, when it ends, and when it was last backed up.

Free databases end some weeks after they were made, with everything in them. Operators are told in time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.dispatch import receiver
from django.utils import timezone

from alerts.daily import day_began
from alerts.money_news import write_once
from trading.audit_kinds import AuditKind
from trading.models import AuditEntry, User

__all__ = ["TEMPLATE", "WARNINGS", "DatabaseLife", "database_life", "warn_operators"]

WARNINGS: Final = (14, 7, 3, 1, 0)  # days before the end
TEMPLATE: Final = "database_ends"


@dataclass(frozen=True, kw_only=True)
class DatabaseLife:
    """What is known of the database as a thing; times are aware UTC."""

    size_bytes: int | None
    made_at: datetime | None
    ends_on: date | None
    backed_up_at: datetime | None

    def days_left(self, today: date) -> int | None:
        """Return how many days there are before the day on which it ends; negative when that is over."""
        return (self.ends_on - today).days if self.ends_on else None


def database_life() -> DatabaseLife:
    """Return what is known of this database."""
    made_at = _made_at()
    return DatabaseLife(
        size_bytes=_size_bytes(), made_at=made_at, ends_on=_ends_on(made_at), backed_up_at=_backed_up_at()
    )


@receiver(day_began)
def warn_operators(day: date, **_: Any) -> None:
    """Tell every operator that the database will end: fourteen, seven, three days and one day before, and on the day.

    Each warning is told once; after days of sleep only the latest that is due.
    """
    life = database_life()
    left = life.days_left(day)
    if left is None or life.ends_on is None or left < 0 or left > WARNINGS[0]:
        return
    due = min(days for days in WARNINGS if days >= left)
    data = {
        "ends_on": life.ends_on.isoformat(),
        "days": left,
        "at": life.backed_up_at.isoformat() if life.backed_up_at else "",
    }
    operators = User.objects.filter(is_staff=True, status=User.Status.ACTIVE, telegram_id__isnull=False)
    key = f"database-ends:{life.ends_on}:{due}"
    users_by_key = {f"{key}:{operator}": operator for operator in operators.values_list("pk", flat=True)}
    write_once(users_by_key, template=TEMPLATE, data=data, now=timezone.now())


def _ends_on(made_at: datetime | None) -> date | None:
    """Return the day that is set, or reckon it from the day on which the first table was made."""
    if settings.DATABASE_EXPIRES_ON:
        return date.fromisoformat(settings.DATABASE_EXPIRES_ON)
    days = settings.DATABASE_EXPIRES_AFTER_DAYS
    return (made_at + timedelta(days=days)).date() if made_at and days > 0 else None


def _made_at() -> datetime | None:
    made: datetime | None = MigrationRecorder.Migration.objects.aggregate(first=Min("applied"))["first"]
    return made


def _backed_up_at() -> datetime | None:
    made = AuditEntry.objects.filter(kind=AuditKind.OPERATOR_COMMAND, subject="backup").order_by("-id")
    return made.values_list("at", flat=True).first()


def _size_bytes() -> int | None:
    statement = {
        "postgresql": "SELECT pg_database_size(current_database())",
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    }.get(connection.vendor)
    if statement is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
