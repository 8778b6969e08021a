"""What trades promised and what they brought; and how honest the simulation was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from telegram import InlineKeyboardButton

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.execution_words import Shown, month_in_usd, trade_in_units, trade_in_usd
from bots.language import Intent, Topic
from bots.registry import button_handler, command
from bots.templatetags.money import called_short
from bots.turn import Turn
from esther_site.lib.errors import UserError
from portfolio.books import chosen_book
from portfolio.days import day_in, end_of
from portfolio.models import Book
from portfolio.periods import Period, parse_period
from trading.execution_report import TradeExecution, execution_of, is_simulated
from trading.execution_report_month import Report, has_trades, report_of
from trading.models import Swap, User
from trading.repricing_results import Honesty, Look, honesty_of, looks_at
from trading.swap_lookup import own_swap

DEFAULT_PERIOD: Final = "30d"
PERIODS: Final = {"30d": "30 days", "mtd": "This month", "last month": "Last month", "all": "All"}
_PAGE: Final = 5  # trades, as buttons
_SIMULATED, _REAL = "s", "r"  # as buttons name them
_MOST_GROUPS: Final = 6
_DAY: Final = timedelta(days=1)
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ISO_MONTH: Final = re.compile(r"(20\d\d)-(0?[1-9]|1[0-2])")
_NAMED_MONTH: Final = re.compile(rf"({'|'.join((*_MONTHS, *(month[:3] for month in _MONTHS)))})(?: (20\d\d))?")


@dataclass(frozen=True, kw_only=True)
class _Month:
    """Everything that the card of many trades shows."""

    period: Period
    said: str  # the period, as a button can carry it
    report: Report
    shown: Shown
    honesty: Honesty | None  # of simulated trades only
    page: int
    has_others: bool


@dataclass(frozen=True, kw_only=True)
class _Trade:
    """Everything that the page of one trade shows."""

    swap: Swap
    execution: TradeExecution | None
    units: Shown | None
    usd: Shown | None
    looks: list[Look]


@command(
    "execution",
    intent=Intent.SHOW_EXECUTION,
    topic=Topic.TRADES,
    summary="What your trades promised, and what they brought",
    examples=("/execution 30d", "/execution last month", "how honest is the simulation"),
)
async def execution(turn: Turn) -> None:
    if "swap" in turn.entities:
        await _show_trade(turn, turn.entities["swap"], (DEFAULT_PERIOD, "", "0"))
        return
    kind = {"simulated": _SIMULATED, "real": _REAL}.get(turn.entities.get("book", ""), "")
    await _show(turn, turn.entities.get("period", DEFAULT_PERIOD), kind, page=0)


@button_handler("execution")
async def press_execution(turn: Turn) -> None:
    """Show another time, kind or page in the same message."""
    said, kind, page = (*turn.arguments, "", "", "")[:3]
    await _show(turn, said or DEFAULT_PERIOD, kind, page=int(page) if page.isdecimal() else 0)


@button_handler("executed")
async def press_trade(turn: Turn) -> None:
    """Show one trade in the same message, with the way back."""
    handle, said, kind, page = (*turn.arguments, "", "", "", "")[:4]
    await _show_trade(turn, handle, (said or DEFAULT_PERIOD, kind, page))


async def _show(turn: Turn, said: str, kind: str, *, page: int) -> None:
    month = await in_thread(_month, turn.user, said, kind, page)
    groups = month.report.groups if len(month.report.groups) > 1 else []
    await turn.show(
        "execution",
        month=month,
        report=month.report,
        groups=groups[:_MOST_GROUPS],
        more=len(groups[_MOST_GROUPS:]),
        keyboard=keyboard(*_buttons(month)),
    )


async def _show_trade(turn: Turn, handle: str, back: tuple[str, str, str]) -> None:
    trade = await in_thread(_trade, turn.user, handle)
    await turn.show(
        "execution_trade",
        trade=trade,
        execution=trade.execution,
        swap=trade.swap,
        keyboard=keyboard([button("↩ All trades", "execution", *back)]),
    )


def _month(user: User, said: str, kind: str, page: int) -> _Month:
    now = timezone.now()
    period = parse_period(_as_dates(said, day_in(user.time_zone, now)), day_in(user.time_zone, now))
    since, until = end_of(period.start - _DAY, user.time_zone), end_of(period.end, user.time_zone)
    simulated = kind == _SIMULATED if kind in (_SIMULATED, _REAL) else _prefers_simulated(user)
    report = report_of(user, simulated=simulated, since=since, until=until)
    return _Month(
        period=period,
        said=said if said in PERIODS else f"{period.start} to {period.end}",
        report=report,
        shown=month_in_usd(report),
        honesty=honesty_of(user, since=since, until=until) if simulated else None,
        page=max(0, min(page, (len(report.trades) - 1) // _PAGE)),
        has_others=has_trades(user, simulated=not simulated),
    )


def _prefers_simulated(user: User) -> bool:
    """Say which trades are meant without saying so: those of the default wallet's book, if there are any."""
    wants_real = chosen_book(user) == Book.REAL
    return not wants_real or not has_trades(user, simulated=False)


def _trade(user: User, handle: str) -> _Trade:
    swap = own_swap(user, handle)
    if swap.state not in (Swap.State.BOOKED, Swap.State.DONE):
        raise UserError("This trade is not over, or brought nothing: there is nothing to compare. See /history.")
    found = execution_of(swap)
    return _Trade(
        swap=swap,
        execution=found,
        units=trade_in_units(found) if found else None,
        usd=trade_in_usd(found) if found else None,
        looks=looks_at(swap) if is_simulated(swap) else [],
    )


def _as_dates(said: str, today: date) -> str:
    """Turn “2026-03”, “march” or “march 2026” into the month's dates; without a year, the latest that has begun."""
    text = " ".join(said.lower().split())
    if found := _ISO_MONTH.fullmatch(text):
        return _dates_of(int(found[1]), int(found[2]))
    if found := _NAMED_MONTH.fullmatch(text):
        month = [name[:3] for name in _MONTHS].index(found[1][:3]) + 1
        return _dates_of(int(found[2]) if found[2] else today.year - (month > today.month), month)
    return said


def _dates_of(year: int, month: int) -> str:
    following = date(year + month // 12, month % 12 + 1, 1)
    return f"{date(year, month, 1)} to {following - _DAY}"


def _buttons(month: _Month) -> list[list[InlineKeyboardButton]]:
    """Offer each trade of the page, the other pages, other times, and the other kind of trades."""
    kind, other = (_SIMULATED, _REAL) if month.report.is_simulated else (_REAL, _SIMULATED)
    first = month.page * _PAGE
    trades = [
        [button(_label(trade), "executed", trade.swap.handle, month.said, kind, month.page)]
        for trade in month.report.trades[first : first + _PAGE]
    ]
    turning = [
        *([button("◀ Worse", "execution", month.said, kind, month.page - 1)] if month.page else []),
        *(
            [button("Better ▶", "execution", month.said, kind, month.page + 1)]
            if first + _PAGE < len(month.report.trades)
            else []
        ),
    ]
    periods = [
        button(f"· {label} ·" if said == month.said else label, "execution", said, kind, 0)
        for said, label in PERIODS.items()
    ]
    name = "🧻 Simulated trades" if other == _SIMULATED else "💰 Real trades"
    others = [button(name, "execution", month.said, other, 0)] if month.has_others else []
    return [*trades, turning, periods, others]


def _label(trade: TradeExecution) -> str:
    usd = trade_in_usd(trade)
    pair = f"{called_short(trade.swap.token_in)} → {called_short(trade.swap.token_out)}"
    return f"{pair} {usd.total}" if usd else pair
