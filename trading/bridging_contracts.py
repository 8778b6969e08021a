"""The contracts of the bridges that Esther knows by themselves: on the list without an operator's word.

Which functions of theirs may be called is `bridging_calldata`'s business. OKX numbers the bridges.

https://docs.across.to/reference/contract-addresses
"""

from __future__ import annotations

from typing import Final

__all__ = ["ACROSS", "known_bridges"]

ACROSS: Final = 636  # "ACROSS V3" in OKX's answers
_SPOKE_POOLS: Final = {
    1: "0x5c7bcd6e7de5423a257d81b442095a1a6ced35c5",
    10: "0x6f26bf09b1c792e3228e5467807a900a503c0281",
    137: "0x9295ee1d8c5b022be115a2ad3c30c72e34e7f096",
    8453: "0x09aea4b2242abc8bb4bb78d537a67a245a7bec64",
    42161: "0xe35e9842fceaca96570b734083f4a58e8f7c5f2a",
}


def known_bridges(chain_index: int, bridge_id: int) -> list[str]:
    """Return the contracts of a bridge on a chain, in lower case: tokens are sent to what may take them."""
    return [_SPOKE_POOLS[chain_index]] if bridge_id == ACROSS and chain_index in _SPOKE_POOLS else []
