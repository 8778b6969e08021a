from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import responses
from eth_abi.exceptions import EncodingError

from esther_site.lib.errors import UserError
from trading.erc20 import (
    Approval,
    Transfer,
    allowance,
    approvals,
    approve_data,
    balance_of,
    decode_approve,
    transfers,
)
from trading.rpc import Log, Reverted, RpcClient
from trading.tests.answering_node import URL, AnsweringNode, refused
from trading.tests.router_calls import selector_of

TOKEN, ALICE, ROUTER = ("0x" + pair * 20 for pair in ("70", "a1", "b2"))
SPENDER = "0x40aA958dd87FC8305b97f2BA922CDdCa374bcD7f"


@pytest.fixture
def node() -> Iterator[AnsweringNode]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield AnsweringNode(mock)


@pytest.fixture
def client() -> RpcClient:
    return RpcClient(URL, 1)


@dataclass(frozen=True)
class Happened:
    logs: tuple[Log, ...]


def topic(address: str) -> bytes:
    return bytes.fromhex(address[2:]).rjust(32, b"\x00")


def event(signature: str, *topics: bytes, data: bytes) -> Log:
    from eth_utils.crypto import keccak

    return Log(TOKEN, (keccak(text=signature), *topics), data)


MOVED = event("Transfer(address,address,uint256)", topic(ALICE), topic(ROUTER), data=(5).to_bytes(32))
ALLOWED = event("Approval(address,address,uint256)", topic(ALICE), topic(ROUTER), data=(7).to_bytes(32))


# What is no token


@pytest.mark.parametrize("answer", ["0x", "0x01", "0x" + "00" * 31, "0x" + "00" * 33, "0x" + "00" * 64])
def test_it_refuses_a_contract_that_does_not_answer_as_a_token(
    node: AnsweringNode, client: RpcClient, answer: str
) -> None:
    node.says("eth_call", answer)
    with pytest.raises(UserError, match="does not answer as a token"):
        balance_of(client, TOKEN, ALICE)
    with pytest.raises(UserError, match="does not answer as a token"):
        allowance(client, TOKEN, ALICE, SPENDER)


def test_a_token_that_refuses_is_told(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_call", refused(3, "execution reverted: paused"))
    with pytest.raises(Reverted, match="paused"):
        balance_of(client, TOKEN, ALICE)


@pytest.mark.parametrize("units", [-1, 2**256])
def test_it_refuses_to_approve_what_is_no_amount(units: int) -> None:
    with pytest.raises(EncodingError, match="256 bits"):
        approve_data(SPENDER, units)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes.fromhex("095ea7b3"),
        approve_data(SPENDER, 5)[:-1],
        approve_data(SPENDER, 5) + b"\x00",
        approve_data(SPENDER, 5) + bytes(32),
        bytes.fromhex("39509351") + approve_data(SPENDER, 5)[4:],  # increaseAllowance
        bytes.fromhex("a9059cbb") + approve_data(SPENDER, 5)[4:],  # transfer
        approve_data(SPENDER, 5)[:4] + b"\x01" + approve_data(SPENDER, 5)[5:],
    ],
)
def test_it_reads_no_approval_where_there_is_none(data: bytes) -> None:
    assert decode_approve(data) is None


# What is


def test_an_approval_is_what_the_standard_says() -> None:
    assert approve_data(SPENDER, 1_000_000).hex() == (
        "095ea7b300000000000000000000000040aa958dd87fc8305b97f2ba922cddca374bcd7f"
        "00000000000000000000000000000000000000000000000000000000000f4240"
    )


@pytest.mark.parametrize("units", [0, 1, 10**6, 2**256 - 1])
def test_an_approval_is_read_as_it_was_written(units: int) -> None:
    assert decode_approve(approve_data(SPENDER, units)) == (SPENDER.lower(), units)


def test_a_balance_and_an_allowance_are_read(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_call", "0x" + (2**200).to_bytes(32).hex())
    assert balance_of(client, TOKEN, ALICE) == 2**200
    assert allowance(client, TOKEN, ALICE, SPENDER) == 2**200
    balance, allowed = (bytes.fromhex(params[0]["data"][2:]) for _, params in node.asked)
    assert balance == selector_of("balanceOf(address)") + topic(ALICE)
    assert allowed == selector_of("allowance(address,address)") + topic(ALICE) + topic(SPENDER.lower())
    assert {params[0]["to"] for _, params in node.asked} == {TOKEN}


def test_moves_and_permissions_are_read_in_order() -> None:
    happened = Happened((MOVED, ALLOWED, MOVED))
    assert transfers(happened) == [Transfer(TOKEN, ALICE, ROUTER, 5)] * 2
    assert approvals(happened) == [Approval(TOKEN, ALICE, ROUTER, 7)]


@pytest.mark.parametrize(
    "log",
    [
        Log(TOKEN, (), b""),
        Log(TOKEN, MOVED.topics[:2], MOVED.data),
        Log(TOKEN, (*MOVED.topics, bytes(32)), b""),  # an NFT
        Log(TOKEN, MOVED.topics, b""),
        Log(TOKEN, MOVED.topics, MOVED.data * 2),
        Log(TOKEN, (bytes(32), *MOVED.topics[1:]), MOVED.data),
    ],
)
def test_other_events_are_no_moves(log: Log) -> None:
    assert transfers(Happened((log,))) == []
    assert approvals(Happened((log,))) == []
