"""What can be exported, and the file that is sent: one table as CSV, several as a zip. Each book has its own files."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.cache import cache
from django.utils import timezone

from alerts.export import alert_table
from esther_site.lib.errors import UserError
from esther_site.lib.progress import report_progress
from portfolio.csv_table import Table, write_csv
from portfolio.days import day_in
from portfolio.export_holdings import balance_table, holding_table, snapshot_table
from portfolio.export_koinly import koinly_table
from portfolio.export_lots import lot_tables
from portfolio.export_trades import order_table, trade_table
from portfolio.models import Book
from trading.models import User

__all__ = ["EVERYTHING", "KINDS", "Export", "make_export"]

EVERYTHING: Final = "all"
KINDS: Final[dict[str, Callable[[User, Book], list[Table]]]] = {
    "trades": lambda user, book: [trade_table(user, book)],
    "orders": lambda user, book: [order_table(user, book)],
    "lots": lot_tables,
    "koinly": lambda user, book: [koinly_table(user, book)],
    "holdings": lambda user, book: [holding_table(user, book)],
    "snapshots": lambda user, book: [snapshot_table(user, book)],
    "alerts": lambda user, book: [],  # of no book
}
MOST_BYTES: Final = 45_000_000  # Telegram takes 50 MB of a bot (https://core.telegram.org/bots/api#senddocument)
LARGEST_PLAIN_BYTES: Final = 2_000_000  # what is larger is packed, too
LONGEST_SECONDS: Final = 600  # after which an export that never ended no longer keeps the next one waiting
_NO_BOOK: Final = ""


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file to send, and the tables in it with their rows."""

    filename: str
    content: bytes
    rows: dict[str, int]

    @property
    def has_play_money(self) -> bool:
        return any(name.startswith(Book.PAPER.value) for name in self.rows)


def make_export(user: User, kind: str, *, year: int | None = None) -> Export:
    """Write a user's own tables; `year` asks for the balances at its end instead.

    Raises UserError where nothing is there to export, it would be too large, or another export is being made.
    """
    with _one_at_a_time(user), tempfile.TemporaryDirectory() as folder:
        files = _written(_tables(user, kind, year), Path(folder))
        if not files:
            raise UserError(_nothing(year))
        return _packed(files, Path(folder), day=f"{day_in(user.time_zone, timezone.now())}")


def _tables(user: User, kind: str, year: int | None) -> Iterator[tuple[str, Table]]:
    """Return the tables with the book each is of; paper and real ones are made from queries of their own."""
    if year is None and kind not in (*KINDS, EVERYTHING):
        raise UserError("Esther cannot export that. Send /export to see what there is.")
    for book in (Book.REAL, Book.PAPER):
        if year is not None:
            yield book.value, balance_table(user, book, year)
            continue
        for name, make in KINDS.items():
            if kind in (name, EVERYTHING):
                yield from ((book.value, table) for table in make(user, book))
    if year is None and kind in ("alerts", EVERYTHING):
        yield _NO_BOOK, alert_table(user)


def _written(tables: Iterator[tuple[str, Table]], folder: Path) -> dict[str, tuple[Path, int]]:
    """Write each table that has rows into a file; return files and rows by their names in the export."""
    written: dict[str, tuple[Path, int]] = {}
    for number, (book, table) in enumerate(tables):
        report_progress(number, 0)  # how many there will be shows at the end
        path = folder / f"{number}.csv"
        if count := write_csv(table, path):
            written[f"{book}/{table.name}.csv" if book else f"{table.name}.csv"] = (path, count)
    return written


def _packed(files: dict[str, tuple[Path, int]], folder: Path, *, day: str) -> Export:
    rows = {name: count for name, (_, count) in files.items()}
    (name, (path, _)), *others = files.items()
    if not others and path.stat().st_size <= LARGEST_PLAIN_BYTES:
        filename = f"esther-{name.removesuffix('.csv').replace('/', '-')}-{day}.csv"
        return Export(filename=filename, content=path.read_bytes(), rows=rows)
    archive = folder / "export.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, (path, _) in files.items():
            packed.write(path, name)
    if archive.stat().st_size > MOST_BYTES:
        raise UserError("That is too much for one message. Export the parts one by one, such as /export trades.")
    return Export(filename=f"esther-export-{day}.zip", content=archive.read_bytes(), rows=rows)


def _nothing(year: int | None) -> str:
    if year is None:
        return "There is nothing to export yet."
    return (
        f"Esther has no balances of 31 December {year}: there is no snapshot of that day. "
        "/export snapshots has every day there is."
    )


@contextmanager
def _one_at_a_time(user: User) -> Iterator[None]:
    key = f"export:{user.pk}"
    if not cache.add(key, "1", LONGEST_SECONDS):
        raise UserError("Your last export is still being made. It comes in a moment.")
    try:
        yield
    finally:
        cache.delete(key)
