"""What arrived on the other chain, read from that chain itself: by the token's own word, and by the balance.

https://ethereum.github.io/execution-apis/
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from esther_site.lib.errors import TemporaryError
from tokens.models import Chain
from trading.erc20 import balance_of, transfers
from trading.models import Swap
from trading.rpc import Receipt, RpcClient, RpcRefused, rpc_for
from trading.settlement import depth_of

__all__ = ["Arrival", "look_for"]

_NOT_SEEN: Final = "The other chain's node does not find what arrived yet: Esther keeps looking."
_NO_TIME: Final = "The other chain's node does not tell when that was: Esther keeps looking."


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What a transaction brought to the wallet, by the token's word and by the balance; the latter may be unknown.

    The coin has no word of its own: both numbers are the balance's then. `at` is in seconds since 1970.
    """

    told: int | None
    gained: int | None
    at: int

    @property
    def units(self) -> int | None:
        """What arrived, as far as nothing speaks against it."""
        known = {number for number in (self.told, self.gained) if number is not None}
        return known.pop() if len(known) == 1 else None


def look_for(swap: Swap, chain: Chain, arrival_hash: str) -> Arrival:
    """Return what a transaction on the other chain brought.

    Raises:
        TemporaryError: it is not there, not buried, or the node gives no answer.
    """
    rpc = rpc_for(chain)
    receipt = _buried(rpc, chain, arrival_hash)
    block = rpc.block(receipt.block_number)
    if block is None:
        raise TemporaryError(_NO_TIME)
    gained = _gained(swap, rpc, receipt)
    if not receipt.succeeded:
        return Arrival(told=0, gained=0, at=block.timestamp)
    return Arrival(told=gained if swap.token_out.is_native else _told(swap, receipt), gained=gained, at=block.timestamp)


def _buried(rpc: RpcClient, chain: Chain, arrival_hash: str) -> Receipt:
    receipt, head = rpc.receipt(arrival_hash), rpc.block("latest")
    if receipt is None or head is None or head.number - receipt.block_number + 1 < depth_of(chain):
        raise TemporaryError(_NOT_SEEN)
    return receipt


def _told(swap: Swap, receipt: Receipt) -> int:
    address, wallet = swap.token_out.address.lower(), swap.wallet.address.lower()
    moved = [transfer for transfer in transfers(receipt) if transfer.token == address]
    arrived = sum(transfer.units for transfer in moved if transfer.receiver == wallet)
    return arrived - sum(transfer.units for transfer in moved if transfer.sender == wallet)


def _gained(swap: Swap, rpc: RpcClient, receipt: Receipt) -> int | None:
    """Return by how much the balance grew in the block; None from a node that has forgotten the one before."""
    try:
        return _balance(swap, rpc, receipt.block_number) - _balance(swap, rpc, receipt.block_number - 1)
    except RpcRefused:
        return None


def _balance(swap: Swap, rpc: RpcClient, block: int) -> int:
    if swap.token_out.is_native:
        return rpc.native_balance(swap.wallet.address, block=block)
    return balance_of(rpc, swap.token_out.address, swap.wallet.address, block=block)
