"""How a book's value is spread: over assets, over chains, and between dollars and what moves against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portfolio.valuation import Line, Valuation
from tokens.dollars import is_dollar
from tokens.models import Token
from tokens.spoken import clean

__all__ = ["Diversification", "Share", "asset_of", "diversify"]

_ALL: Final = Decimal(100)
# https://www.justice.gov/atr/herfindahl-hirschman-index draws its lines for markets; these are for one's own purse.
_WORDS: Final = (
    (Decimal(1500), "well spread"),
    (Decimal(2500), "fairly spread"),
    (Decimal(5000), "concentrated"),
    (Decimal(10000), "very concentrated"),
)


@dataclass(frozen=True)
class Share:
    """A part of the whole; `chains` are those its tokens are on."""

    name: str
    value_usd: Decimal
    percent: Decimal
    chains: tuple[str, ...]
    largest: Token  # of its tokens


@dataclass(frozen=True, kw_only=True)
class Diversification:
    """Shares of what has a price, the largest first. `unpriced` could not be counted."""

    total_usd: Decimal
    assets: list[Share]
    chains: list[Share]
    stable_percent: Decimal
    unpriced: list[Token]

    @property
    def index(self) -> Decimal:
        """The Herfindahl index of the assets: 10,000 is one asset alone, and n equal ones make 10,000 / n."""
        return sum((share.percent**2 for share in self.assets), Decimal(0))

    @property
    def words(self) -> str:
        return next((words for limit, words in _WORDS if self.index <= limit), _WORDS[-1][1])

    @property
    def equal_parts(self) -> Decimal:
        """In how many equal assets one would be spread just as far."""
        return _ALL**2 / self.index if self.index else Decimal(0)

    @property
    def volatile_percent(self) -> Decimal:
        return _ALL - self.stable_percent if self.assets else Decimal(0)


def diversify(valuation: Valuation) -> Diversification:
    """Say how a valuation is spread."""
    priced = [line for line in valuation.lines if line.value_usd]
    total = _sum(priced)
    stable = _sum([line for line in priced if is_dollar(line.token)])
    return Diversification(
        total_usd=total,
        assets=_shares(priced, total, asset_of),
        chains=_shares(priced, total, lambda token: (str(token.chain_id), token.chain.name)),
        stable_percent=stable / total * 100 if total else Decimal(0),
        unpriced=[line.token for line in valuation.lines if line.value_usd is None],
    )


def asset_of(token: Token) -> tuple[str, str]:
    """Return what tells an asset from others, and its name: verified tokens of one symbol are one on every chain.

    Wrapped coins have symbols of their own, and what nobody vouches for is like nothing else, whatever its name.
    """
    name = clean(token.symbol)
    return (token.symbol.upper(), name) if token.verified else (f"unverified {token.pk}", f"{name} (not verified)")


def _shares(lines: Sequence[Line], total: Decimal, part_of: Callable[[Token], tuple[str, str]]) -> list[Share]:
    parts: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        parts[part_of(line.token)[0]].append(line)
    shares = [
        Share(
            name=part_of(part[0].token)[1],
            value_usd=_sum(part),
            percent=_sum(part) / total * 100,
            chains=tuple(dict.fromkeys(line.token.chain.name for line in part)),
            largest=max(part, key=lambda line: line.value_usd or Decimal(0)).token,
        )
        for part in parts.values()
    ]
    return sorted(shares, key=lambda share: (-share.value_usd, share.name))


def _sum(lines: Sequence[Line]) -> Decimal:
    return sum((line.value_usd for line in lines if line.value_usd is not None), Decimal(0))
