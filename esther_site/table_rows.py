"""The rows of a table as lines of JSON, and back: exactly, on either database, a handful in memory at a time."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db import connection, models
from django.db.models.sql import InsertQuery

__all__ = ["columns", "insert", "read"]

Model = type[models.Model]

_AT_ONCE: Final = 1_000


def columns(model: Model) -> list[str]:
    """Return the names of a model's columns as a row has them."""
    return [field.attname for field in model._meta.concrete_fields]


def read(model: Model) -> Iterator[str]:
    """Yield each row as a JSON array of its columns, without a line break, in the order of the primary key."""
    rows = model._base_manager.order_by("pk").values_list(*columns(model))
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield json.dumps([_plain(value) for value in row], separators=(",", ":"))


def insert(model: Model, lines: Iterable[str]) -> Iterator[int]:
    """Insert rows as `read` gave them, as they are: no default, signal or `auto_now` applies. Yield how many at a time.

    Raises:
        ValueError: a line is no row of this table.
    """
    rows = (_instance(model, line) for line in lines)
    while batch := list(islice(rows, _AT_ONCE)):
        _insert(model, batch)
        yield len(batch)


def _insert(model: Model, rows: list[models.Model]) -> None:
    fields = model._meta.concrete_fields
    most = max(connection.ops.bulk_batch_size(list(fields), rows), 1)
    for start in range(0, len(rows), most):
        query = InsertQuery(model)
        query.insert_values(fields, rows[start : start + most], raw=True)
        query.get_compiler(connection=connection).execute_sql()


def _instance(model: Model, line: str) -> models.Model:
    fields, values = model._meta.concrete_fields, json.loads(line)
    if not isinstance(values, list) or len(values) != len(fields):
        raise ValueError(f"a line is no row of {model._meta.label}")
    pairs = zip(fields, values, strict=True)
    return model(**{field.attname: _restored(field, value) for field, value in pairs})


def _restored(field: Any, value: Any) -> Any:
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    return value if value is None or isinstance(field, models.JSONField) else field.to_python(value)


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    return value
