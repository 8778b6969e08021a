"""From the balances of a wallet to tokens, units and prices. Whether they count is `portfolio.judging`'s."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from portfolio.balances_feed import Asset
from portfolio.unknown_assets import ASK_AGAIN_AFTER, UnknownAsset, noted
from tokens import lookup
from tokens.market import last_prices, prices_of
from tokens.market_facts import MAX_BATCH, MarketFacts, fetch_facts
from tokens.models import Price, Token

__all__ = ["NOTHING_KNOWN", "Found", "Known", "look_up", "sort_out"]

_MOST_UNVERIFIED: Final = 500  # of one wallet; more is what somebody threw at it

Place = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a wallet holds of one token, and what is known of its worth."""

    token: Token
    units: int
    is_risky: bool
    price: Decimal | None  # in USD
    price_before: Decimal | None  # as it was known last
    liquidity_usd: Decimal | None = None

    @property
    def value(self) -> Decimal:
        return self.worth(self.units, self.price)

    def worth(self, units: int, price: Decimal | None) -> Decimal:
        return self.token.to_amount(units) * (price or 0)


@dataclass(frozen=True)
class Known:
    """What was looked up for many wallets in one go; by default nothing, and each wallet asks for itself."""

    tokens: Mapping[Place, Token] = field(default_factory=dict)
    asked: Mapping[int, Token] = field(default_factory=dict)  # those of them that were asked about, by their keys
    before: Mapping[int, Price] = field(default_factory=dict)
    now: Mapping[int, Price] = field(default_factory=dict)

    def tokens_at(self, places: set[Place]) -> dict[Place, Token]:
        found = {place: token for place in places if (token := self.tokens.get(place))}
        return found if len(found) == len(places) else found | _tokens_at(places - found.keys())

    def last_prices(self, tokens: Sequence[Token]) -> Mapping[int, Price]:
        others = [token for token in tokens if token.pk not in self.asked]
        return {**self.before, **last_prices(others)} if others else self.before

    def prices(self, tokens: Sequence[Token]) -> Mapping[int, Price]:
        others = [token for token in tokens if token.pk not in self.asked]
        return {**self.now, **prices_of(others)} if others else self.now


NOTHING_KNOWN: Final = Known()


def look_up(assets: Iterable[Asset]) -> Known:
    """Look up the tokens of many wallets' assets, and what the verified ones cost. Raises EstherError."""
    tokens = _tokens_at({place for asset in assets if (place := _place(asset))})
    verified = {token.pk: token for token in tokens.values() if token.verified}
    before = last_prices(verified.values())
    return Known(tokens=tokens, asked=verified, before=before, now=prices_of(verified.values()))


def sort_out(
    wallet_id: int, assets: Sequence[Asset], now: datetime, *, known: Known = NOTHING_KNOWN
) -> tuple[list[Found], list[UnknownAsset]]:
    """Return what a wallet holds, and what has no known decimals. Raises EstherError when OKX does not answer."""
    tokens, unknown = _tokens(wallet_id, assets, now, known)
    held = [(asset, tokens[place]) for asset in assets if (place := _place(asset)) and place in tokens]
    return _priced(_bounded(held), known), unknown


def _tokens_at(places: set[Place]) -> dict[Place, Token]:
    rows = Token.objects.filter(address__in={address for _, address in places}).select_related("chain")
    return {place: token for token in rows if (place := (token.chain_id, token.address)) in places}


def _tokens(
    wallet_id: int, assets: Sequence[Asset], now: datetime, found: Known
) -> tuple[dict[Place, Token], list[UnknownAsset]]:
    places = {place for asset in assets if (place := _place(asset))}
    known = found.tokens_at(places)
    if len(known) == len(places) and all(map(_place, assets)):
        return known, []
    asked = {place: asset.asked_at for asset in noted(wallet_id) if (place := _place(asset)) and asset.asked_at}
    recently = {place for place, at in asked.items() if at > now - ASK_AGAIN_AFTER}
    asking = set(sorted(places - known.keys() - recently)[: lookup.MAX_BATCH])
    if asking:
        known |= lookup.fetch_tokens(asking)
    asked |= dict.fromkeys(asking, now)
    strange = [asset for asset in assets if _place(asset) not in known]
    return known, [_unknown(asset, asked) for asset in strange]


def _unknown(asset: Asset, asked: Mapping[Place, datetime]) -> UnknownAsset:
    place = _place(asset)
    asked_at = asked.get(place) if place else None
    return UnknownAsset(chain_id=asset.chain_id, address=asset.address, symbol=asset.symbol, asked_at=asked_at)


def _place(asset: Asset | UnknownAsset) -> Place | None:
    return (asset.chain_id, asset.address) if asset.address else None


def _bounded(held: list[tuple[Asset, Token]]) -> list[tuple[Asset, Token]]:
    """Keep everything verified, and of the rest what is said to be worth the most."""
    verified = [(asset, token) for asset, token in held if token.verified]
    others = sorted((pair for pair in held if not pair[1].verified), key=_said_worth, reverse=True)
    return verified + others[:_MOST_UNVERIFIED]


def _said_worth(pair: tuple[Asset, Token]) -> tuple[bool, Decimal]:
    asset, token = pair
    return not asset.is_risky, token.to_amount(asset.units(token)) * (asset.price_usd or 0)


def _priced(held: list[tuple[Asset, Token]], known: Known) -> list[Found]:
    """Add prices, and how deep the market of an unverified token is: a price alone is easily made up."""
    doubtful = [token for asset, token in held if not token.verified and not asset.is_risky and asset.price_usd]
    facts = fetch_facts(doubtful[:MAX_BATCH])
    tradable = [token for _, token in held if token.verified or token.pk in facts]
    before, now = known.last_prices(tradable), known.prices(tradable)
    found = []
    for asset, token in held:
        was, price = before.get(token.pk), now.get(token.pk)
        told = asset.price_usd if token.verified else None
        one = Found(
            token=token,
            units=asset.units(token),
            is_risky=asset.is_risky,
            price=price.usd if price else told,
            price_before=was.usd if was else None,
        )
        found.append(_with_depth(one, facts))
    return found


def _with_depth(found: Found, facts: Mapping[int, MarketFacts]) -> Found:
    known = facts.get(found.token.pk)
    if known is None or found.token.verified:
        return found
    return replace(found, price=found.price or known.usd, liquidity_usd=known.liquidity_usd)
