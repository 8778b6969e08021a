from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from portfolio.csv_table import Cell, Table, table_of, write_csv

MOMENT = datetime(2026, 3, 1, 14, 5, 6, 789, tzinfo=timezone(timedelta(hours=2)))


def written(path: Path, cell: Cell) -> str:
    write_csv(Table(name="t", columns=["A"], rows=lambda: [[cell]]), path / "t.csv")
    with (path / "t.csv").open(encoding="utf-8", newline="") as file:
        _, (text,) = csv.reader(file)
    return text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200b=1", "＝1", '=HYPERLINK("http://x")', "-"],
)
def test_a_text_is_never_a_formula(tmp_path: Path, text: str) -> None:
    assert written(tmp_path, text).startswith("'")


@pytest.mark.parametrize("text", ["a,b", 'say "x"', "a;b", "ÄÖÜ 東京 🚀", "it's", ""])
def test_other_texts_stay_as_they_are(tmp_path: Path, text: str) -> None:
    assert written(tmp_path, text) == text


def test_a_text_with_line_breaks_or_hidden_marks_stays_on_its_line(tmp_path: Path) -> None:
    assert written(tmp_path, "US\u202eDC\n=1") == "USDC =1"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Decimal("-0.5"), "-0.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1.500"), "1.5"),
        (Decimal("100"), "100"),
        (Decimal("1e-18"), "0.000000000000000001"),
        (Decimal("0E-18"), "0"),
        (-7, "-7"),
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (date(2025, 12, 31), "2025-12-31"),
        (MOMENT, "2026-03-01T12:05:06Z"),
        (datetime(2026, 3, 1, tzinfo=UTC), "2026-03-01T00:00:00Z"),
    ],
)
def test_numbers_and_times_are_written_exactly(tmp_path: Path, cell: Cell, text: str) -> None:
    assert written(tmp_path, cell) == text


def test_it_has_a_header_and_counts_its_rows(tmp_path: Path) -> None:
    table = table_of(lambda: range(3), {"N": lambda n: n, "Square": lambda n: n * n}, name="squares")

    assert write_csv(table, tmp_path / "x.csv") == 3
    assert (tmp_path / "x.csv").read_bytes() == b"N,Square\r\n0,0\r\n1,1\r\n2,4\r\n"


def test_rows_are_written_one_by_one(tmp_path: Path) -> None:
    path, sizes = tmp_path / "long.csv", []

    def rows() -> Iterator[list[Cell]]:
        for number in range(20_000):
            if number % 5000 == 0:
                sizes.append(path.stat().st_size)
            yield ["x" * 50]

    write_csv(Table(name="long", columns=["A"], rows=rows), path)

    assert sizes == sorted(set(sizes))
