"""From an offer to the row that keeps it, and from such a row back to the request. Nothing is decided here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from tokens.cross_chain import CrossQuote
from tokens.quotes import Quote
from trading.audit_swaps import note_quoted
from trading.brackets import Bracket, bracket_fields
from trading.models import Swap
from trading.quoting import Offer, TradeRequest

__all__ = ["QUOTE_TTL", "crossing_fields", "request_of", "store", "value_usd"]

QUOTE_TTL: Final = timedelta(seconds=60)


def store(offer: Offer, *, origin: Swap.Origin, bracket: Bracket | None, mode: Swap.Mode = Swap.Mode.DRY_RUN) -> Swap:
    """Keep an offer as a quote that may be confirmed for a minute."""
    with transaction.atomic():
        swap = Swap.objects.create(**_fields(offer, origin=origin, bracket=bracket, mode=mode))
        note_quoted(swap, offer)
    return swap


def crossing_fields(quote: Quote) -> dict[str, Any]:
    """Return what a row keeps of the way to another chain; nothing for a trade on one."""
    if not isinstance(quote, CrossQuote):
        return {}
    return {
        "to_chain": quote.token_out.chain,
        "bridge": quote.bridge,
        "bridge_id": quote.bridge_id,
        "bridge_coin_units": quote.coin_fee_units,
        "bridge_fee_usd": quote.bridge_fee_usd,
        "estimated_seconds": quote.estimated_seconds,
    }


def value_usd(offer: Offer) -> Decimal | None:
    """Return what is given away in USD, or None when its price is not known."""
    price_in = offer.quote.price_in_usd
    return None if price_in is None else offer.request.token_in.to_amount(offer.quote.units_in) * price_in


def request_of(swap: Swap, *, frozen: bool = False) -> TradeRequest:
    """Rebuild the request: as the user asked it, or (`frozen`) as the card says it is carried out.

    A live trade between chains is carried out by the bridge of the card; on paper it does not matter which.
    """
    request = TradeRequest(
        user=swap.user,
        wallet=swap.wallet,
        token_in=swap.token_in,
        token_out=swap.token_out,
        asked=Swap.Exact(swap.asked),
        units=swap.asked_units,
        slippage_percent=swap.slippage_percent,
    )
    if frozen and swap.exact == Swap.Exact.IN:
        bridge_id = swap.bridge_id if swap.mode == Swap.Mode.LIVE else None
        return replace(request, asked=Swap.Exact.IN, units=swap.units_in, bridge_id=bridge_id)
    return request


def _fields(offer: Offer, *, origin: Swap.Origin, bracket: Bracket | None, mode: Swap.Mode) -> dict[str, Any]:
    request, quote = offer.request, offer.quote
    return dict(
        user=request.user,
        wallet=request.wallet,
        chain=request.token_in.chain,
        token_in=request.token_in,
        token_out=request.token_out,
        asked=request.asked,
        asked_units=request.units,
        exact=offer.exact,
        units_in=quote.units_in,
        maximum_units_in=offer.maximum_units_in,
        expected_units_out=quote.units_out,
        minimum_units_out=offer.minimum_units_out,
        slippage_percent=request.slippage_percent,
        price_impact_percent=quote.price_impact_percent,
        gas_usd=quote.gas_usd,
        value_usd=value_usd(offer),
        route=" → ".join(quote.route)[:300],
        warnings=[verdict.reason for verdict in offer.verdicts],
        mode=mode,
        origin=origin,
        expires_at=timezone.now() + QUOTE_TTL,
        **crossing_fields(quote),
        **bracket_fields(bracket),
    )
