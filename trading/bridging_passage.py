"""What was confirmed of the way to another chain, as the screening wants it. Nothing is judged here."""

from __future__ import annotations

from tokens.models import Chain, Token
from trading.bridging_terms import Passage
from trading.models import Swap
from trading.rpc import check_chain, rpc_for

__all__ = ["passage_of", "wrapped_coin"]


def passage_of(swap: Swap) -> Passage | None:
    """Return what was confirmed of the way to another chain, whose node must be there to see the arrival."""
    if swap.to_chain is None:
        return None
    check_chain(rpc_for(swap.to_chain), swap.to_chain)
    return Passage(
        to_chain=swap.to_chain.index, coin_fee=swap.bridge_coin_units or 0, wrapped_there=wrapped_coin(swap.to_chain)
    )


def wrapped_coin(chain: Chain) -> str | None:
    """Return the address of the token that stands for a chain's coin."""
    wrapped = Token.objects.filter(chain=chain, symbol="W" + chain.native_symbol, verified=True).first()
    return wrapped.address if wrapped else None
