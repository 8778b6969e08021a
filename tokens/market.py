"""What tokens cost in USD: kept prices while they are fresh, OKX's market otherwise, a quote when that has none."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, Literal

from django.core.cache import cache
from django.utils import timezone

from esther_site.lib.errors import EstherError, TemporaryError, UserError
from esther_site.lib.fields import UsdField
from tokens.answers import usd_of
from tokens.models import Chain, Price, Token
from tokens.price_feed import Observation, fetch_batch, fetch_change_24h, fetch_many, fetch_ticker
from tokens.quotes import get_quote
from tokens.resolver import resolve_chain, resolve_token
from tokens.spoken import fold

__all__ = ["PriceView", "change_24h", "last_prices", "look_up_price", "price_of", "prices_of", "reference_price"]

logger = logging.getLogger(__name__)

FRESH: Final = timedelta(seconds=30)
CHANGE_SECONDS: Final = 300
QUOTED_USD: Final = Decimal(100)
MARKET_SOURCE: Final = "OKX DEX market"
QUOTE_SOURCE: Final = "OKX DEX quote"
_DOLLARS: Final = ("USDC", "USDT", "USDT0", "DAI")
_REFERENCES: Final = ("BTC", "ETH")
_BITCOIN: Final = frozenset({"btc", "bitcoin"})


@dataclass(frozen=True, kw_only=True)
class PriceView:
    """A price as it is shown; `token` and `chain` are None for a reference from the exchange's market."""

    label: str
    token: Token | None
    chain: Chain | None
    usd: Decimal
    change_24h_percent: Decimal | None
    source: str
    observed_at: datetime

    @property
    def age_seconds(self) -> int:
        return max(0, int((timezone.now() - self.observed_at).total_seconds()))


def prices_of(tokens: Iterable[Token], *, max_age: timedelta = FRESH) -> dict[int, Price]:
    """Return the prices of many tokens by the tokens' keys; tokens for which there is none are missing."""
    wanted = {token.pk: token for token in tokens}
    prices = _kept(wanted, max_age=max_age)
    missing = [token for pk, token in wanted.items() if pk not in prices]
    return prices | _keep(fetch_many(missing), source=MARKET_SOURCE)


def last_prices(tokens: Iterable[Token]) -> dict[int, Price]:
    """Return the last known prices, however old: when OKX is away, an old price with its age beats none."""
    known = Price.objects.filter(token__in=[token.pk for token in tokens])
    return {price.token_id: price for price in known}


def price_of(token: Token, *, max_age: timedelta = FRESH) -> Price:
    """Return the price of one token: kept, from the market, or from a quote for about 100 USD.

    Raises:
        EstherError: there is no price to be had; the sentence says why.
    """
    key = f"price:{token.pk}"
    recent: Price | None = cache.get(key)
    if recent is None or recent.observed_at < timezone.now() - max_age:
        recent = _kept([token.pk], max_age=max_age).get(token.pk) or _fetched(token)
        cache.set(key, recent, FRESH.total_seconds())
    return recent


def _fetched(token: Token) -> Price:
    try:
        prices = _keep(fetch_batch([token]), source=MARKET_SOURCE)
    except EstherError as error:
        logger.warning("no market price for %s: %s", token, error.message)
        prices = {}
    return prices.get(token.pk) or _quoted_price(token)


def change_24h(token: Token) -> Decimal | None:
    """Return how much a token's price changed in 24 hours, in percent, at most five minutes old; None if unknown."""
    key = f"change-24h:{token.pk}"
    known: Decimal | Literal["unasked"] | None = cache.get(key, "unasked")
    if known != "unasked":
        return known
    try:
        change = fetch_change_24h(token)
    except EstherError as error:
        logger.warning("no 24 h change for %s: %s", token, error.message)
        return None
    cache.set(key, change, CHANGE_SECONDS)
    Price.objects.filter(token=token).update(change_24h_percent=change)
    return change


def reference_price(symbol: str) -> PriceView:
    """Return what BTC or ETH costs on OKX's own exchange.

    Raises:
        UserError: there is no such reference.
        TemporaryError: OKX does not answer.
    """
    label = symbol.upper()
    if label not in _REFERENCES:
        raise UserError(f"There is a reference price for {' and '.join(_REFERENCES)} only: name a chain instead.")
    instrument = f"{label}-USDT"
    seen = fetch_ticker(instrument)
    return PriceView(
        label=label,
        token=None,
        chain=None,
        usd=seen.usd,
        change_24h_percent=seen.change_24h_percent,
        source=f"OKX {instrument} market",
        observed_at=seen.observed_at,
    )


def look_up_price(text: str, *, chain_text: str | None, default_chain: Chain) -> PriceView:
    """Return the price of what a user names.

    Bitcoin without a chain is the reference price; when that fails, and for everything else, it is a chain's token.

    Raises:
        EstherError: the chain or token is not known or in doubt, or there is no price to be had.
    """
    if chain_text is None and fold(text).removeprefix("$") in _BITCOIN:
        try:
            return reference_price("BTC")
        except TemporaryError as error:
            logger.warning("no reference price: %s", error.message)
    chain = resolve_chain(chain_text) if chain_text else None
    return _view(resolve_token(text, chain=chain, default_chain=default_chain))


def _view(token: Token) -> PriceView:
    price = price_of(token)
    return PriceView(
        label=token.symbol,
        token=token,
        chain=token.chain,
        usd=price.usd,
        change_24h_percent=change_24h(token),
        source=price.source,
        observed_at=price.observed_at,
    )


def _kept(token_pks: Iterable[int], *, max_age: timedelta) -> dict[int, Price]:
    fresh = Price.objects.filter(token__in=list(token_pks), observed_at__gte=timezone.now() - max_age)
    return {price.token_id: price for price in fresh}


def _keep(observations: dict[int, Observation], *, source: str) -> dict[int, Price]:
    """Store prices (in one order everywhere, so that two writers never wait for each other) and return them."""
    prices = [
        Price(token_id=pk, usd=seen.usd, source=source, observed_at=seen.observed_at)
        for pk, seen in sorted(observations.items())
    ]
    Price.objects.bulk_create(
        prices,
        update_conflicts=True,
        unique_fields=["token"],
        update_fields=["usd", "source", "observed_at"],
    )
    return {price.token_id: price for price in prices}


def _quoted_price(token: Token) -> Price:
    """Return the price at which OKX would sell about 100 USD worth of a token.

    Never that of one whole token: one bitcoin would move the price, and one of a cheap token is next to nothing.
    """
    dollars = _dollars_on(token.chain)
    dollar = next((other for other in dollars if other.pk != token.pk), None)
    if dollar is None:
        raise TemporaryError(f"OKX has no price for {token.symbol} just now: try again in a minute.")
    quote = get_quote(dollar, token, dollar.to_units(QUOTED_USD))
    usd = usd_of(round(QUOTED_USD / token.to_amount(quote.units_out), UsdField.decimal_places))
    if usd is None:
        raise TemporaryError(f"OKX's price for {token.symbol} makes no sense: try again in a minute.")
    return _keep({token.pk: Observation(usd=usd, observed_at=quote.taken_at)}, source=QUOTE_SOURCE)[token.pk]


def _dollars_on(chain: Chain) -> list[Token]:
    """Return a chain's dollar tokens, the one to pay with first."""
    dollars = Token.objects.filter(chain=chain, verified=True, symbol__in=_DOLLARS).select_related("chain")
    return sorted(dollars, key=lambda token: _DOLLARS.index(token.symbol))
