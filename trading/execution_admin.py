"""What trades promised and brought, and how honest simulated ones were, in the admin site. To look at only."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.contrib import admin
from django.db.models import DecimalField, F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThan, LessThan

from esther_site.lib.questions import Question, asking
from esther_site.lib.readonly import LongListAdmin
from trading.execution_report import TradeExecution, execution_of
from trading.models import Execution, Repricing, Swap, User

__all__ = ["ExecutionAdmin", "RepricingAdmin"]

_DAY: Final = timedelta(hours=24)
_UNTHINKABLE: Final = 100  # hundredths of a percent by which a simulation may be too rosy before somebody looks
_UNKNOWN: Final = "not known"


def _number(column: str) -> Cast:
    """Return a column of units or USD as a number, for SQLite keeps it as text. Good enough to find rows by."""
    return Cast(F(column), DecimalField(max_digits=96, decimal_places=18))


def _brought_less_than(percent: int) -> Q:
    """Return the trades whose rate came to less than so many percent of the rate their card promised."""
    got: Combinable = _number("swap__received_units_out") * _number("promised_units_in") * 100
    promised: Combinable = _number("swap__expected_units_out") * _number("swap__units_in") * percent
    return Q(swap__received_units_out__isnull=False) & Q(LessThan(got, promised))


@admin.register(Execution)
class ExecutionAdmin(LongListAdmin[Execution]):
    list_display = ("swap", "user", "mode", "promised", "brought", "difference", "parts", "gas", "quoted_at")
    fields = (*list_display, "promised_units_in", "quoted_units_in", "quoted_units_out", "tax_percent")
    list_filter = (
        asking(
            Question("less", "brought over 1 % less than promised", lambda _now: _brought_less_than(99)),
            Question("taxed", "the tokens took a tax", lambda _now: Q(tax_percent__gt=0)),
            Question(
                "gas",
                "gas was over twice what was promised",
                lambda _now: Q(GreaterThan(_number("swap__gas_usd"), _number("promised_gas_usd") * 2)),
            ),
            Question("real", "real trades alone", lambda _now: Q(swap__mode=Swap.Mode.LIVE)),
        ),
        "quoted_at",
    )
    list_select_related = ("swap__user", "swap__token_in", "swap__token_out")
    search_fields = ("swap__handle",)
    person = "swap__user"

    @admin.display
    def user(self, row: Execution) -> User:
        return row.swap.user

    @admin.display
    def mode(self, row: Execution) -> str:
        return row.swap.get_mode_display()

    @admin.display
    def promised(self, row: Execution) -> str:
        report = execution_of(row.swap)
        return _amount(report, report.promised) if report else _UNKNOWN

    @admin.display
    def brought(self, row: Execution) -> str:
        """Return what came out; of an exact purchase what was paid."""
        report = execution_of(row.swap)
        return _amount(report, report.got) if report else _UNKNOWN

    @admin.display(description="Better (+) or worse")
    def difference(self, row: Execution) -> str:
        report = execution_of(row.swap)
        return _UNKNOWN if report is None or report.percent is None else f"{report.percent:+.2f} %"

    @admin.display(description="Price, slippage, tax")
    def parts(self, row: Execution) -> str:
        report = execution_of(row.swap)
        if report is None:
            return _UNKNOWN
        return ", ".join(_dollars(usd) for usd in (report.price_move_usd, report.slippage_usd, report.tax_usd))

    @admin.display(description="Gas promised, paid")
    def gas(self, row: Execution) -> str:
        return f"${row.promised_gas_usd:.2f}, ${row.swap.gas_usd:.2f}"


@admin.register(Repricing)
class RepricingAdmin(LongListAdmin[Repricing]):
    list_display = ("swap", "user", "delay_minutes", "state", "error", "due_at", "looked_at")
    fields = (*list_display, "units_out", "lease_until")
    list_filter = (
        asking(
            Question(
                "late",
                "due for more than 5 minutes",
                lambda now: Q(state=Repricing.State.WAITING, due_at__lt=now - timedelta(minutes=5)),
            ),
            Question(
                "rosy",
                "the simulation was over 1 % too rosy",
                lambda _now: Q(state=Repricing.State.DONE, error_bps__gt=_UNTHINKABLE),
            ),
            Question(
                "missed",
                "missed or without a quote in the last 24 h",
                lambda now: Q(state__in=[Repricing.State.MISSED, Repricing.State.REFUSED], due_at__gte=now - _DAY),
            ),
        ),
        "state",
        "delay_minutes",
    )
    list_select_related = ("swap__user",)
    search_fields = ("swap__handle",)
    person = "swap__user"

    @admin.display
    def user(self, row: Repricing) -> User:
        return row.swap.user

    @admin.display(description="Too rosy by")
    def error(self, row: Repricing) -> str:
        return "" if row.error_bps is None else f"{Decimal(row.error_bps) / 100:+.2f} %"


def _amount(report: TradeExecution, units: int) -> str:
    return f"{report.token.to_amount(units).normalize():f} {report.token.symbol}"


def _dollars(usd: Decimal | None) -> str:
    return _UNKNOWN if usd is None else f"{usd:+.2f}"
