"""Which bridge is taken, and what the way then costs in dollars; what the bridges offer is not this module's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils import timezone

from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.bridge_offers import BridgeOffer
from tokens.market import price_of, prices_of
from tokens.models import Token
from tokens.network_fees import gas_price
from tokens.quotes import Quote

__all__ = ["CrossQuote", "choose"]

_NEARLY: Final = Decimal("0.001")  # of the value: for less than this share nobody waits 20 minutes
_MAX_IMPACT_PERCENT: Final = 10**5
_IMPACT_STEP: Final = Decimal("0.0001")
_UNREADABLE: Final = "OKX's quote makes no sense: try again in a minute."


@dataclass(frozen=True, kw_only=True)
class CrossQuote(Quote):
    """What a swap between two chains would cost and bring by the bridge that was chosen.

    `units_out` is what arrives, the bridge's fee taken off; `price_impact_percent` is all that is lost on the way, but
    for gas. `gas_usd` is all that is paid in the first chain's coin: gas, and what the bridge takes in coins
    (`coin_fee_units`).
    `bridge_fee_usd` is what the bridge takes in either way, so it is in those numbers already; None is not known. Traps
    and taxes are not told for two chains.
    """

    bridge: str
    bridge_id: int
    coin_fee_units: int
    bridge_fee_usd: Decimal | None
    estimated_seconds: int


@dataclass(frozen=True, kw_only=True)
class _Prices:
    """What the tokens of a question and the first chain's coin cost; None is not known."""

    coin: Token
    coin_usd: Decimal
    in_usd: Decimal | None
    out_usd: Decimal | None


def choose(offers: Sequence[BridgeOffer], units: int, *, token_in: Token, token_out: Token) -> CrossQuote:
    """Return the quickest of the offers that leave nearly the most, what a bridge takes in coins counted too.

    Raises TemporaryError when what it costs is not known or cannot be.
    """
    prices = _prices(token_in, token_out)

    def left(offer: BridgeOffer) -> Decimal:
        brought = _left_usd(offer, token_out, prices)
        return Decimal(offer.units_out) if brought is None else brought

    most = max(map(left, offers))
    enough = most - abs(most) * _NEARLY
    best = min((offer for offer in offers if left(offer) >= enough), key=lambda offer: (offer.seconds, -left(offer)))
    coin_fee_usd = prices.coin.to_amount(best.coin_fee_units) * prices.coin_usd
    gas_usd = prices.coin.to_amount(best.gas_units * gas_price(token_in.chain)) * prices.coin_usd
    fee_usd = _fee_usd(best, token_in)
    return CrossQuote(
        token_in=token_in,
        token_out=token_out,
        units_in=units,
        units_out=best.units_out,
        price_impact_percent=_lost_percent(
            prices.in_usd and token_in.to_amount(units) * prices.in_usd, _left_usd(best, token_out, prices)
        ),
        gas_units=best.gas_units,
        gas_usd=gas_usd + coin_fee_usd,
        route=(best.bridge,),
        honeypot_in=False,
        honeypot_out=False,
        tax_in_percent=Decimal(0),
        tax_out_percent=Decimal(0),
        price_in_usd=prices.in_usd,
        price_out_usd=prices.out_usd,
        taken_at=timezone.now(),
        bridge=best.bridge,
        bridge_id=best.bridge_id,
        coin_fee_units=best.coin_fee_units,
        bridge_fee_usd=None if fee_usd is None else fee_usd + coin_fee_usd,
        estimated_seconds=best.seconds,
    )


def _prices(token_in: Token, token_out: Token) -> _Prices:
    coin = Token.objects.select_related("chain").get(chain=token_in.chain_id, is_native=True)
    usd = {pk: price.usd for pk, price in prices_of([token_in, token_out, coin]).items()}
    return _Prices(
        coin=coin,
        coin_usd=usd.get(coin.pk) or price_of(coin).usd,
        in_usd=usd.get(token_in.pk),
        out_usd=usd.get(token_out.pk),
    )


def _left_usd(offer: BridgeOffer, token_out: Token, prices: _Prices) -> Decimal | None:
    """Return the value of what arrives, less what the bridge takes in coins."""
    if prices.out_usd is None:
        return None
    coin_fee_usd = prices.coin.to_amount(offer.coin_fee_units) * prices.coin_usd
    return token_out.to_amount(offer.units_out) * prices.out_usd - coin_fee_usd


def _fee_usd(offer: BridgeOffer, token_in: Token) -> Decimal | None:
    """Return what the bridge keeps of the tokens, in USD; its token is one of the first chain."""
    if not offer.fee_units:
        return Decimal(0)
    token = Token.objects.select_related("chain").filter(chain=token_in.chain_id, address=offer.fee_address).first()
    price = prices_of([token]).get(token.pk) if token else None
    return token.to_amount(offer.fee_units) * price.usd if token and price else None


def _lost_percent(usd_in: Decimal | None, usd_left: Decimal | None) -> Decimal | None:
    """Return how much less is left than was given, by the market's prices, in percent.

    OKX names a price impact too, mostly empty and of an unknown sign; this one counts all of the bridge's fee as well.
    """
    if not usd_in or usd_left is None:
        return None
    lost = (1 - usd_left / usd_in) * 100
    if abs(lost) >= _MAX_IMPACT_PERCENT:
        raise OkxTemporaryError(_UNREADABLE)
    return lost.quantize(_IMPACT_STEP)
