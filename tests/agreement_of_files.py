"""Whether the files Esther exports say what a shadow ledger says."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from datetime import UTC
from decimal import Decimal

from tests.shadow_figures import gains_of
from tests.shadow_ledger import Place, whole
from tests.two_lives import CHAINS, Life

__all__ = ["export_agrees"]

Rows = list[dict[str, str]]


def export_agrees(life: Life) -> None:
    life.chat.says("/export")
    life.chat.presses("📦 Everything")
    archive = zipfile.ZipFile(io.BytesIO(life.chat.bubbles[-1].document[1]))
    assert not [name for name in archive.namelist() if name.startswith("real/")]
    tables = {
        name: list(csv.DictReader(io.TextIOWrapper(archive.open(f"paper/{name}.csv"), "utf-8")))
        for name in ("trades", "snapshots", "tax-disposals", "tax-lots-open")
    }
    trades_agree(life, tables["trades"])
    snapshots_agree(life, tables["snapshots"])
    lots_agree(life, tables["tax-disposals"], tables["tax-lots-open"])


def trades_agree(life: Life, rows: Rows) -> None:
    cells = ("Time", "Sent Amount", "Sent Token", "Received Amount", "Received Token", "Gas Amount", "Gas Token")
    assert [tuple(row[cell] for cell in cells) for row in rows] == [
        (
            f"{entry.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            *_cells(entry.given, entry.given_units),
            *_cells(entry.wanted, entry.wanted_units),
            *_cells(entry.gas_in, entry.gas_units),
        )
        for entry in life.ledger.entries
    ]


def _cells(place: Place, units: int) -> tuple[str, str]:
    text = f"{whole(place, units):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text, place[0]


def snapshots_agree(life: Life, rows: Rows) -> None:
    days: dict[str, dict[Place, tuple[Decimal, Decimal]]] = defaultdict(dict)
    for row in rows:
        place = row["Token"], CHAINS[row["Chain"]]
        days[row["Day"]][place] = Decimal(row["Amount"]), Decimal(row["Price USD"])
        assert (row["Source"], row["Estimated"]) == ("daily", "")
    closings = [closing for closing in life.ledger.closings if not closing.is_live]
    assert days == {
        f"{closing.day}": {place: (amount, closing.prices[place]) for place, amount in closing.held.items()}
        for closing in closings
    }
    totals = {row["Day"]: round(Decimal(row["Total USD"]), 9) for row in rows}
    assert totals == {f"{closing.day}": round(closing.total, 9) for closing in closings}


def lots_agree(life: Life, disposals: Rows, lots: Rows) -> None:
    gains = gains_of(life.ledger.entries, after=life.ledger.began_again_at)
    realised: dict[Place, Decimal] = defaultdict(Decimal)
    cost: dict[Place, Decimal] = defaultdict(Decimal)
    for row in disposals:
        realised[row["Token"], CHAINS[row["Chain"]]] += Decimal(row["Gain USD"] or 0)
    for row in lots:
        cost[row["Token"], CHAINS[row["Chain"]]] += Decimal(row["Cost USD"] or 0)
    assert {place: round(usd, 9) for place, usd in realised.items() if usd} == {
        place: round(each.realised, 9) for place, each in gains.items() if each.realised
    }
    assert {place: round(usd, 9) for place, usd in cost.items() if usd} == {
        place: round(each.open_cost, 9) for place, each in gains.items() if each.open_units
    }
