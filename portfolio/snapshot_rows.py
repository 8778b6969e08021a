"""Snapshots taken row by row, in batches: for databases that cannot take them in one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from esther_site.lib.fields import UsdField
from portfolio.models import Book, Snapshot, SnapshotLine
from portfolio.snapshot_prices import FRESH
from portfolio.snapshot_ready import held_rows
from tokens.models import Price, Token
from trading.models import User

__all__ = ["MOST_UNITS", "MOST_USD", "Taking", "save", "value_of"]

BATCH: Final = 500
MOST_UNITS: Final = 2**256 - 1
MOST_USD: Final = Decimal(10**18)  # what is "worth" more is no price, and would fit in no total
_EXACT: Final = Context(prec=150, rounding=ROUND_HALF_UP)  # of any units times any price
_STEP: Final = Decimal(1).scaleb(-UsdField.decimal_places)


@dataclass(frozen=True, kw_only=True)
class Taking:
    """Which snapshots are taken, and since when."""

    book: Book
    day: date
    source: Snapshot.Source
    now: datetime
    replaces: bool = True  # also what there is of the same source: without it, several may be at it, and one takes it
    began: datetime = field(default_factory=timezone.now)

    @property
    def kept(self) -> str:
        """Whose source's snapshots stay; "" is none's."""
        return "" if self.replaces else self.source.value

    @property
    def moment(self) -> datetime:
        """Now: asking for prices took its time, and trades that were booked meanwhile are in what is read."""
        return self.now + (timezone.now() - self.began)


def save(users: QuerySet[User], taking: Taking) -> int:
    """Store a snapshot of each user in place of what there is of that day; return how many."""
    return sum(_save_batch(batch, taking) for batch in _batches(users))


def value_of(units: int, token: Token, usd: Decimal | None) -> tuple[Decimal | None, Decimal]:
    """Return the price that counts, and the value: none and nothing where no price is known, or none that can be."""
    if usd is None:
        return None, Decimal(0)
    value = _EXACT.multiply(_EXACT.create_decimal(units).scaleb(-token.decimals, _EXACT), usd)
    return (usd, value.quantize(_STEP, context=_EXACT)) if value < MOST_USD else (None, Decimal(0))


def _batches(users: QuerySet[User]) -> Iterator[list[int]]:
    last = 0
    while batch := list(users.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield batch
        last = batch[-1]


def _save_batch(users: list[int], taking: Taking) -> int:
    with transaction.atomic():
        there = Snapshot.objects.filter(user__in=users, book=taking.book, day=taking.day)
        there.exclude(source=taking.kept).delete()
        kept = set(there.values_list("user", flat=True))
        users = [user for user in users if user not in kept]
        moment = taking.moment
        lines = _lines(users, taking)
        snapshots = [_snapshot(user, lines.get(user, []), taking, moment) for user in users]
        Snapshot.objects.bulk_create(snapshots)
        for snapshot in snapshots:
            for line in lines.get(snapshot.user_id, []):
                line.snapshot = snapshot
        SnapshotLine.objects.bulk_create([line for each in lines.values() for line in each], batch_size=BATCH)
    return len(users)


def _snapshot(user: int, lines: list[SnapshotLine], taking: Taking, moment: datetime) -> Snapshot:
    return Snapshot(
        user_id=user,
        book=taking.book,
        day=taking.day,
        total_usd=sum((line.value_usd for line in lines), Decimal(0)),
        source=taking.source,
        taken_at=moment,
    )


def _lines(users: list[int], taking: Taking) -> dict[int, list[SnapshotLine]]:
    """Return what each user holds, added up over wallets, at fresh prices."""
    held: Counter[tuple[int, int]] = Counter()
    for owner, token, units in (
        held_rows(taking.book).filter(wallet__owner__in=users).values_list("wallet__owner", "token", "units")
    ):
        held[owner, token] += units
    tokens = Token.objects.in_bulk({token for _, token in held})
    fresh = Price.objects.filter(token__in=tokens, observed_at__gte=taking.now - FRESH)
    prices = dict(fresh.values_list("token", "usd"))
    lines: dict[int, list[SnapshotLine]] = {}
    for (owner, pk), units in sorted(held.items()):
        lines.setdefault(owner, []).append(_line(tokens[pk], min(units, MOST_UNITS), prices.get(pk)))
    return lines


def _line(token: Token, units: int, usd: Decimal | None) -> SnapshotLine:
    price, value = value_of(units, token, usd)
    return SnapshotLine(token=token, units=units, price_usd=price, value_usd=value)
