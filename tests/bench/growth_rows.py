"""Rows of every table that grows, as they are when they are done with, and how many of them one user makes.

The user that the figures are for asks often: ten messages or presses a day, a quote a day of which every third is
confirmed, an order and an alert a week, a daily digest, /insights once a week; five tokens on paper and five in a
wallet that is watched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Field, Model

from alerts.models import Alert, Notification, PriceTick
from alerts.verbs import NOTIFICATIONS_KEPT
from bots import dialogs, inbox, repeats
from bots.models import Dialog, InboxUpdate, Repeat
from portfolio.insights import INSIGHTS_KEPT
from portfolio.models import Holding, Insight, Snapshot, SnapshotLine
from trading.models import AuditEntry, Execution, Order, Repricing, Swap
from trading.repricing import DELAYS

__all__ = ["GROWTH", "Growth", "weigh"]

_YEAR: Final = 365
_UPDATES: Final = 10 * _YEAR
_QUOTES: Final = _YEAR
_TRADES: Final = _QUOTES // 3
_ORDERS = _ALERTS = _INSIGHTS = 52
_TOLD: Final = _ALERTS + _ORDERS + _YEAR  # and a digest a day
# A quote that nobody confirms leaves two entries, a trade on paper four, an order three, an alert two.
_ENTRIES: Final = 2 * (_QUOTES - _TRADES) + 4 * _TRADES + 3 * _ORDERS + 2 * _ALERTS
_USERS: Final = 1000

_MOMENT: Final = "timestamptz '2026-01-01' + n * interval '1 second'"
# Of which as much is taken as a text is long. Words can be compressed by a third or so, and this cannot.
_TEXT: Final = "(SELECT string_agg(md5((n * 100 + part)::text), '') FROM generate_series(1, {parts}) AS part)"
_HANDLE: Final = "upper(lpad(to_hex(n::bigint * 7919 % 16777213), 6, '0'))"  # scattered, and none twice
_UNITS: Final = "(1 + random() * 999)::numeric * 10 ^ 18"
_USD: Final = "round((random() * 5000)::numeric, 10)"
_VALUE: Final = "round((random() * 5000)::numeric * 1.0000000123456789, 18)"


def _text(characters: int) -> str:
    """Return a text of such a length, which differs from row to row."""
    return f"substr({_TEXT.format(parts=characters // 32 + 1)}, 1, {characters})"


def _json(characters: int) -> str:
    """Return an object that is as long as it is said to be, names and all."""
    return f"jsonb_build_object('price_in_usd', '1.0000', 'of', {_text(characters - 40)})"


@dataclass(frozen=True, kw_only=True)
class Growth:
    """A table, a typical row as SQL by field (in `n`, the row's number), and how many rows a user makes in a year."""

    model: type[Model]
    rows_a_year: int
    row: Mapping[str, str]
    days_kept: float = 0  # 0: for good

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def kept(self) -> str:
        if not self.days_kept:
            return "for good"
        return f"{self.days_kept:g} days" if self.days_kept >= 1 else f"{self.days_kept * 24 * 60:g} min"

    @property
    def rows_after_a_year(self) -> float:
        return self.rows_a_year * (min(self.days_kept, _YEAR) / _YEAR if self.days_kept else 1)


def weigh(growth: Growth, rows: int) -> tuple[float, float]:
    """Fill a table with so many rows, and return the bytes of each with all indexes, and those of the indexes alone."""
    fields = [field for field in growth.model._meta.local_concrete_fields if _is_written(field, growth)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(field, growth) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET session_replication_role = replica")  # of whom a row is of need not be there
        cursor.execute(f"INSERT INTO {growth.table} ({columns}) SELECT {values} FROM generate_series(1, {rows}) AS n")
        cursor.execute(f"VACUUM ANALYZE {growth.table}")
        cursor.execute("SELECT pg_total_relation_size(%s), pg_indexes_size(%s)", [growth.table, growth.table])
        whole, indexes = cursor.fetchone()
        cursor.execute(f"TRUNCATE {growth.table} CASCADE")
    return whole / rows, indexes / rows


def _is_written(field: Field[Any, Any], growth: Growth) -> bool:
    return field.name in growth.row or not field.primary_key


def _value(field: Field[Any, Any], growth: Growth) -> str:
    """Return what a field holds: what the row says, else nothing, else what it holds by default."""
    if field.name in growth.row:
        return growth.row[field.name]
    if field.null:
        return "NULL"
    if field.is_relation:
        return f"1 + n % {_USERS}"
    if field.has_default():
        return f"'{field.get_default()}'"
    if field.get_internal_type() == "DateTimeField":
        return _MOMENT
    return "''"


def _days(kept: timedelta) -> float:
    return kept / timedelta(days=1)


GROWTH: Final = [
    Growth(
        model=InboxUpdate,
        rows_a_year=_UPDATES,
        days_kept=_days(inbox.KEPT_FOR),
        row={"update_id": "n", "chat_id": "123456789 + n", "begun_at": _MOMENT, "done_at": _MOMENT},
    ),
    Growth(
        model=Dialog,
        rows_a_year=_YEAR,
        days_kept=_days(dialogs.KEPT_FOR),
        row={"handle": _HANDLE, "intent": "'buy_token'", "entities": _json(90), "options": _json(120)},
    ),
    Growth(
        model=Repeat,
        rows_a_year=_ALERTS,
        days_kept=_days(repeats.KEPT_FOR),
        row={"handle": _HANDLE, "intent": "'buy_token'", "entities": _json(90)},
    ),
    Growth(
        model=Notification,
        rows_a_year=_TOLD,
        days_kept=_days(NOTIFICATIONS_KEPT),
        row={
            "dedupe_key": f"'alert:' || {_HANDLE} || ':' || n",
            "template": "'alert_fired'",
            "data": _json(280),
            "state": "'sent'",
            "sent_at": _MOMENT,
        },
    ),
    Growth(
        model=Alert,
        rows_a_year=_ALERTS,
        row={
            "handle": _HANDLE,
            "kind": "'price'",
            "token": "1 + n % 1000",
            "direction": "'above'",
            "threshold": _USD,
            "state": "'fired'",
            "fired_at": _MOMENT,
            "fired_usd": _USD,
        },
    ),
    Growth(
        model=Order,
        rows_a_year=_ORDERS,
        row={
            "handle": _HANDLE,
            "kind": "'stop_loss'",
            "direction": "'below'",
            "trigger_usd": _USD,
            "units": _UNITS,
            "slippage_percent": "0.5",
            "state": "'done'",
            "reached_at": _MOMENT,
            "reached_usd": _USD,
            "swap": "n",
            "finished_at": _MOMENT,
        },
    ),
    Growth(
        model=Swap,
        rows_a_year=_QUOTES,
        row={
            "handle": _HANDLE,
            "asked": "'in'",
            "asked_units": _UNITS,
            "exact": "'in'",
            "units_in": _UNITS,
            "maximum_units_in": _UNITS,
            "expected_units_out": _UNITS,
            "minimum_units_out": _UNITS,
            "slippage_percent": "0.5",
            "price_impact_percent": "0.12",
            "gas_usd": _USD,
            "gas_token": "1",
            "gas_units": "random()::numeric * 10 ^ 16",
            "value_usd": _VALUE,
            "route": "'Uniswap V3, Curve'",
            "warnings": "'[]'",
            "mode": "'dry_run'",
            "state": "'expired'",
        },
    ),
    Growth(
        model=Execution,
        rows_a_year=_TRADES,
        row={
            "swap": "n",
            "promised_units_in": _UNITS,
            "promised_gas_usd": _USD,
            "quoted_units_in": _UNITS,
            "quoted_units_out": _UNITS,
            "tax_percent": "0",
        },
    ),
    Growth(
        model=Repricing,
        rows_a_year=_TRADES * len(DELAYS),
        row={
            "swap": "n",
            "delay_minutes": "5",
            "state": "'done'",
            "claim": _HANDLE,
            "units_out": _UNITS,
            "error_bps": "3",
            "looked_at": _MOMENT,
        },
    ),
    Growth(
        model=AuditEntry,
        rows_a_year=_ENTRIES,
        row={
            "actor": "'user:' || n % 100000",
            "kind": "'swap.quoted'",
            "subject": f"'swap:' || {_HANDLE}",
            "correlation": _HANDLE,
            # The mean of the quote (840 characters), the second one (770) and what is short (2 to 340).
            "facts": _json(430),
            "position": "n",
            "previous": "md5(n::text) || md5((n + 1)::text)",
            "hash": "md5((n + 1)::text) || md5((n + 2)::text)",
        },
    ),
    Growth(
        model=Snapshot,
        rows_a_year=2 * _YEAR,
        row={
            "user": "1 + n % 100000",
            "book": "'paper'",
            "day": "date '2026-01-01' + n / 100000",
            "total_usd": _VALUE,
            "source": "'daily'",
        },
    ),
    Growth(
        model=SnapshotLine,
        rows_a_year=2 * 5 * _YEAR,
        row={
            "snapshot": "n / 5",
            "token": "1 + n % 1000",
            "units": _UNITS,
            "price_usd": _USD,
            "value_usd": _VALUE,
        },
    ),
    Growth(
        model=Holding,
        rows_a_year=5,  # as many as there are tokens: they are replaced
        row={"wallet": "n / 5", "token": "1 + n % 1000", "units": _UNITS},
    ),
    Growth(
        model=Insight,
        rows_a_year=_INSIGHTS,
        days_kept=_days(INSIGHTS_KEPT),
        row={
            "facts": f"jsonb_build_array({_json(1700)})",
            "text": _text(420),
            "prompt": _text(2350),
            "model_answer": _text(350),
        },
    ),
    Growth(
        model=PriceTick,
        rows_a_year=0,  # of tokens, not of users: one a pass for each that somebody waits for
        days_kept=15 / 24 / 60,
        row={"token": "1 + n % 1000", "usd": _USD},
    ),
]
