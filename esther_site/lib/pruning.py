"""Deleting much at once, in parts: each is short, whatever has piled up."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet

__all__ = ["delete_in_parts"]

PART: Final = 5_000


def delete_in_parts(rows: QuerySet[Any], *, at_a_time: int = PART) -> int:
    """Delete rows, the oldest first, by statements of so many rows each; return how many there were.

    One statement for all would lock and undo as one, and after a few days without any would run into the database's
    time limit, again and again, while there is ever more to delete. Where there is nothing, nothing is locked.
    """
    deleted = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:at_a_time]):
        gone, _ = rows.filter(pk__in=keys).delete()
        deleted += gone
        if len(keys) < at_a_time:
            break
    return deleted
