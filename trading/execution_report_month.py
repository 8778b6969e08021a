"""Many trades beside their promises: the sums, where they come from, and the worst. Simulated and real never mix.

Every sum is one of amounts that are rounded already, so that the parts add up to the total exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db.models import Q

from trading.execution_report import TradeExecution, execution_of
from trading.models import Swap, User

__all__ = ["Group", "Report", "has_trades", "report_of"]

_RELATED: Final = ("wallet", "chain", "to_chain", "token_in__chain", "token_out__chain", "gas_token", "execution")
_AT_A_TIME: Final = 1000
_OVER: Final = (Swap.State.BOOKED, Swap.State.DONE)
_UNDONE: Final = (Swap.State.FAILED, Swap.State.CANCELLED)
_ZERO: Final = Decimal(0)


@dataclass(kw_only=True)
class Group:
    """The trades of one wallet on one chain."""

    wallet: str
    chain: str
    trades: int = 0
    total_usd: Decimal = _ZERO


@dataclass(kw_only=True)
class Report:
    """What became of the promises of many trades, in USD: above zero is better than promised.

    `price_move_usd`, `slippage_usd`, `tax_usd`, `unsplit_usd` and `gas_usd` add up to `total_usd`.
    """

    is_simulated: bool
    trades: list[TradeExecution] = field(default_factory=list)  # those with a value, the worst first
    worth_usd: Decimal = _ZERO
    price_move_usd: Decimal = _ZERO
    slippage_usd: Decimal = _ZERO
    tax_usd: Decimal = _ZERO
    unsplit_usd: Decimal = _ZERO  # of trades of which no last quote was kept
    unsplit: int = 0
    gas_usd: Decimal = _ZERO
    gas_paid_usd: Decimal = _ZERO
    gas_unknown: int = 0  # trades whose promised or paid gas nobody knows
    unknown: int = 0  # trades of which nobody knows the promise, or the value
    undone: int = 0  # real trades that came to nothing and still burnt gas
    undone_gas_usd: Decimal = _ZERO
    groups: list[Group] = field(default_factory=list)  # the worst first

    @property
    def total_usd(self) -> Decimal:
        return self.price_move_usd + self.slippage_usd + self.tax_usd + self.unsplit_usd + self.gas_usd

    @property
    def percent(self) -> Decimal | None:
        """The total in percent of what was traded."""
        return self.total_usd * 100 / self.worth_usd if self.worth_usd else None

    @property
    def worst(self) -> TradeExecution | None:
        return self.trades[0] if self.trades else None

    @property
    def is_empty(self) -> bool:
        return not (self.trades or self.unknown or self.undone)


def report_of(user: User, *, simulated: bool, since: datetime, until: datetime) -> Report:
    """Return what became of a user's promises in the trades that ended from `since` to before `until`."""
    report = Report(is_simulated=simulated)
    ended = Swap.objects.filter(_kind(simulated), user=user, finished_at__gte=since, finished_at__lt=until)
    over = ended.filter(state__in=_OVER).select_related(*_RELATED).order_by("finished_at", "pk")
    _add_up(report, over.iterator(_AT_A_TIME))
    burnt = ended.filter(state__in=_UNDONE, gas_units__gt=0).values_list("gas_usd", flat=True)
    report.undone, report.undone_gas_usd = len(burnt), sum(burnt, _ZERO)
    return report


def has_trades(user: User, *, simulated: bool) -> bool:
    """Tell whether a user ever made such a trade."""
    return Swap.objects.filter(_kind(simulated), user=user, state__in=_OVER).exists()


def _kind(simulated: bool) -> Q:
    return Q(mode=Swap.Mode.DRY_RUN) if simulated else Q(mode=Swap.Mode.LIVE)


def _add_up(report: Report, swaps: Iterable[Swap]) -> None:
    groups: dict[tuple[int, int], Group] = {}
    totals: dict[int, Decimal] = defaultdict(Decimal)
    for swap in swaps:
        trade = execution_of(swap)
        if trade is None or trade.total_usd is None:
            report.unknown += 1
            continue
        _add(report, trade)
        totals[swap.pk] = trade.total_usd
        group = groups.setdefault(
            (swap.wallet_id, swap.chain_id), Group(wallet=swap.wallet.name, chain=swap.chain.name)
        )
        group.trades += 1
        group.total_usd += trade.total_usd
    report.trades.sort(key=lambda trade: totals[trade.swap.pk])
    report.groups = sorted(groups.values(), key=lambda group: group.total_usd)


def _add(report: Report, trade: TradeExecution) -> None:
    report.trades.append(trade)
    report.worth_usd += trade.worth_usd or _ZERO
    if trade.parts is None:
        report.unsplit += 1
        report.unsplit_usd += trade.difference_usd or _ZERO
    else:
        report.price_move_usd += trade.price_move_usd or _ZERO
        report.slippage_usd += trade.slippage_usd or _ZERO
        report.tax_usd += trade.tax_usd or _ZERO
    report.gas_paid_usd += trade.gas_paid_usd or _ZERO
    if trade.gas_usd is None:
        report.gas_unknown += 1
    else:
        report.gas_usd += trade.gas_usd
