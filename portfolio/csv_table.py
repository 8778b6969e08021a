"""Tables as CSV files: a header row, UTF-8, times in UTC. What is in them is not known here.

Spreadsheets take a cell that begins with =, +, - or @ for a formula, and token names are anybody's to choose: such a
text gets an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection). Numbers stay numbers.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

from tokens.spoken import clean

__all__ = ["Cell", "Columns", "Table", "table_of", "write_csv"]

Cell = str | int | Decimal | datetime | date | bool | None

_FORMULA: Final = ("=", "+", "-", "@")

T = TypeVar("T")
Columns = dict[str, Callable[[T], Cell]]  # by its name, what of a thing stands in a column


@dataclass(frozen=True, kw_only=True)
class Table:
    """A file's name without its ending, its columns, and its rows, which are made only when they are asked for."""

    name: str
    columns: Sequence[str]
    rows: Callable[[], Iterable[Sequence[Cell]]]


def table_of(things: Callable[[], Iterable[T]], columns: Columns[T], *, name: str) -> Table:
    """Return a table with a row for each thing."""
    cells = list(columns.values())
    return Table(name=name, columns=list(columns), rows=lambda: ([cell(each) for cell in cells] for each in things()))


def write_csv(table: Table, path: Path) -> int:
    """Write a table row by row, never all in memory; return how many rows it has."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.columns)
        for row in table.rows():
            writer.writerow([_written(cell) for cell in row])
            count += 1
    return count


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | Decimal):
        return _number(Decimal(cell))
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(cell, date):
        return cell.isoformat()
    return _harmless(cell)


def _number(value: Decimal) -> str:
    """Write a number exactly, without exponent and without zeros at its end."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _harmless(text: str) -> str:
    """Write a text on one line, without what cannot be seen, and so that no spreadsheet works it out."""
    visible = text.strip() if text.isascii() and text.isprintable() else clean(text)  # nearly all are plain
    return f"'{visible}" if visible.startswith(_FORMULA) else visible
