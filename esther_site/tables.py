"""The tables of the database as a whole: which there are, emptying them, and where their numbering goes on.

Every statement may be part of the caller's transaction; Django's foreign keys are checked at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models
from django.db.backends.utils import CursorWrapper

__all__ = ["FROM_MIGRATIONS", "all_models", "empty", "number_anew", "patient_cursor"]

Model = type[models.Model]

# Their rows are made by `migrate`, and belong to the code more than to anybody's data.
FROM_MIGRATIONS: tuple[Model, ...] = (ContentType, Permission)


def all_models() -> list[Model]:
    """Return every model with a table of its own, those behind many-to-many fields included, by label."""
    models_ = apps.get_models(include_auto_created=True)
    own = [model for model in models_ if model._meta.managed and not model._meta.proxy]
    return sorted(own, key=lambda model: model._meta.label)


def patient_cursor() -> CursorWrapper:
    """Return a cursor whose statements may take long, until the end of the transaction."""
    cursor = connection.cursor()
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
    return cursor


def empty(model: Model, *, but: Sequence[Any] = ()) -> int:
    """Delete the rows of a table but those with these keys, whatever refers to them; return how many."""
    name, key = (connection.ops.quote_name(word) for word in (model._meta.db_table, str(model._meta.pk.column)))
    which = f" WHERE {key} NOT IN ({', '.join(['%s'] * len(but))})" if but else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {name}{which}", but)  # noqa: S608 - names of the code's own
        return int(cursor.rowcount)


def number_anew(models_: Iterable[Model]) -> None:
    """Let the numbering of tables go on behind the highest number in each, from 1 in an empty one."""
    numbered = list(models_)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            names = [model._meta.db_table for model in numbered]
            cursor.executemany("DELETE FROM sqlite_sequence WHERE name = %s", [(name,) for name in names])
            return
        for statement in connection.ops.sequence_reset_sql(no_style(), numbered):
            cursor.execute(statement)
