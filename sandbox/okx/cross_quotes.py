"""What a trade between two chains would give now, bridge by bridge: swapped, carried across, and swapped again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import floor

from sandbox.market import market, now_milliseconds
from sandbox.okx.bridges import Bridge, between, bridge_numbered
from sandbox.okx.chains import CHAINS, Chain
from sandbox.okx.envelope import OkxRefusal
from sandbox.okx.listing import Token, find_token
from sandbox.okx.parameters import Parameters
from sandbox.okx.pool import InsufficientLiquidityError, units_received
from sandbox.okx.quotes import PricedToken

__all__ = ["Crossing", "CrossingRequest", "read_request", "take_crossings"]

_FRACTION = re.compile(r"0(\.[0-9]{1,18})?|1(\.0{1,18})?", re.ASCII)
# Slippage is a fraction here, unlike in swaps; the documents bound it for v5 only, to 0.2 to 50 %.
_LEAST_SLIPPAGE, _MOST_SLIPPAGE = Decimal("0.002"), Decimal("0.5")
_PPM = 1_000_000


@dataclass(frozen=True, slots=True)
class CrossingRequest:
    """What is asked: so many base units of `source`, for `target` on another chain."""

    source: Token
    target: Token
    amount: int
    slippage: Decimal
    bridges: tuple[Bridge, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """What one bridge offers; `fee` is in base units of `fee_token`, which it keeps on the first chain."""

    request: CrossingRequest
    bridge: Bridge
    fee: int
    fee_token: Token
    received: int
    least_received: int


def read_request(parameters: Parameters) -> CrossingRequest:
    """Read what every question about a crossing has.

    Raises: OkxRefusal 50014, 51000, 82104, 82105 or 82106.
    """
    here, there = _chain(parameters, "fromChainIndex"), _chain(parameters, "toChainIndex")
    source = _token(parameters, "fromTokenAddress", here)
    target = _token(parameters, "toTokenAddress", there)
    amount = parameters.units("amount")
    slippage = _slippage(parameters)
    if amount == 0:
        raise OkxRefusal("51000", "amount")
    if here is there:
        raise OkxRefusal("51000", "toChainIndex")
    return CrossingRequest(source, target, amount, slippage, _bridges(parameters, here, there))


def take_crossings(request: CrossingRequest) -> list[Crossing]:
    """Return what the bridges offer, the most first; nothing when none joins the two.

    Raises: OkxRefusal 82000, 82102 or 82103 when they would, were it not for the amount.
    """
    worth = _priced(request.source).worth_usd(request.amount)
    joined = [bridge for bridge in request.bridges if bridge.legs(request.source, request.target)]
    if joined and all(worth < bridge.least_usd for bridge in joined):
        raise OkxRefusal("82102", _amount(request.source, min(bridge.least_usd for bridge in joined)))
    if joined and all(worth > bridge.most_usd for bridge in joined):
        raise OkxRefusal("82103", _amount(request.source, max(bridge.most_usd for bridge in joined)))
    willing = [bridge for bridge in joined if bridge.least_usd <= worth <= bridge.most_usd]
    crossings = [crossing for bridge in willing if (crossing := _crossing(bridge, request))]
    if willing and not crossings:
        raise OkxRefusal("82000")
    return sorted(crossings, key=lambda crossing: -crossing.received)


def _crossing(bridge: Bridge, request: CrossingRequest) -> Crossing | None:
    legs = bridge.legs(request.source, request.target)
    if legs is None:
        return None
    here, there = legs
    try:
        leaving = _swapped(request.amount, request.source, here)
        fee = -(-leaving * bridge.fee_ppm // _PPM)
        arriving = floor(Decimal(leaving - fee).scaleb(there.decimals - here.decimals))
        received = _swapped(arriving, there, request.target)
    except InsufficientLiquidityError:
        return None
    is_plain = here is request.source and there is request.target
    least = received if is_plain else floor(received * (1 - request.slippage))
    return Crossing(request, bridge, fee, here, received, least) if least else None


def _swapped(units: int, source: Token, target: Token) -> int:
    return units if source is target else units_received(units, _priced(source).pool, _priced(target).pool)


def _priced(token: Token) -> PricedToken:
    return PricedToken(token, market().price_at(token, now_milliseconds()))


def _amount(token: Token, usd: Decimal) -> str:
    return f"{usd / _priced(token).price:.6f}".rstrip("0").rstrip(".")


def _chain(parameters: Parameters, name: str) -> Chain:
    named = parameters.required(name)
    chain = next((chain for index, chain in CHAINS.items() if str(index) == named), None)
    if chain is None:
        raise OkxRefusal("82105")
    return chain


def _token(parameters: Parameters, name: str, chain: Chain) -> Token:
    token = find_token(chain.index, parameters.address(name))
    if token is None:
        raise OkxRefusal("82104")
    return token


def _slippage(parameters: Parameters) -> Decimal:
    """Read a fraction: a client that sends percent ("1" for 1 %) asks for far too much and is refused."""
    value = parameters.required("slippage")
    if not _FRACTION.fullmatch(value) or not _LEAST_SLIPPAGE <= Decimal(value) <= _MOST_SLIPPAGE:
        raise OkxRefusal("51000", "slippage")
    return Decimal(value)


def _bridges(parameters: Parameters, here: Chain, there: Chain) -> tuple[Bridge, ...]:
    wanted = parameters.text("bridgeId")
    if wanted and bridge_numbered(wanted) is None:
        raise OkxRefusal("82106")
    return tuple(bridge for bridge in between(here, there) if wanted in ("", str(bridge.id)))
