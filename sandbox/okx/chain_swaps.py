"""Swaps on a chain that is really there: quoted from the pools' reserves, with calldata its router carries out."""

from __future__ import annotations

import os
from itertools import pairwise

from sandbox.okx.calldata import SwapTerms
from sandbox.okx.chain_calldata import Edge, dag_swap, dag_swap_to, swap_wrap, unxswap
from sandbox.okx.chain_node import ask_all, contract_call
from sandbox.okx.chain_world import Deployment
from sandbox.okx.listing import Token, native_token, wrapped
from sandbox.okx.pool import InsufficientLiquidityError

__all__ = ["edges_of", "route", "swap_calldata_on_chain", "units_received_on_chain"]

_RESERVES_SELECTOR = "0x0902f1ac"  # getReserves()
_FEE_PARTS, _ALL_PARTS = 997, 1000  # https://docs.uniswap.org/contracts/v2/concepts/advanced-topics/fees
_BASIS_POINTS = 10_000


def route(deployment: Deployment, source: Token, target: Token) -> list[Token]:
    """Return the tokens of the way: straight where there is a pool, else through the wrapped native coin.

    Raises: InsufficientLiquidityError when there is no such way.
    """
    first, last = wrapped(source), wrapped(target)
    if first is last:
        return [first, last]
    middle = wrapped(native_token(source.chain))
    for way in ([first, last], [first, middle, last]):
        if all(_pair(one, other) in deployment.pools for one, other in pairwise(way)):
            return way
    raise InsufficientLiquidityError


def units_received_on_chain(deployment: Deployment, units: int, source: Token, target: Token) -> int:
    """Return what the pools pay for `units` base units right now, after what the tokens keep for themselves.

    Raises: InsufficientLiquidityError when there is no way, or a pool is empty.
    """
    way = route(deployment, source, target)
    units = _after_tax(units, way[0])
    for reserve_in, reserve_out in _reserves(deployment, way):
        if not reserve_in or not reserve_out:
            raise InsufficientLiquidityError
        with_fee = units * _FEE_PARTS
        units = with_fee * reserve_out // (reserve_in * _ALL_PARTS + with_fee)
    return _after_tax(units, way[-1])


def swap_calldata_on_chain(deployment: Deployment, way: list[Token], terms: SwapTerms, *, receiver: str = "") -> str:
    """Encode what the router has to be sent; without a receiver the sender gets what is bought.

    With SANDBOX_CALLDATA=unxswap in the environment it is the short form, as OKX gives out for simple trades.
    """
    if way[0] is way[-1]:
        return swap_wrap(terms.amount, unwraps=terms.source == way[0].address)
    edges = edges_of(deployment, [token.address for token in way])
    if not receiver and os.environ.get("SANDBOX_CALLDATA") == "unxswap":
        return unxswap(terms, edges)
    return dag_swap_to(terms, edges, receiver=receiver) if receiver else dag_swap(terms, edges)


def edges_of(deployment: Deployment, addresses: list[str]) -> list[Edge]:
    """Return the sales of a way of tokens, each through one pool."""
    return [
        Edge(sold, bought, deployment.pools[frozenset((sold, bought))], deployment.adapter)
        for sold, bought in pairwise(addresses)
    ]


def _reserves(deployment: Deployment, way: list[Token]) -> list[tuple[int, int]]:
    """Return the reserves of each pool of a way, those of the token that is sold first."""
    pools = [deployment.pools[_pair(sold, bought)] for sold, bought in pairwise(way)]
    answers = ask_all(deployment, [contract_call(pool, _RESERVES_SELECTOR) for pool in pools])
    both = [(int(answer[2:66], 16), int(answer[66:130], 16)) for answer in answers]
    return [
        (first, second) if int(sold.address, 16) < int(bought.address, 16) else (second, first)
        for (sold, bought), (first, second) in zip(pairwise(way), both, strict=True)
    ]


def _pair(one: Token, other: Token) -> frozenset[str]:
    return frozenset((one.address, other.address))


def _after_tax(units: int, token: Token) -> int:
    return units - units * int(token.tax_rate * _BASIS_POINTS) // _BASIS_POINTS
