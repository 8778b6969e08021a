"""Facts about what is held now: its worth, how it is spread, what has no price, and what is old or dangerous."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Q

from portfolio.diversification import diversify
from portfolio.findings import Finding, Names, dollars, many, number, percent, usd
from portfolio.models import Book, Holding
from portfolio.valuation import Line, Valuation
from tokens.models import Token
from trading.models import Swap, User

__all__ = ["dangers", "holdings", "old_data", "spread", "total", "unpriced"]

MOST_HOLDINGS: Final = 12
_OLD_PRICE: Final = timedelta(minutes=10)
_REMEMBERED: Final = timedelta(days=90)
_MOST_SWAPS: Final = 200
_TAX: Final = re.compile(r" takes a tax of (\d+(?:\.\d+)?) % on each transfer")


def total(valuation: Valuation, book: Book) -> Iterator[Finding]:
    money = "play money" if book == Book.PAPER else "real money"
    value = {"total_usd": usd(valuation.total_usd), "money": money}
    yield Finding(kind="total", value=value, sentence=f"You hold {dollars(valuation.total_usd)} ({money}).")


def holdings(valuation: Valuation, names: Names) -> Iterator[Finding]:
    for line in valuation.lines[:MOST_HOLDINGS]:
        if line.value_usd is not None and line.share_percent is not None:
            yield _holding(line, line.value_usd, line.share_percent, names)


def _holding(line: Line, value_usd: Decimal, share: Decimal, names: Names) -> Finding:
    value = {
        "symbol": names.as_data(line.token),
        "chain": line.token.chain.name,
        "value_usd": usd(value_usd),
        "share_percent": number(share),
    }
    sentence = f"{names.for_people(line.token)} on {line.token.chain.name}: {dollars(value_usd)}, {percent(share)}."
    return Finding(kind="holding", value=value, sentence=sentence)


def spread(valuation: Valuation, names: Names) -> Iterator[Finding]:
    """Tell how much hangs on one asset, whatever chains it is on: Herfindahl's index, 1 where all is in one.

    Its reciprocal is how many assets of equal value are as concentrated.
    """
    spread = diversify(valuation)
    if not spread.assets:
        return
    largest, equal = spread.assets[0], number(spread.equal_parts, 1)
    value = {
        "symbol": names.as_data(largest.largest),
        "largest_share_percent": number(largest.percent),
        "herfindahl_index": number(spread.index / 10_000),
        "as_spread_as_equal_assets": equal,
    }
    like = f"all in all it is spread like {equal} equal {'part' if equal == '1' else 'parts'}"
    sentence = f"{percent(largest.percent)} is in {names.for_people(largest.largest)}; {like}."
    yield Finding(kind="concentration", value=value, sentence=sentence)


def unpriced(valuation: Valuation, names: Names) -> Iterator[Finding]:
    lost = [line.token for line in valuation.lines if line.value_usd is None]
    if lost:
        first = ", ".join(names.for_people(token) for token in lost[:3]) + (" and others" if len(lost) > 3 else "")
        sentence = f"{many(len(lost), 'asset has', 'assets have')} no known price and is not counted: {first}."
        sentence = sentence if len(lost) == 1 else sentence.replace(" and is not", " and are not", 1)
        yield Finding(kind="no_price", value={"assets": str(len(lost))}, sentence=sentence)


def old_data(valuation: Valuation, now: datetime) -> Iterator[Finding]:
    held = valuation.held
    if held.stale:
        oldest = min((sync.synced_at for sync in held.stale if sync.synced_at), default=None)
        hours = "" if oldest is None else str(max(0, int((now - oldest).total_seconds() // 3600)))
        since = f", the oldest {hours} h" if hours else ""
        what = many(len(held.stale), "wallet could", "wallets could")
        value = {"wallets": str(len(held.stale))} | ({"oldest_hours": hours} if hours else {})
        yield Finding(
            kind="stale", value=value, sentence=f"{what} not be looked at again: those amounts are old{since}."
        )
    if held.unseen:
        what = many(len(held.unseen), "wallet was", "wallets were")
        value = {"wallets": str(len(held.unseen))}
        yield Finding(kind="unseen", value=value, sentence=f"{what} never looked at completely and may hold more.")
    if valuation.lines and now - valuation.as_of > _OLD_PRICE:
        minutes = str(int((now - valuation.as_of).total_seconds() // 60))
        sentence = f"The oldest price in here is {minutes} min old: newer ones could not be had."
        yield Finding(kind="old_prices", value={"oldest_minutes": minutes}, sentence=sentence)


def dangers(user: User, valuation: Valuation, names: Names, now: datetime) -> Iterator[Finding]:
    """Tell of traps and taxes, as far as OKX said so: of what is listed apart, and when a trade was quoted."""
    apart = [each.why for each in valuation.held.apart]
    if traps := apart.count(Holding.Apart.RISK):
        sentence = f"{many(traps, 'asset is', 'assets are')} flagged as a trap and not counted: leave it alone."
        yield Finding(kind="traps_apart", value={"assets": str(traps)}, sentence=sentence)
    if jumps := apart.count(Holding.Apart.JUMP):
        sentence = f"{many(jumps, 'asset is', 'assets are')} held back until you say it counts: it came as a jump."
        yield Finding(kind="jumps_apart", value={"assets": str(jumps)}, sentence=sentence)
    tokens = [line.token for line in valuation.lines]
    accepted = set(_accepted_risks(valuation))
    warned = _warnings(user, tokens, now)
    for token in tokens:
        yield from _danger(token, warned.get(token.pk, []), is_risk=token.pk in accepted, names=names)


def _accepted_risks(valuation: Valuation) -> list[int]:
    rows = Holding.objects.filter(wallet__in=valuation.wallets, apart=Holding.Apart.RISK, accepted_at__isnull=False)
    return list(rows.values_list("token", flat=True))


def _danger(token: Token, warnings: list[str], *, is_risk: bool, names: Names) -> Iterator[Finding]:
    """Read the warnings that begin with the token's name."""
    own = [text.removeprefix(token.symbol) for text in warnings if text.startswith(token.symbol)]
    value, called = {"symbol": names.as_data(token)}, names.for_people(token)
    if is_risk or any(text.startswith(" is flagged as a honeypot") for text in own):
        sentence = f"{called} is flagged as a trap: selling it may fail. Do not buy more of it."
        yield Finding(kind="trap", value=value, sentence=sentence)
    taxes = [found[1] for text in own if (found := _TAX.match(text))]
    if taxes:
        sentence = f"{called} takes {taxes[0]} % of each transfer: a sale brings that much less."
        yield Finding(kind="tax", value=value | {"tax_percent": number(Decimal(taxes[0]))}, sentence=sentence)


def _warnings(user: User, tokens: list[Token], now: datetime) -> dict[int, list[str]]:
    """Return what was warned of in the user's newest trade of each token, asked for or carried out.

    Between two chains OKX does not tell of traps and taxes, so that those trades say nothing.
    """
    swaps = Swap.objects.filter(
        Q(token_in__in=tokens) | Q(token_out__in=tokens), user=user, to_chain=None, created_at__gte=now - _REMEMBERED
    ).order_by("-created_at")
    found: dict[int, list[str]] = {}
    for token_in, token_out, warnings in swaps.values_list("token_in", "token_out", "warnings")[:_MOST_SWAPS]:
        found.setdefault(token_in, warnings)
        found.setdefault(token_out, warnings)
    return found
