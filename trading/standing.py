"""Standing allowances: what contracts may still take of a wallet's tokens after a trade, as the chain says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from esther_site.lib.errors import UserError
from trading.erc20 import allowance, approve_data, decode_approve
from trading.models import Swap, Transaction
from trading.proposed import Answer, checksummed
from trading.rpc import RpcClient, rpc_for

__all__ = ["Standing", "standing_of", "standing_with", "taking_back", "taking_spender"]

_UNLIMITED: Final = 2**255  # no token has so many units
_NO_SPENDER: Final = "This trade never let that contract take anything: /allowances shows what stands now."
_GAS: Final = 60_000  # what a plain token needs at most; what is seen when it is tried out counts where it is more


@dataclass(frozen=True)
class Standing:
    """How many units of the token that a trade sold a spender may still take, and how much that is."""

    spender: str
    units: int
    amount: Decimal

    @property
    def is_unlimited(self) -> bool:
        return self.units >= _UNLIMITED


def standing_of(swap: Swap, spender: str = "") -> list[Standing]:
    """Ask the chain what may still be taken of the token that a trade sold, and by whom.

    The spenders are those that this trade's approvals named, whether or not they are on the list today, and the one
    of its chain; or that one of them that is named, in lower case. One call for each.

    Raises:
        UserError: the spender that is named is none of this trade's.
        EstherError: the chain does not tell.
    """
    if swap.token_in.is_native:
        return []
    spenders = list(dict.fromkeys(_spenders(swap)))
    if spender and spender not in spenders:
        raise UserError(_NO_SPENDER)
    rpc = rpc_for(swap.chain)
    found = [_standing(swap, rpc, each) for each in ([spender] if spender else spenders)]
    return [standing for standing in found if standing.units]


def standing_with(swap: Swap, spender: str) -> Standing:
    """Ask the chain how much of the token that a trade sold one spender may still take, which may be nothing.

    It asks no database, when wallet, chain and token are loaded. Raises EstherError when the chain does not tell.
    """
    return _standing(swap, rpc_for(swap.chain), spender)


def taking_back(swap: Swap, spender: str) -> Answer:
    """Propose the approval of nothing. Nobody is asked for it, so that nobody can stand in its way."""
    return Answer(
        chain_id=swap.chain_id,
        to=checksummed(swap.token_in.address),
        data=approve_data(spender, 0),
        value=0,
        gas=_GAS,
    )


def taking_spender(row: Transaction) -> str:
    """Return whom an approval, or the taking back of one, is about, in lower case; empty for any other transaction."""
    decoded = decode_approve(bytes.fromhex(row.data.removeprefix("0x")))
    return decoded[0] if decoded else ""


def _standing(swap: Swap, rpc: RpcClient, spender: str) -> Standing:
    units = allowance(rpc, swap.token_in.address, swap.wallet.address, spender)
    return Standing(spender, units, swap.token_in.to_amount(units))


def _spenders(swap: Swap) -> Iterator[str]:
    named = swap.transactions.exclude(purpose=Transaction.Purpose.SWAP).order_by("-pk")
    yield from filter(None, map(taking_spender, named))
    if not swap.is_crossing:
        yield swap.chain.spender.lower()
