"""A portfolio in as many lines as fit on a phone: the largest, the rest folded, and what is not counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from portfolio.books import wallets_of
from portfolio.holdings import Apart
from portfolio.models import Book, Holding
from portfolio.unknown_assets import UnknownAsset, unknown_in
from portfolio.valuation import Line, Valuation, value_wallet
from tokens.market_facts import MAX_BATCH, changes_24h
from tokens.models import Chain
from trading.models import User, Wallet

__all__ = ["DUST_USD", "MOST_LINES", "DayChange", "Part", "Summary", "by_chain", "by_wallet", "summarise"]

DUST_USD: Final = Decimal(1)
MOST_LINES: Final = 15
MOST_APART: Final = 5
_LEAST_KNOWN: Final = Decimal("0.9")  # of the total: a change of less than that would say little


@dataclass(frozen=True, kw_only=True)
class DayChange:
    """What the prices of a day did to what is held now; deposits are no part of it."""

    usd: Decimal
    percent: Decimal


@dataclass(frozen=True, kw_only=True)
class Folded:
    """Assets that are told together."""

    count: int
    usd: Decimal


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What a card shows."""

    valuation: Valuation
    lines: list[Line]
    more: Folded
    dust: Folded
    apart: list[Apart]
    more_apart: int
    unknown: list[UnknownAsset]
    change: DayChange | None

    @property
    def held_back(self) -> list[Apart]:
        return [one for one in self.apart if one.why == Holding.Apart.JUMP]

    def shortened(self, most_lines: int) -> Summary:
        """Return the same with fewer lines, and the others folded."""
        rest = _folded(self.lines[most_lines:])
        more = Folded(count=self.more.count + rest.count, usd=self.more.usd + rest.usd)
        return replace(self, lines=self.lines[:most_lines], more=more)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A share of a portfolio by where it is."""

    name: str
    key: int
    usd: Decimal
    share_percent: Decimal | None


def summarise(valuation: Valuation, *, chain: Chain | None = None) -> Summary:
    """Fold a valuation: dust into one number, and the rest after the largest lines into another."""
    dust = [line for line in valuation.lines if line.value_usd is not None and line.value_usd < DUST_USD]
    lines = [line for line in valuation.lines if line.value_usd is None or line.value_usd >= DUST_USD]
    apart = [one for one in valuation.held.apart if chain is None or one.token.chain_id == chain.pk]
    apart.sort(key=lambda one: one.why != Holding.Apart.JUMP)
    return Summary(
        valuation=valuation,
        lines=lines[:MOST_LINES],
        more=_folded(lines[MOST_LINES:]),
        dust=_folded(dust),
        apart=apart[:MOST_APART],
        more_apart=max(0, len(apart) - MOST_APART),
        unknown=unknown_in(valuation.wallets, chain=chain),
        change=_day_change(valuation),
    )


def by_wallet(user: User, book: Book) -> list[Part]:
    """Return what each wallet of a book is worth, the largest first."""
    values: list[tuple[Wallet, Decimal]] = [
        (wallet, value_wallet(wallet).total_usd) for wallet in wallets_of(user, book)
    ]
    return _parts([(wallet.name, wallet.pk, usd) for wallet, usd in values])


def by_chain(valuation: Valuation) -> list[Part]:
    """Return what is on each chain, the largest first."""
    usd: dict[Chain, Decimal] = {}
    for line in valuation.lines:
        usd[line.token.chain] = usd.get(line.token.chain, Decimal(0)) + (line.value_usd or 0)
    return _parts([(chain.name, chain.pk, value) for chain, value in usd.items()])


def _parts(values: Sequence[tuple[str, int, Decimal]]) -> list[Part]:
    total = sum((usd for _, _, usd in values), Decimal(0))
    largest_first = sorted(values, key=lambda value: value[2], reverse=True)
    return [
        Part(name=name, key=key, usd=usd, share_percent=usd / total * 100 if total else None)
        for name, key, usd in largest_first
    ]


def _folded(lines: Sequence[Line]) -> Folded:
    return Folded(count=len(lines), usd=sum((line.value_usd or Decimal(0) for line in lines), Decimal(0)))


def _day_change(valuation: Valuation) -> DayChange | None:
    """Weigh the changes of the prices by what is held now; None where they are known for too little of it."""
    valued = [(line.token, line.value_usd) for line in valuation.lines if line.value_usd][:MAX_BATCH]
    changes = changes_24h([token for token, _ in valued])
    known = [(usd, changes[token.pk]) for token, usd in valued if changes.get(token.pk, -100) > -100]
    now = sum((usd for usd, _ in known), Decimal(0))
    before = sum((usd / (1 + change / 100) for usd, change in known), Decimal(0))
    if not before or now < valuation.total_usd * _LEAST_KNOWN:
        return None
    return DayChange(usd=now - before, percent=(now / before - 1) * 100)
