"""What wallets are worth now, line by line. It reads what is held and what that costs, and stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from portfolio.books import wallets_of
from portfolio.holdings import Held, held_in
from portfolio.models import Book
from tokens.market import last_prices, prices_of
from tokens.models import Chain, Price, Token
from trading.models import User, Wallet

__all__ = ["Line", "Valuation", "value_book", "value_wallet"]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One asset: its amount in whole tokens, and its USD price and value where a price is known."""

    token: Token
    amount: Decimal
    price_usd: Decimal | None
    value_usd: Decimal | None
    share_percent: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Valuation:
    """Wallets at one moment. `as_of` is the time of the oldest price that was used; `held` says how old the rest is."""

    wallets: list[Wallet]
    lines: list[Line]
    total_usd: Decimal
    as_of: datetime
    held: Held

    @property
    def wallet(self) -> Wallet:
        """The wallet, where it is about one."""
        return self.wallets[0]

    @property
    def is_complete(self) -> bool:
        """Whether everything held is known as it was at the last look at it, and has a price."""
        is_seen = not self.held.stale and not self.held.unseen
        return is_seen and all(line.value_usd is not None for line in self.lines)


def value_wallet(wallet: Wallet) -> Valuation:
    """Value a wallet at the latest prices known, `as_of` the oldest; what has none is listed and not counted."""
    return _value([wallet])


def value_book(user: User, book: Book, *, chain: Chain | None = None) -> Valuation:
    """Value all of a user's wallets of one book together, on every chain or on one."""
    return _value(wallets_of(user, book), chain=chain)


def _value(wallets: Sequence[Wallet], *, chain: Chain | None = None) -> Valuation:
    held = held_in(wallets)
    here = {token: units for token, units in held.units.items() if chain is None or token.chain_id == chain.pk}
    amounts = {token: token.to_amount(units) for token, units in here.items()}
    prices = last_prices(amounts) | prices_of(amounts)
    lines = [_line(token, amount, prices.get(token.pk)) for token, amount in amounts.items()]
    total = sum((line.value_usd or Decimal(0) for line in lines), Decimal(0))
    lines.sort(key=_largest_first)
    return Valuation(
        wallets=list(wallets),
        lines=[_with_share(line, total) for line in lines],
        total_usd=total,
        as_of=min((price.observed_at for price in prices.values()), default=timezone.now()),
        held=held,
    )


def _line(token: Token, amount: Decimal, price: Price | None) -> Line:
    usd = price.usd if price else None
    return Line(token=token, amount=amount, price_usd=usd, value_usd=None if usd is None else amount * usd)


def _largest_first(line: Line) -> tuple[Decimal, str, int]:
    """Order lines by value, and those of one value the same way each time."""
    return -(line.value_usd or Decimal(0)), line.token.symbol, line.token.chain_id


def _with_share(line: Line, total: Decimal) -> Line:
    if line.value_usd is None or not total:
        return line
    return replace(line, share_percent=line.value_usd / total * 100)
