"""Facts about what was: how prices moved, and what gas cost. How a portfolio did is in `fact_performance`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet, Sum

from portfolio.diversification import asset_of
from portfolio.findings import Finding, Names, dollars, many, percent, signed, usd
from portfolio.models import Book
from portfolio.moves import moves_of
from portfolio.valuation import Valuation
from tokens.models import Token
from trading.models import Swap, User, Wallet

__all__ = ["gas", "moves"]

MOST_MOVES: Final = 5
_SHORT: Final = {"24 hours": "24 h", "7 days": "7 d", "30 days": "30 d"}
_MONTH: Final = timedelta(days=30)
_DOLLARS: Final = frozenset({"USDC", "USDT", "USDT0", "DAI", "USDC.E", "BUSD", "FDUSD", "USDE", "PYUSD"})
_ENDED: Final = (Swap.State.DONE, Swap.State.FAILED, Swap.State.CANCELLED)


def moves(valuation: Valuation, names: Names, now: datetime) -> Iterator[Finding]:
    """Tell how the prices of the largest holdings moved; those of dollar tokens should not."""
    largest: dict[tuple[str, str], Token] = {}
    for line in valuation.lines:
        if line.value_usd and not _is_dollar(line.token):
            largest.setdefault(asset_of(line.token), line.token)  # told of once, whatever chains it is on
    tokens = list(largest.values())[:MOST_MOVES]
    found = moves_of(tokens, now)
    for token in tokens:
        if token.pk in found:
            yield _move(token, found[token.pk], names)


def _move(token: Token, changes: dict[str, Decimal], names: Names) -> Finding:
    value = {
        "symbol": names.as_data(token),
        "price_change_percent": {span: signed(change) for span, change in changes.items()},
    }
    parts = ", ".join(f"{percent(change, with_sign=True)} in {_SHORT[span]}" for span, change in changes.items())
    return Finding(kind="move", value=value, sentence=f"Price of {names.for_people(token)}: {parts}.")


def _is_dollar(token: Token) -> bool:
    return token.verified and token.symbol.upper() in _DOLLARS


def gas(user: User, book: Book, now: datetime) -> Iterator[Finding]:
    """Tell what the gas of a month's trades cost; one that the chain undid still paid for it."""
    swaps = _swaps(user, book).filter(finished_at__gte=now - _MONTH, finished_at__lte=now)
    count, spent = swaps.count(), swaps.aggregate(spent=Sum("gas_usd"))["spent"]
    if count and spent:
        value = {"gas_usd": usd(spent), "trades": str(count), "days": "30"}
        sentence = f"Gas for {many(count, 'trade')} in 30 days: {dollars(spent)}."
        yield Finding(kind="gas", value=value, sentence=sentence)


def _swaps(user: User, book: Book) -> QuerySet[Swap]:
    if book == Book.PAPER:
        return Swap.objects.filter(user=user, wallet__kind=Wallet.Kind.PAPER, state=Swap.State.BOOKED)
    return Swap.objects.filter(user=user, mode=Swap.Mode.LIVE, state__in=_ENDED, gas_units__gt=0)
