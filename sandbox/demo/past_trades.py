"""Paper trades and deposits of the past: booked as Esther books them, at what the stand-in would have quoted then."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_UP, Decimal
from typing import Final

from esther_site.lib.errors import UserError
from sandbox.market import market, milliseconds
from sandbox.okx.listing import Token as Listed
from sandbox.okx.listing import find_token
from sandbox.okx.quote_rows import quote_row
from sandbox.okx.quotes import quote_at
from tokens.models import Token
from tokens.quotes import Quote, question_of, read_quote
from trading import paper
from trading.models import Swap, User, Wallet
from trading.quoting import Offer, TradeRequest, user_slippage
from trading.swap_rows import QUOTE_TTL, store

__all__ = ["MARK", "price_at", "token_called", "trade_at"]

Gas = tuple[Token, int]

MARK: Final = "seed_demo"  # as what confirmed these trades
_READING: Final = timedelta(seconds=15)  # the card, before Confirm is pressed


def token_called(symbol: str, chain: str = "Ethereum") -> Token:
    return Token.objects.select_related("chain").get(symbol=symbol, chain__name=chain, verified=True)


def price_at(token: Token, at: datetime) -> Decimal:
    """Return what a token cost on the stand-in's market."""
    return market().price_at(_listed(token), milliseconds(at))


def trade_at(at: datetime, user: User, *, given: Token, wanted: Token, units: int) -> Swap:
    """Book a trade of exactly so many base units at a moment of the past."""
    wallet = paper.open_paper_wallet(user)
    quote = _quote(at, given, wanted, units)
    gas = _gas(at, wallet, quote)
    swap = store(_offer(user, wallet, quote, gas), origin=Swap.Origin.CHAT, bracket=None)
    paper.book(swap, units_in=units, units_out=quote.units_out, gas=gas)
    Swap.objects.filter(pk=swap.pk).update(
        state=Swap.State.BOOKED,
        received_units_out=quote.units_out,
        gas_token=gas[0],
        gas_units=gas[1],
        confirmed_by=MARK,
        created_at=at - _READING,
        expires_at=at - _READING + QUOTE_TTL,
        confirmed_at=at,
        finished_at=at,
    )
    return swap


def _quote(at: datetime, given: Token, wanted: Token, units: int) -> Quote:
    row = quote_row(quote_at(milliseconds(at), units, _listed(given), _listed(wanted)))
    return read_quote(row, question_of(given, wanted, units), token_in=given, token_out=wanted)


def _offer(user: User, wallet: Wallet, quote: Quote, gas: Gas) -> Offer:
    slippage = user_slippage(user)
    request = TradeRequest(
        user=user,
        wallet=wallet,
        token_in=quote.token_in,
        token_out=quote.token_out,
        asked=Swap.Exact.IN,
        units=quote.units_in,
        slippage_percent=slippage,
    )
    return Offer(
        request=request,
        quote=quote,
        exact=Swap.Exact.IN,
        maximum_units_in=quote.units_in,
        minimum_units_out=int(quote.units_out * (1 - slippage / 100)),
        gas=gas,
        verdicts=[],
    )


def _gas(at: datetime, wallet: Wallet, quote: Quote) -> Gas:
    """Return what paid the gas: the chain's coin, or cash where there was not enough of it."""
    chain = quote.token_in.chain
    moves = {quote.token_in.pk: -quote.units_in, quote.token_out.pk: quote.units_out}
    coin = Token.objects.select_related("chain").get(chain=chain, is_native=True)
    for token in (coin, paper.cash_token(chain)):
        units = int((quote.gas_usd / price_at(token, at)).scaleb(token.decimals).to_integral_value(ROUND_UP))
        if paper.balance_units(wallet, token) + moves.get(token.pk, 0) >= units:
            return token, units
    raise UserError("The demo's own script leaves nothing to pay gas with: change it.")


def _listed(token: Token) -> Listed:
    found = find_token(token.chain_id, token.address)
    if found is None:
        raise UserError(f"The stand-in does not list {token.symbol} on {token.chain.name}: change the demo's script.")
    return found
