"""What rollups of the OP kind take beside gas times its price: for their data on the first chain, for their operator.

No field of a transaction limits it, so it is counted before anything is signed. Arbitrum needs none of this: there it
is part of the gas. https://docs.optimism.io/app-developers/transactions/fees
"""

from __future__ import annotations

import logging
from typing import Final

from trading.rpc import Reverted, RpcClient

__all__ = ["ORACLE", "most_on_top"]

logger = logging.getLogger(__name__)

ORACLE: Final = "0x420000000000000000000000000000000000000F"  # GasPriceOracle, at the same place on each of them
# Optimism, X Layer and Base. https://docs.dune.com/data-catalog/evm/xlayer/overview
_ROLLUPS: Final = frozenset({10, 196, 8453})
# https://github.com/ethereum-optimism/specs/blob/main/specs/protocol/fjord/predeploys.md: made for asking beforehand,
# and more than what is taken of all but one transaction in ten thousand
_UPPER_BOUND: Final = bytes.fromhex("f1c7a58b")  # getL1FeeUpperBound(uint256 unsignedTxSize)
_OPERATOR_FEE: Final = bytes.fromhex("275aedd2")  # getOperatorFee(uint256 gasUsed)
_ENVELOPE_BYTES: Final = 128  # all of an unsigned transaction but its data, at its longest
_MARGIN: Final = (3, 2)  # the first chain's fees move until it is mined: by an eighth a block
_WORD: Final = 32


def most_on_top(rpc: RpcClient, data: bytes, *, gas: int) -> int:
    """Return the most that a transaction may cost beside its gas, in wei. Raises TemporaryError without an answer."""
    if rpc.expected_chain_id not in _ROLLUPS:
        return 0
    many, few = _MARGIN
    taken = _ask(rpc, _UPPER_BOUND, len(data) + _ENVELOPE_BYTES) + _ask(rpc, _OPERATOR_FEE, gas)
    return taken * many // few


def _ask(rpc: RpcClient, selector: bytes, number: int) -> int:
    """Return the oracle's answer; nothing where there is no oracle, or it does not know the question yet."""
    try:
        answer = rpc.call(ORACLE, selector + number.to_bytes(_WORD))
    except Reverted:
        logger.warning("the gas oracle of chain %d does not know %s", rpc.expected_chain_id, selector.hex())
        return 0
    return int.from_bytes(answer[:_WORD])
