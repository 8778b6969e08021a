"""What a user's own trades gained, token by token: realised by sales, and unrealised in what is still held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portfolio.books import wallets_of
from portfolio.holdings import held_in
from portfolio.lots import Disposal, Lot
from portfolio.models import Book
from portfolio.trades import lots_of
from tokens.market import last_prices, prices_of
from tokens.models import Token
from tokens.spoken import fold
from trading.models import User

__all__ = ["Profit", "TokenProfit", "about", "profit_of"]

_NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class TokenProfit:
    """One token. Amounts are whole tokens; whatever is of unknown cost is in no gain."""

    token: Token
    realised_usd: Decimal  # by what was sold and had a known cost, gas paid with it included
    has_sold: bool  # anything of a known cost
    open: Decimal  # of a known cost, and still held
    cost_usd: Decimal  # of that
    price_usd: Decimal | None
    unknown: Decimal  # held, and bought nowhere that Esther knows
    unknown_sold: Decimal  # given away, and bought nowhere that Esther knows
    unknown_proceeds_usd: Decimal  # what that brought
    gone: Decimal  # bought, and held no more: it was moved away

    @property
    def average_usd(self) -> Decimal | None:
        """What one of those that are still held cost, gas included."""
        return self.cost_usd / self.open if self.open else None

    @property
    def unrealised_usd(self) -> Decimal | None:
        """What selling those of a known cost would gain now, before gas; None without any, or without a price."""
        if not self.open or self.price_usd is None:
            return None
        return self.open * self.price_usd - self.cost_usd

    @property
    def size_usd(self) -> Decimal:
        """How much there is to say about it."""
        return max(abs(self.realised_usd), abs(self.unrealised_usd or _NOTHING), self.cost_usd)


@dataclass(frozen=True, kw_only=True)
class Profit:
    """All tokens of a book, those that matter most first."""

    book: str
    method: str
    tokens: list[TokenProfit]

    @property
    def realised_usd(self) -> Decimal:
        return sum((each.realised_usd for each in self.tokens), _NOTHING)

    @property
    def unrealised_usd(self) -> Decimal:
        return sum((each.unrealised_usd or _NOTHING for each in self.tokens), _NOTHING)

    @property
    def unpriced(self) -> list[TokenProfit]:
        """Those whose unrealised gain is not known for want of a price."""
        return [each for each in self.tokens if each.open and each.price_usd is None]


def profit_of(user: User, book: Book) -> Profit:
    """Work out what a user's trades in one book gained, by the user's own method."""
    ledger = lots_of(user, book, user.cost_basis)
    held = held_in(wallets_of(user, book)).units
    lots, disposals = _by_token(ledger.lots), _sales_by_token(ledger.disposals)
    pks = lots.keys() | disposals.keys() | {token.pk for token in held}
    tokens = Token.objects.filter(pk__in=pks).select_related("chain")
    prices = last_prices(tokens) | prices_of([token for token in tokens if token.pk in lots])
    units = {token.pk: amount for token, amount in held.items()}
    found = [
        _profit(
            token,
            lots=lots[token.pk],
            disposals=disposals[token.pk],
            held=units.get(token.pk, 0),
            price=prices[token.pk].usd if token.pk in prices else None,
        )
        for token in tokens
    ]
    found.sort(key=lambda each: (-each.size_usd, each.token.symbol, each.token.pk))
    return Profit(book=book, method=user.cost_basis, tokens=found)


def about(profit: Profit, name: str) -> list[TokenProfit]:
    """Return the tokens that a name may mean: by symbol, name, alias or address, on every chain they are on."""
    word = fold(name).lstrip("$")
    by_symbol = [each for each in profit.tokens if fold(each.token.symbol) == word]
    return by_symbol or [each for each in profit.tokens if word in _names(each.token)]


def _names(token: Token) -> set[str]:
    return {fold(name) for name in (token.name, token.address, *token.aliases) if name}


def _profit(
    token: Token, *, lots: Sequence[Lot], disposals: Sequence[Disposal], held: int, price: Decimal | None
) -> TokenProfit:
    known = [lot for lot in lots if lot.cost_usd is not None]
    known_units = sum(lot.units for lot in known)
    bought = sum(lot.units for lot in lots)
    kept = min(known_units, held)
    cost = sum((lot.cost_usd for lot in known if lot.cost_usd is not None), _NOTHING)
    gains = [sold.gain_usd for sold in disposals if sold.gain_usd is not None]
    blind = [sold for sold in disposals if sold.gain_usd is None]
    return TokenProfit(
        token=token,
        realised_usd=sum(gains, _NOTHING),
        has_sold=bool(gains),
        open=token.to_amount(kept),
        cost_usd=cost * kept / known_units if known_units else _NOTHING,
        price_usd=price,
        unknown=token.to_amount(held - kept),
        unknown_sold=token.to_amount(sum(sold.units for sold in blind)),
        unknown_proceeds_usd=sum((sold.proceeds_usd or _NOTHING for sold in blind), _NOTHING),
        gone=token.to_amount(max(0, bought - held)),
    )


def _by_token(lots: Iterable[Lot]) -> defaultdict[int, list[Lot]]:
    by_token: defaultdict[int, list[Lot]] = defaultdict(list)
    for lot in lots:
        by_token[lot.token].append(lot)
    return by_token


def _sales_by_token(disposals: Iterable[Disposal]) -> defaultdict[int, list[Disposal]]:
    by_token: defaultdict[int, list[Disposal]] = defaultdict(list)
    for sold in disposals:
        by_token[sold.token].append(sold)
    return by_token
