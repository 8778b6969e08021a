"""What a rollup takes beside the gas is counted before anything is signed, and taken back by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import responses

from esther_site.lib.errors import TemporaryError
from trading.rollup_gas import ORACLE, most_on_top
from trading.rpc import RpcClient
from trading.tests.answering_node import URL, AnsweringNode, refused

SIZE, GAS = 100, 200_000
L1_FEE, OPERATOR_FEE = 12_345_678_901, 1_000


@pytest.fixture
def node() -> Iterator[AnsweringNode]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield AnsweringNode(mock)


def answers(params: list[Any]) -> str:
    """Answer as the oracle of a rollup does: https://docs.optimism.io/app-developers/transactions/estimates"""
    called, number = params[0]["data"][:10], int(params[0]["data"][10:], 16)
    assert params[0]["to"] == ORACLE
    fees = {("0xf1c7a58b", SIZE + 128): L1_FEE, ("0x275aedd2", GAS): OPERATOR_FEE}
    return f"0x{fees[called, number]:064x}"


@pytest.mark.parametrize("chain", [1, 56, 137, 42161, 43114])
def test_other_chains_are_not_asked(node: AnsweringNode, chain: int) -> None:
    assert most_on_top(RpcClient(URL, chain), b"\x01" * SIZE, gas=GAS) == 0
    assert node.asked == []


def test_a_silent_node_is_no_rollup_without_fees(node: AnsweringNode) -> None:
    node.says("eth_call", None)
    with pytest.raises(TemporaryError):
        most_on_top(RpcClient(URL, 10), b"", gas=GAS)


@pytest.mark.parametrize("chain", [10, 196, 8453])
def test_its_data_and_its_operator_are_counted_with_a_margin(node: AnsweringNode, chain: int) -> None:
    node.says("eth_call", answers)
    assert most_on_top(RpcClient(URL, chain), b"\x01" * SIZE, gas=GAS) == (L1_FEE + OPERATOR_FEE) * 3 // 2


@pytest.mark.parametrize("says", ["0x", refused(3, "execution reverted")], ids=["no oracle", "an older one"])
def test_what_the_oracle_does_not_know_is_nothing(node: AnsweringNode, says: Any) -> None:
    node.says("eth_call", says)
    assert most_on_top(RpcClient(URL, 10), b"", gas=GAS) == 0
