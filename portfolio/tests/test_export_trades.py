from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from portfolio.csv_table import write_csv
from portfolio.export_trades import trade_table
from portfolio.models import Book
from trading.models import Swap, User
from trading.tests.desk import admitted, token
from trading.tests.past_executions import BOUGHT, kept, over

pytestmark = pytest.mark.django_db

PROMISE = ("Promised Amount", "Promised Token", "Price Move", "Slippage", "Tax", "Promised Gas USD")


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(101, "Alice")


def exported(user: User, path: Path) -> list[dict[str, str]]:
    write_csv(trade_table(user, Book.REAL), path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def traded(user: User, **changes: Any) -> Swap:
    return over(user, token("USDC"), token("ETH"), received_units_out=BOUGHT * 99 // 100, **changes)


def test_the_columns_of_a_promise_come_behind_the_old_ones(alice: User) -> None:
    columns = list(trade_table(alice, Book.REAL).columns)

    assert columns[:3] == ["Trade", "Time", "Confirmed"]
    assert columns[-len(PROMISE) - 1 :] == ["TxHash", *PROMISE]


def test_what_is_not_known_of_a_promise_is_left_empty(alice: User, tmp_path: Path) -> None:
    traded(alice, state="failed")
    traded(alice)
    failed, old = exported(alice, tmp_path / "trades.csv")

    assert [failed[column] for column in PROMISE] == [""] * len(PROMISE)
    assert [old[column] for column in PROMISE] == ["0.04", "ETH", "", "", "", ""]


def test_the_parts_of_a_promise_add_up(alice: User, tmp_path: Path) -> None:
    kept(traded(alice), quoted_units_out=BOUGHT * 996 // 1000, tax_percent=Decimal("0.3"))
    (row,) = exported(alice, tmp_path / "trades.csv")

    parts = [Decimal(row[column]) for column in ("Price Move", "Slippage", "Tax")]
    assert all(part < 0 for part in parts)
    assert Decimal(row["Promised Amount"]) + sum(parts) == Decimal(row["Received Amount"])
    assert row["Promised Gas USD"] == "0.4"
