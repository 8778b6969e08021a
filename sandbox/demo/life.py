"""A past lived day by day: what the script says, and at each midnight a snapshot of what there was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from portfolio.days import day_in, end_of
from portfolio.models import Book, Snapshot, SnapshotLine
from portfolio.snapshot_rows import value_of
from sandbox.demo.past_trades import price_at, token_called, trade_at
from sandbox.demo.script import LENGTH, SCRIPT, Deposit, Trade
from trading import paper
from trading.models import PaperBalance, User, Wallet
from trading.time_zones import zone_named

__all__ = ["live"]

_DAY: Final = timedelta(days=1)


def live(user: User, days: int, now: datetime, *, seen: Callable[[date], object]) -> None:
    """Empty a user's paper wallet, and give them the days up to yesterday; `seen` is called with each."""
    today = day_in(user.time_zone, now)
    first = today - days * _DAY
    wallet = paper.reset(user, token_called(paper.CASH_SYMBOL).chain)
    Wallet.objects.filter(pk=wallet.pk).update(created_at=end_of(first - _DAY, user.time_zone), reset_at=None)
    for number in range(days):
        day = first + number * _DAY
        for deed in SCRIPT.get(number % LENGTH, ()):
            _do(user, deed, datetime.combine(day, time(deed.hour), zone_named(user.time_zone)))
        _remember(user, day)
        seen(day)


def _do(user: User, deed: Trade | Deposit, at: datetime) -> None:
    if isinstance(deed, Deposit):
        paper.add(user, token_called(deed.symbol, deed.chain), deed.amount)
        return
    given, wanted = token_called(deed.given), token_called(deed.wanted)
    units = paper.balance_units(paper.open_paper_wallet(user), given) * deed.percent // 100
    trade_at(at, user, given=given, wanted=wanted, units=units)


def _remember(user: User, day: date) -> None:
    """Take the day's snapshot as it would have been taken at its end."""
    moment = end_of(day, user.time_zone)
    held = PaperBalance.objects.filter(wallet__owner=user, units__gt=0).select_related("token__chain")
    lines = []
    for row in held.order_by("token"):
        price, value = value_of(row.units, row.token, price_at(row.token, moment))
        lines.append(SnapshotLine(token=row.token, units=row.units, price_usd=price, value_usd=value))
    snapshot = Snapshot.objects.create(
        user=user,
        book=Book.PAPER,
        day=day,
        total_usd=sum((line.value_usd for line in lines), Decimal(0)),
        source=Snapshot.Source.DAILY,
        taken_at=moment,
    )
    for line in lines:
        line.snapshot = snapshot
    SnapshotLine.objects.bulk_create(lines)
