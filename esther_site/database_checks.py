"""A check of the database itself, for `manage.py check --database default`: does it cut what takes too long?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection, connections

_LIMITS: Final = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


@register(Tags.database)
def check_limits(databases: Sequence[str] | None = None, **_: Any) -> Iterator[CheckMessage]:
    """Check that sessions have limits where Esther cannot set them herself, which is behind a pool."""
    for alias in databases or ():
        if not settings.DATABASE_POOLED or connections[alias].vendor != "postgresql":
            continue
        if missing := [name for name in _LIMITS if _shown(name) == "0"]:
            yield Warning(
                f"The pool's sessions have no limit for {', '.join(missing)}: one bad statement could hold up all.",
                hint="Give the limits to the role by ALTER ROLE (docs/operations.md), and let the pool reconnect.",
                id="esther.W006",
            )


def _shown(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")  # a name of ours
        return str(cursor.fetchone()[0])
