"""Deposits at a bridge, encoded as the bridge's own clients do."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ALICE", "DEPOSIT", "DEPOSIT_V3", "MALLORY", "RECORDED", "THERE", "USDC", "WETH", "Deposit", "call"]

DEPOSIT_V3, DEPOSIT = bytes.fromhex("7b939232"), bytes.fromhex("ad5425c6")
ALICE, MALLORY = "0x" + "a1" * 20, "0x" + "66" * 20
USDC, WETH = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"
THERE = {"USDC": "0x833589fcd6edb6e08f4c7c32d4f71b54bda02913", "WETH": "0x4200000000000000000000000000000000000006"}
_NOBODY = "0x" + "0" * 40
_NUMBERS = ["uint256"] * 3
_TIMES = ["uint32"] * 3 + ["bytes"]

# From Polygon to Arbitrum: 0.130592 USDC, of which 0.107647 arrive; with the tag of who made it.
RECORDED = bytes.fromhex(
    "7b939232"
    + "0000000000000000000000006969174fd72466430a46e18234d0b530c9fd5f49" * 2
    + "0000000000000000000000003c499c542cef5e3811e1192ce70d8cc03d5c3359"
    + "000000000000000000000000af88d065e77c8cc2239327c5edb3a432268e5831"
    + f"{0x1FE20:064x}{0x1A47F:064x}{42161:064x}{0:064x}"
    + f"{0x66704D77:064x}{0x6670A23A:064x}{0:064x}{0x180:064x}{0:064x}"
    + "1dc0de0000"
)


@dataclass(frozen=True, kw_only=True)
class Deposit:
    """What a deposit says; alice's 100 USDC to Base, unless said otherwise."""

    depositor: str = ALICE
    recipient: str = ALICE
    given: str = USDC
    wanted: str = THERE["USDC"]
    units_in: int = 100_000_000
    units_out: int = 99_950_000
    to_chain: int = 8453
    message: bytes = b""


def call(deposit: Deposit, selector: bytes = DEPOSIT_V3) -> bytes:
    """Encode a deposit for either function."""
    from eth_abi.abi import encode

    parties = [deposit.depositor, deposit.recipient, deposit.given, deposit.wanted]
    numbers = [deposit.units_in, deposit.units_out, deposit.to_chain]
    times = [1_700_000_000, 1_700_007_200, 0, deposit.message]
    if selector == DEPOSIT_V3:
        return selector + encode(
            ["address"] * 4 + _NUMBERS + ["address"] + _TIMES, [*parties, *numbers, _NOBODY, *times]
        )
    words = [bytes(12) + bytes.fromhex(address[2:]) for address in (*parties, _NOBODY)]
    return selector + encode(
        ["bytes32"] * 4 + _NUMBERS + ["bytes32"] + _TIMES, [*words[:4], *numbers, words[4], *times]
    )
