"""What a wallet is worth now, line by line. It reads balances and prices, and stores nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from tokens.market import last_prices, prices_of
from tokens.models import Price, Token
from trading.models import PaperBalance, Wallet

__all__ = ["Line", "Valuation", "value_wallet"]


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
    """A wallet at one moment. `as_of` is the time of the oldest price that was used."""

    wallet: Wallet
    lines: list[Line]
    total_usd: Decimal
    as_of: datetime


def value_wallet(wallet: Wallet) -> Valuation:
    """Value a wallet at the latest prices known, `as_of` the oldest; what has none is listed and not counted."""
    rows = PaperBalance.objects.filter(wallet=wallet, units__gt=0).select_related("token__chain")
    amounts = {row.token: row.token.to_amount(row.units) for row in rows}
    prices = last_prices(amounts) | prices_of(amounts)
    lines = [_line(token, amount, prices.get(token.pk)) for token, amount in amounts.items()]
    total = sum((line.value_usd or Decimal(0) for line in lines), Decimal(0))
    lines.sort(key=lambda line: line.value_usd or Decimal(0), reverse=True)
    return Valuation(
        wallet=wallet,
        lines=[_with_share(line, total) for line in lines],
        total_usd=total,
        as_of=min((price.observed_at for price in prices.values()), default=timezone.now()),
    )


def _line(token: Token, amount: Decimal, price: Price | None) -> Line:
    usd = price.usd if price else None
    return Line(token=token, amount=amount, price_usd=usd, value_usd=None if usd is None else amount * usd)


def _with_share(line: Line, total: Decimal) -> Line:
    if line.value_usd is None or not total:
        return line
    return replace(line, share_percent=line.value_usd / total * 100)
