"""What a bridge would do is read whole and for certain, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tokens.models import NATIVE_ADDRESS
from trading.bridging_calldata import DecodedCrossing, decode_crossing
from trading.calldata import UnknownCalldata
from trading.tests.bridge_calls import ALICE, DEPOSIT, DEPOSIT_V3, MALLORY, RECORDED, THERE, USDC, WETH, Deposit, call

PLAIN = call(Deposit())


def decode(data: bytes, *, value: int = 0) -> DecodedCrossing:
    return decode_crossing(data, value=value, wrapped_here=WETH, wrapped_there=THERE["WETH"])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "unknown function"),
        (bytes.fromhex("deadbeef") + PLAIN[4:], "unknown function"),
        (bytes.fromhex("972250fe") + PLAIN[4:], "unknown function"),  # XBridge.bridgeToV2
        (bytes.fromhex("3d21e25a") + PLAIN[4:], "unknown function"),  # XBridge.swapBridgeToV2
        (PLAIN[:-1], "NotCanonical"),
        (PLAIN + b"\0", "behind the arguments"),
        (PLAIN + bytes.fromhex("1dc0de000000"), "behind the arguments"),
        (PLAIN + bytes.fromhex("73c0de0000"), "behind the arguments"),
        (PLAIN[:4] + b"\1" + PLAIN[5:], "NonEmptyPadding"),  # more than an address
        (PLAIN + bytes(2_000), "too much"),
        (call(Deposit(message=b"do as you like")), "message"),
        (call(Deposit(wanted="0x" + "0" * 40)), "not a trade"),
        (call(Deposit(units_out=0)), "not a trade"),
        (call(Deposit(units_in=0)), "not a trade"),
        (call(Deposit(), DEPOSIT)[:4] + b"\1" + call(Deposit(), DEPOSIT)[5:], "no address"),
    ],
)
def test_it_refuses_to_guess(data: bytes, why: str) -> None:
    with pytest.raises(UnknownCalldata) as refused:
        decode(data)
    assert why in refused.value.detail


def test_a_message_that_is_put_elsewhere_is_refused() -> None:
    moved = PLAIN[: 4 + 11 * 32] + (0x1A0).to_bytes(32) + bytes(32) + PLAIN[4 + 12 * 32 :]
    with pytest.raises(UnknownCalldata):
        decode(moved)


def test_coins_with_another_token_are_refused() -> None:
    with pytest.raises(UnknownCalldata, match="for certain"):
        decode(PLAIN, value=1)


@pytest.mark.parametrize("missing", ["wrapped_here", "wrapped_there"])
def test_without_the_wrapped_coins_nothing_is_certain(missing: str) -> None:
    wrapped: dict[str, str | None] = {"wrapped_here": WETH, "wrapped_there": THERE["WETH"], missing: None}
    with pytest.raises(UnknownCalldata):
        decode_crossing(PLAIN, value=0, wrapped_here=wrapped["wrapped_here"], wrapped_there=wrapped["wrapped_there"])


@pytest.mark.parametrize("selector", [DEPOSIT_V3, DEPOSIT])
def test_both_functions_say_the_same(selector: bytes) -> None:
    crossing = decode(call(Deposit(recipient=MALLORY), selector))

    assert (crossing.token_in, crossing.token_out) == (USDC, THERE["USDC"])
    assert (crossing.units_in, crossing.units_out, crossing.to_chain) == (100_000_000, 99_950_000, 8453)
    assert (crossing.receiver, crossing.gets_back) == (MALLORY, ALICE)


def test_wrapped_coins_arrive_as_coins_and_leave_as_such_when_they_are_sent_along() -> None:
    ether = Deposit(given=WETH, wanted=THERE["WETH"], units_in=10**18, units_out=10**18 - 1)

    assert decode(call(ether), value=10**18).token_in == NATIVE_ADDRESS
    assert (decode(call(ether)).token_in, decode(call(ether)).token_out) == (WETH, NATIVE_ADDRESS)
    assert decode(call(replace(ether, wanted=THERE["USDC"]))).token_out == THERE["USDC"]


def test_a_recorded_deposit_is_read_as_it_was_meant() -> None:
    crossing = decode(RECORDED)

    assert (crossing.units_in, crossing.units_out, crossing.to_chain) == (130_592, 107_647, 42161)
    assert crossing.receiver == crossing.gets_back == "0x6969174fd72466430a46e18234d0b530c9fd5f49"
    assert crossing.token_out == "0xaf88d065e77c8cc2239327c5edb3a432268e5831"
