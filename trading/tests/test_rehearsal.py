from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import responses

from trading.erc20 import Transfer
from trading.rehearsal import rehearse
from trading.rpc import Call, RpcClient, RpcRefused
from trading.screening import Rehearsal
from trading.tests.answering_node import URL, AnsweringNode, refused
from trading.tests.test_erc20 import ALICE, MOVED, ROUTER, TOKEN

CALL = Call(sender=ALICE, to=TOKEN, data=b"\x01")
LOG = {"address": TOKEN, "topics": ["0x" + topic.hex() for topic in MOVED.topics], "data": "0x" + MOVED.data.hex()}


@pytest.fixture
def node() -> Iterator[AnsweringNode]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield AnsweringNode(mock)


def outcome(**changes: Any) -> dict[str, Any]:
    return {"status": "0x1", "gasUsed": "0x64", "returnData": "0x", "logs": []} | changes


FAILED = outcome(status="0x0", error={"code": 3, "message": "execution reverted: no allowance"})


def tried(node: AnsweringNode, *outcomes: dict[str, Any]) -> Rehearsal | None:
    node.says("eth_simulateV1", [{"calls": list(outcomes)}])
    return rehearse(RpcClient(URL, 1), [CALL] * len(outcomes))


def test_a_failure_is_told_with_its_reason(node: AnsweringNode) -> None:
    assert tried(node, FAILED) == Rehearsal(failure="no allowance", gas_used=100, transfers=(), approvals=())


def test_a_failure_without_a_reason_is_still_one(node: AnsweringNode) -> None:
    rehearsal = tried(node, outcome(status="0x0"))
    assert rehearsal is not None
    assert rehearsal.failure == "the contract gives no reason"


def test_a_failure_of_an_earlier_call_counts(node: AnsweringNode) -> None:
    rehearsal = tried(node, FAILED, outcome())
    assert rehearsal is not None
    assert rehearsal.failure == "no allowance"


def test_the_last_call_is_the_one_that_is_judged(node: AnsweringNode) -> None:
    moved = (Transfer(TOKEN, ALICE, ROUTER, 5),)
    rehearsal = tried(node, outcome(gasUsed="0x1"), outcome(logs=[LOG]))
    assert rehearsal == Rehearsal(failure="", gas_used=100, transfers=moved, approvals=())


def test_a_plain_node_tries_out_one_call_and_tells_no_transfers(node: AnsweringNode) -> None:
    node.says("eth_call", "0x")
    node.says("eth_estimateGas", "0x64")
    assert rehearse(RpcClient(URL, 1), [CALL]) == Rehearsal(failure="", gas_used=100)


@pytest.mark.parametrize("method", ["eth_call", "eth_estimateGas"])
def test_a_plain_node_tells_a_failure(node: AnsweringNode, method: str) -> None:
    node.says("eth_call", "0x")
    node.says("eth_estimateGas", "0x64")
    node.says(method, refused(3, "execution reverted: no allowance"))
    assert rehearse(RpcClient(URL, 1), [CALL]) == Rehearsal(failure="no allowance", gas_used=0)


def test_a_plain_node_cannot_try_out_what_depends_on_another_call(node: AnsweringNode) -> None:
    assert rehearse(RpcClient(URL, 1), [CALL, CALL]) is None


def test_a_node_that_refuses_is_not_taken_for_a_success(node: AnsweringNode) -> None:
    node.says("eth_call", "0x")
    node.says("eth_estimateGas", refused(-32000, "insufficient funds"))
    with pytest.raises(RpcRefused):
        rehearse(RpcClient(URL, 1), [CALL])
