"""What OKX offers for a swap from one chain to another; deciding about it and booking it are not this module's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, NewType

from esther_site.lib.errors import UserError
from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxError, OkxTemporaryError
from tokens.answers import address_of, decimals_of, rows_of, units_of
from tokens.bridge_choice import CrossQuote, choose
from tokens.bridge_offers import BridgeOffer, read_offers
from tokens.models import Token

__all__ = [
    "LEAST_SLIPPAGE_PERCENT",
    "CrossQuote",
    "SlippageFraction",
    "as_fraction",
    "cross_question",
    "get_cross_quote",
    "read_taken_offer",
]

SlippageFraction = NewType("SlippageFraction", Decimal)

# The documents give these bounds for v5; v6 names none.
LEAST_SLIPPAGE_PERCENT: Final = Decimal("0.2")
MOST_SLIPPAGE_PERCENT: Final = Decimal(50)
_MAX_UNITS: Final = 2**256 - 1
_OTHER_QUESTION: Final = "OKX answered a different question than Esther asked: try again in a minute."
_UNREADABLE: Final = "OKX's quote makes no sense: try again in a minute."

_NO_ROUTE: Final = "No bridge takes {given} to {wanted}: choose other tokens, or another chain."
# Codes that mean something else, or something narrower, between chains than on one. 82116 is v5's "no bridge".
_MEANINGS: Final = {
    **dict.fromkeys(("82000", "82104", "82106", "82115", "82116"), _NO_ROUTE),
    "82102": "That is less than any bridge takes from {given} to {wanted}: swap more.",
    "82103": "That is more than any bridge takes from {given} to {wanted}: swap less.",
    "82114": "The bridges need more slippage for this: name a larger one, such as “slippage 1%”.",
}


def as_fraction(percent: Decimal) -> SlippageFraction:
    """Return a slippage as the cross-chain API counts it, where 1 % is 0.01 (swaps on one chain count percent).

    Raises UserError when no bridge takes it.
    """
    if not LEAST_SLIPPAGE_PERCENT <= percent <= MOST_SLIPPAGE_PERCENT:
        raise UserError(
            f"Between chains the slippage must be from {LEAST_SLIPPAGE_PERCENT} to {MOST_SLIPPAGE_PERCENT} %. "
            "Name another one, such as “slippage 1%”."
        )
    return SlippageFraction(percent / 100)


def get_cross_quote(
    token_in: Token, token_out: Token, units: int, *, slippage_percent: Decimal, bridge_id: int | None = None
) -> CrossQuote:
    """Ask OKX for the best bridge, or for one of them, from `units` base units of a token to one of another chain.

    Raises:
        UserError: no bridge does that, or not with this amount or slippage.
        TemporaryError: OKX does not answer, or its answer cannot be trusted.
    """
    slippage = as_fraction(slippage_percent)
    params = cross_question(token_in, token_out, units, slippage_percent=slippage_percent, bridge_id=bridge_id)
    row = _ask(params, token_in=token_in, token_out=token_out)
    _check_echo(row, params, token_in=token_in, token_out=token_out)
    offers = [offer for offer in read_offers(row.get("routerList")) if bridge_id in {None, offer.bridge_id}]
    if not offers:
        raise UserError(_worded(_NO_ROUTE, token_in, token_out))
    kept = [offer for offer in offers if offer.minimum_units_out >= int(offer.units_out * (1 - slippage))]
    if not kept:
        raise UserError("No bridge keeps within this slippage: name a larger one, or swap a smaller amount.")
    return choose(kept, units, token_in=token_in, token_out=token_out)


def cross_question(
    token_in: Token, token_out: Token, units: int, *, slippage_percent: Decimal, bridge_id: int | None = None
) -> dict[str, str]:
    """Return what OKX is asked about a swap between two chains. Raises UserError when there is no such swap."""
    _check_question(token_in, token_out, units)
    slippage = as_fraction(slippage_percent)
    question = {
        "fromChainIndex": str(token_in.chain_id),
        "toChainIndex": str(token_out.chain_id),
        "fromTokenAddress": token_in.address.lower(),
        "toTokenAddress": token_out.address.lower(),
        "amount": str(units),
        "slippage": f"{slippage.normalize():f}",
    }
    return question if bridge_id is None else question | {"bridgeId": str(bridge_id)}


def read_taken_offer(row: dict[str, Any], *, units: int, bridge_id: int) -> BridgeOffer:
    """Return what the one bridge offers that an answer to `cross-chain/swap` is for.

    Raises:
        TemporaryError: it makes no sense, or is about another amount or bridge.
    """
    router = row.get("router")
    named = {name: row.get(name) for name in ("toTokenAmount", "minimumReceived")}
    offers = read_offers([router | named]) if isinstance(router, dict) else []
    if not offers:
        raise OkxTemporaryError(_UNREADABLE)
    if units_of(row.get("fromTokenAmount")) != units or offers[0].bridge_id != bridge_id:
        raise OkxTemporaryError(_OTHER_QUESTION)
    return offers[0]


def _check_question(token_in: Token, token_out: Token, units: int) -> None:
    if token_in.chain_id == token_out.chain_id:
        raise UserError(f"Both tokens are on {token_in.chain.name}: no bridge is needed.")
    if units < 1:
        raise UserError("The amount is too small to swap: ask for more.")
    if units > _MAX_UNITS:
        raise UserError("The amount is too large to swap: ask for less.")


def _ask(params: dict[str, str], *, token_in: Token, token_out: Token) -> dict[str, Any]:
    """Return OKX's answer; the parameters and shapes are those of OKX's own v6 client.

    https://github.com/okx/onchainos-skills
    """
    try:
        rows = rows_of(web3_client().get("/api/v6/dex/cross-chain/quote", params))
    except OkxError as refusal:
        if refusal.okx_code not in _MEANINGS:
            raise
        raise UserError(_worded(_MEANINGS[refusal.okx_code], token_in, token_out)) from refusal
    if not rows:
        raise OkxTemporaryError(_UNREADABLE)
    return rows[0]


def _worded(sentence: str, token_in: Token, token_out: Token) -> str:
    given, wanted = (f"{token.symbol} on {token.chain.name}" for token in (token_in, token_out))
    return sentence.format(given=given, wanted=wanted)


def _check_echo(row: dict[str, Any], params: dict[str, str], *, token_in: Token, token_out: Token) -> None:
    """Refuse an answer that is about other chains, tokens or amounts, or counts in other decimals."""
    sides = {key: side if isinstance(side := row.get(key), dict) else {} for key in ("fromToken", "toToken")}
    answered = {
        "fromChainIndex": str(row.get("fromChainIndex")),
        "toChainIndex": str(row.get("toChainIndex")),
        "fromTokenAddress": address_of(sides["fromToken"].get("tokenContractAddress")),
        "toTokenAddress": address_of(sides["toToken"].get("tokenContractAddress")),
        "amount": str(row.get("fromTokenAmount")),
    }
    if answered != {name: params[name] for name in answered}:
        raise OkxTemporaryError(_OTHER_QUESTION)
    for token, key in ((token_in, "fromToken"), (token_out, "toToken")):
        if decimals_of(sides[key].get("decimals")) != token.decimals:
            raise UserError(f"OKX and Esther count {token.symbol} in different decimals: choose another token.")
