"""Pages of tables of any length: an admin list must not count a million rows to show fifty.

https://www.postgresql.org/docs/current/catalog-pg-class.html (reltuples)
"""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Paginator
from django.db import connections
from django.db.models import QuerySet
from django.utils.functional import cached_property

__all__ = ["LongListPaginator"]

MOST: Final = 10_000  # rows that can be reached by turning pages; what is further away is found by filters


class LongListPaginator(Paginator[Any]):
    """Counts exactly up to `MOST`; a longer table that nothing narrows down is estimated, the rest is "at least"."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        counted: int = rows.order_by().values("pk")[: MOST + 1].count()
        return counted if counted <= MOST or rows.query.where else max(counted, _estimate(rows))

    @cached_property
    def num_pages(self) -> int:
        most = min(self.count, MOST)
        return max(1, -(-most // self.per_page))


def _estimate(rows: QuerySet[Any]) -> int:
    """Return about how many rows the table has, as PostgreSQL last counted them; 0 where that is not known."""
    connection = connections[rows.db]
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [rows.model._meta.db_table])
        found = cursor.fetchone()
    return max(0, int(found[0])) if found else 0
