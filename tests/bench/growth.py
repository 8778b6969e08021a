"""`python -m tests.bench.growth`: how large the tables that grow become, for each user and year.

Every table is filled with rows as they are when they are done with, in an own PostgreSQL, and weighed with its indexes.
Freshly written it is as dense as it gets: rows that change a few times in their lives leave room between them, which
later rows use. How many rows a user makes is said of one who asks often (`tests.bench.growth_rows`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from tests.postgres import temporary_server
from tests.serving import environment

ROWS = 50_000
MEGABYTE = 1_000_000


def main() -> None:
    with temporary_server() as database_url:
        os.environ.update(
            environment(
                database_url,
                SECRET_KEY="a-secret-key-for-measurements-only-0123456789-abcdefghij",
                DJANGO_SETTINGS_MODULE="esther_site.settings",
                LOG_LEVEL="WARNING",
            )
        )
        for line in weighing():
            print(line, flush=True)


def weighing() -> Iterator[str]:
    """Fill and weigh one table after the other, and add up what a user leaves behind."""
    import django

    django.setup()

    from django.core.management import call_command

    from tests.bench.growth_rows import GROWTH, weigh

    call_command("migrate", verbosity=0)
    yield f"  {'':30} bytes a row, of them indexes   rows a user and year   kept       kB after a year   a year more"
    first = more = 0.0
    for growth in GROWTH:
        whole, indexes = weigh(growth, ROWS)
        kept = growth.rows_after_a_year * whole
        added = 0 if growth.days_kept else kept
        first, more = first + kept, more + added
        yield (
            f"  {growth.table:30} {whole:11,.0f} {indexes:17,.0f} {growth.rows_a_year:22,}   "
            f"{growth.kept:9} {kept / 1000:16,.1f} {added / 1000:13,.1f}"
        )
    yield f"  together {first / MEGABYTE:.2f} MB for each user after a year, {more / MEGABYTE:.2f} MB more a year later"


if __name__ == "__main__":
    main()
