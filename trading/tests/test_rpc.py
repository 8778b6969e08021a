"""What a node says is believed only when it is exactly as specified; reads are repeated, a broadcast never is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
import responses
from pytest_django.fixtures import Settings

from esther_site.lib.errors import OperatorError, TemporaryError, UserError
from tokens.models import Chain
from trading import rpc
from trading.rpc import (
    BroadcastUnclear,
    Call,
    Reverted,
    RpcClient,
    RpcRefused,
    RpcUnavailable,
    WrongChain,
    forget_clients,
    rpc_for,
)
from trading.tests.answering_node import URL, AnsweringNode, refused
from trading.tests.test_rpc_wire import told_by

WALLET = "0x" + "a1" * 20
TOKEN = "0x" + "70" * 20
HASH = "0x" + "ab" * 32
RAW = bytes.fromhex("02f862")
CALL = Call(sender=WALLET, to=TOKEN, data=b"\x01\x02", value=3)
LOG = {"address": TOKEN.upper().replace("X", "x"), "topics": [HASH], "data": "0x0102", "removed": False}
RECEIPT: dict[str, Any] = {
    "transactionHash": HASH,
    "status": "0x1",
    "blockNumber": "0x10",
    "blockHash": "0x" + "cd" * 32,
    "gasUsed": "0x5208",
    "effectiveGasPrice": "0x3b9aca00",
    "logs": [LOG],
}
BLOCK: dict[str, Any] = {"number": "0x10", "hash": HASH, "timestamp": "0x65", "baseFeePerGas": "0x7"}
HISTORY: dict[str, Any] = {"baseFeePerGas": ["0x5", "0x6"], "reward": [["0x9"], ["0x1"], ["0x4"]]}
SIMULATED: dict[str, Any] = {"status": "0x1", "gasUsed": "0x5208", "returnData": "0x01", "logs": [LOG]}


@pytest.fixture
def mock() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def node(mock: responses.RequestsMock) -> AnsweringNode:
    return AnsweringNode(mock)


@pytest.fixture
def client() -> RpcClient:
    return RpcClient(URL, 1)


@pytest.fixture(autouse=True)
def _fresh_clients() -> Iterator[None]:
    yield
    forget_clients()


def without(answer: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != name}


Reader = Callable[[RpcClient], Any]
READERS: dict[str, tuple[str, Any, Reader]] = {
    "chain_id": ("eth_chainId", "0x1", lambda client: client.chain_id()),
    "latest_nonce": ("eth_getTransactionCount", "0x1", lambda client: client.latest_nonce(WALLET)),
    "pending_nonce": ("eth_getTransactionCount", "0x1", lambda client: client.pending_nonce(WALLET)),
    "native_balance": ("eth_getBalance", "0x1", lambda client: client.native_balance(WALLET)),
    "call": ("eth_call", "0x00", lambda client: client.call(TOKEN, b"")),
    "estimate_gas": ("eth_estimateGas", "0x1", lambda client: client.estimate_gas(CALL)),
    "receipt": ("eth_getTransactionReceipt", RECEIPT, lambda client: client.receipt(HASH)),
    "transaction": ("eth_getTransactionByHash", {"hash": HASH}, lambda client: client.transaction(HASH)),
    "logs": ("eth_getLogs", [LOG], lambda client: client.logs(address=TOKEN, topics=[], from_block=0)),
    "block": ("eth_getBlockByNumber", BLOCK, lambda client: client.block("latest")),
    "simulate": ("eth_simulateV1", [{"calls": [SIMULATED]}], lambda client: client.simulate([CALL])),
    "fees": ("eth_feeHistory", HISTORY, lambda client: client.fees()),
}
NUMBERS = [name for name, (_, answer, _) in READERS.items() if answer == "0x1"]

# Answers that are none


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("answer", [None, "", "0x", "-0x1", "0x01", "1", 1, "0xzz", "0x" + "f" * 65, [], {}])
def test_a_number_that_is_none_is_no_answer(node: AnsweringNode, client: RpcClient, name: str, answer: Any) -> None:
    method, _, read = READERS[name]
    node.says(method, answer)
    with pytest.raises(RpcUnavailable, match="makes no sense"):
        read(client)


@pytest.mark.parametrize("name", sorted(set(READERS) - set(NUMBERS)))
@pytest.mark.parametrize("answer", ["", "0xz", 1, "<html>", [1], [{}], {"calls": []}])
def test_a_shape_that_is_none_is_no_answer(node: AnsweringNode, client: RpcClient, name: str, answer: Any) -> None:
    method, _, read = READERS[name]
    node.says(method, answer)
    with pytest.raises(RpcUnavailable, match="makes no sense"):
        read(client)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        *(("receipt", field) for field in RECEIPT),
        *(("block", field) for field in ("number", "hash", "timestamp")),
        ("fees", "baseFeePerGas"),
        ("transaction", "hash"),
    ],
)
def test_an_answer_without_a_field_is_none(node: AnsweringNode, client: RpcClient, name: str, field: str) -> None:
    method, answer, read = READERS[name]
    node.says(method, without(answer, field))
    with pytest.raises(RpcUnavailable):
        read(client)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "0x2"},
        {"status": None},
        {"status": True},
        {"gasUsed": "-0x1"},
        {"gasUsed": 21000},
        {"l1Fee": "1"},
        {"blockHash": "0x01"},
        {"logs": None},
        {"logs": {}},
        {"logs": [None]},
        *({"logs": [without(LOG, field)]} for field in ("address", "topics", "data")),
        {"logs": [LOG | {"topics": [HASH] * 5}]},
        {"logs": [LOG | {"topics": ["0x01"]}]},
        {"logs": [LOG | {"address": WALLET + "00"}]},
        {"transactionHash": "0x" + "ee" * 32},
    ],
    ids=str,
)
def test_a_receipt_that_is_off_is_none(node: AnsweringNode, client: RpcClient, changes: dict[str, Any]) -> None:
    node.says("eth_getTransactionReceipt", RECEIPT | changes)
    with pytest.raises(RpcUnavailable):
        client.receipt(HASH)


def test_the_transaction_of_another_hash_is_none(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_getTransactionByHash", {"hash": "0x" + "ee" * 32})
    with pytest.raises(RpcUnavailable):
        client.transaction(HASH)


@pytest.mark.parametrize("field", list(SIMULATED))
def test_a_simulation_without_a_field_is_none(node: AnsweringNode, client: RpcClient, field: str) -> None:
    node.says("eth_simulateV1", [{"calls": [without(SIMULATED, field)]}])
    with pytest.raises(RpcUnavailable):
        client.simulate([CALL])


@pytest.mark.parametrize("blocks", [[], [{"calls": []}], [{"calls": [SIMULATED] * 2}], [{"calls": [SIMULATED]}] * 2])
def test_a_simulation_of_something_else_is_none(node: AnsweringNode, client: RpcClient, blocks: Any) -> None:
    node.says("eth_simulateV1", blocks)
    with pytest.raises(RpcUnavailable):
        client.simulate([CALL])


# Trying again


def test_a_read_is_tried_three_times(mock: responses.RequestsMock, client: RpcClient) -> None:
    silent = mock.post(URL, body=requests.ReadTimeout())
    with pytest.raises(RpcUnavailable) as caught:
        client.chain_id()
    assert silent.call_count == 3
    assert isinstance(caught.value, TemporaryError)
    assert "canary" not in told_by(caught.value)


def test_a_read_recovers(mock: responses.RequestsMock, client: RpcClient) -> None:
    mock.post(URL, body="<html>")
    mock.post(URL, body=json.dumps({"jsonrpc": "2.0", "id": 2, "result": "0x1"}))
    assert client.chain_id() == 1


def test_a_refusal_is_not_repeated(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_getLogs", refused(-32602, "too many blocks"))
    with pytest.raises(RpcRefused) as caught:
        client.logs(address=TOKEN, topics=[], from_block=0)
    assert node.times_asked("eth_getLogs") == 1
    assert (caught.value.code, caught.value.node_message) == (-32602, "too many blocks")


# Broadcasting


@pytest.fixture
def raw_hash() -> str:
    from eth_utils.crypto import keccak

    return "0x" + keccak(RAW).hex()


@pytest.mark.parametrize(
    "body",
    [
        requests.ConnectionError(),
        requests.ConnectTimeout(),
        requests.ReadTimeout(),
        "<html>502</html>",
        json.dumps({"jsonrpc": "2.0", "id": 1}),
        json.dumps({"jsonrpc": "2.0", "id": 7, "result": HASH}),
        json.dumps({"jsonrpc": "2.0", "id": 1, "result": None}),
        json.dumps({"jsonrpc": "2.0", "id": 1, "result": "0x01"}),
        json.dumps({"jsonrpc": "2.0", "id": 1, "result": HASH}),
        json.dumps({"jsonrpc": "2.0", "id": 1, "error": {"code": -32005, "message": "limit exceeded"}}),
    ],
    ids=repr,
)
def test_without_a_clear_word_a_broadcast_is_unclear_and_not_repeated(
    mock: responses.RequestsMock, client: RpcClient, body: str | Exception
) -> None:
    sent = mock.post(URL, body=body)
    with pytest.raises(BroadcastUnclear) as caught:
        client.send_raw(RAW)
    assert sent.call_count == 1
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    assert "canary" not in told_by(caught.value)


@pytest.mark.parametrize("message", ["nonce too low", "already known", "insufficient funds", "transaction underpriced"])
def test_a_refused_broadcast_is_told_in_the_nodes_words_and_not_repeated(
    node: AnsweringNode, client: RpcClient, message: str
) -> None:
    node.says("eth_sendRawTransaction", refused(-32000, message))
    with pytest.raises(RpcRefused) as caught:
        client.send_raw(RAW)
    assert caught.value.node_message == message
    assert node.times_asked("eth_sendRawTransaction") == 1


def test_a_broadcast_gives_the_hash_of_the_bytes(node: AnsweringNode, client: RpcClient, raw_hash: str) -> None:
    node.says("eth_sendRawTransaction", raw_hash.upper().replace("X", "x"))
    assert client.send_raw(RAW) == raw_hash
    assert node.asked == [("eth_sendRawTransaction", ["0x02f862"])]


# Contracts that refuse


ERROR_TEXT = "0x08c379a0" + f"{32:064x}" + f"{4:064x}" + b"nope".hex().ljust(64, "0")


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (refused(3, "execution reverted: nope", ERROR_TEXT), "nope"),
        (refused(3, "execution reverted: told twice", ERROR_TEXT), "nope"),
        (refused(3, "execution reverted: only here"), "only here"),
        (refused(3, "execution reverted", "not hex"), ""),
        (refused(-32000, "execution reverted"), ""),
        (refused(-32015, "VM execution error", ERROR_TEXT), "nope"),
        (refused(-32603, "Error: VM Exception: revert", "0x4e487b71" + f"{17:064x}"), "panic 0x11"),
    ],
)
@pytest.mark.parametrize(("method", "name"), [("eth_call", "call"), ("eth_estimateGas", "estimate_gas")])
def test_a_revert_is_told_with_its_reason(
    node: AnsweringNode, client: RpcClient, method: str, name: str, refusal: Any, reason: str
) -> None:
    node.says(method, refusal)
    with pytest.raises(Reverted) as caught:
        READERS[name][2](client)
    assert caught.value.reason == reason
    assert isinstance(caught.value, UserError)
    assert node.times_asked(method) == 1


def test_what_is_no_revert_stays_a_refusal(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_estimateGas", refused(-32000, "insufficient funds for gas * price + value"))
    with pytest.raises(RpcRefused):
        client.estimate_gas(CALL)


# What is asked and read


def test_numbers_are_asked_for_an_address_and_a_block(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_getTransactionCount", "0x1f")
    node.says("eth_getBalance", "0x0")
    assert (client.latest_nonce(WALLET), client.pending_nonce(WALLET)) == (31, 31)
    assert (client.native_balance(WALLET), client.native_balance(WALLET, block=255)) == (0, 0)
    assert [params[1] for _, params in node.asked] == ["latest", "pending", "latest", "0xff"]
    assert {params[0] for _, params in node.asked} == {WALLET}


def test_a_call_says_who_calls_and_what_is_sent(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_call", "0x2a")
    assert client.call(TOKEN, b"\x01") == b"*"
    client.call(TOKEN, b"\x01", sender=WALLET, value=5, block="finalized")
    plain, full = (params for _, params in node.asked)
    assert plain == [{"to": TOKEN, "data": "0x01", "value": "0x0"}, "latest"]
    assert full == [{"to": TOKEN, "data": "0x01", "value": "0x5", "from": WALLET}, "finalized"]


def test_a_receipt_tells_what_became_of_it(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_getTransactionReceipt", RECEIPT | {"status": "0x0"})
    receipt = client.receipt(HASH.upper().replace("X", "x"))
    assert receipt is not None
    assert (receipt.succeeded, receipt.block_number, receipt.fee) == (False, 16, 21_000 * 10**9)
    assert [(log.address, log.data) for log in receipt.logs] == [(TOKEN, b"\x01\x02")]


def test_the_fee_of_a_rollup_counts(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_getTransactionReceipt", RECEIPT | {"l1Fee": "0x64"})
    receipt = client.receipt(HASH)
    assert receipt is not None
    assert receipt.fee == 21_000 * 10**9 + 100


@pytest.mark.parametrize("answer", [None, RECEIPT | {"blockHash": None, "blockNumber": None, "status": None}])
def test_a_receipt_that_is_not_there_yet_is_nothing(node: AnsweringNode, client: RpcClient, answer: Any) -> None:
    node.says("eth_getTransactionReceipt", answer)
    assert client.receipt(HASH) is None


def test_a_transaction_or_a_block_that_is_unknown_is_nothing(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_getTransactionByHash", None)
    node.says("eth_getBlockByNumber", None)
    assert client.transaction(HASH) is None
    assert client.block(10**9) is None


def test_logs_that_were_taken_back_are_left_out(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_getLogs", [LOG, LOG | {"removed": True}])
    assert len(client.logs(address=TOKEN, topics=[HASH, None], from_block=1, to_block=2)) == 1
    question = {"address": TOKEN, "topics": [HASH, None], "fromBlock": "0x1", "toBlock": "0x2"}
    assert node.asked == [("eth_getLogs", [question])]


@pytest.mark.parametrize(("base_fee", "expected"), [({}, 7), ({"baseFeePerGas": None}, None)])
def test_a_block_tells_its_base_fee_where_it_has_one(
    node: AnsweringNode, client: RpcClient, base_fee: dict[str, Any], expected: int | None
) -> None:
    node.says("eth_getBlockByNumber", BLOCK | base_fee)
    block = client.block("safe")
    assert block is not None
    assert (block.number, block.timestamp, block.base_fee) == (16, 101, expected)
    assert node.asked == [("eth_getBlockByNumber", ["safe", False])]


def test_fees_are_the_next_blocks_and_the_nodes_suggestion(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_feeHistory", HISTORY)
    node.says("eth_maxPriorityFeePerGas", "0x20")
    assert client.fees() == rpc.Fees(base_fee=6, priority_fee=32)


@pytest.mark.parametrize(("reward", "priority"), [(HISTORY["reward"], 4), (None, 0), ([], 0)])
def test_without_a_suggestion_the_median_of_late_blocks_counts(
    node: AnsweringNode, client: RpcClient, reward: Any, priority: int
) -> None:
    node.says("eth_feeHistory", HISTORY | {"reward": reward})
    assert client.fees() == rpc.Fees(base_fee=6, priority_fee=priority)


def test_a_simulation_tells_each_call_in_order(node: AnsweringNode, client: RpcClient) -> None:
    failed = SIMULATED | {"status": "0x0", "error": {"code": 3, "message": "execution reverted"}}
    node.says("eth_simulateV1", [{"calls": [SIMULATED, failed]}])
    first, second = client.simulate([CALL, CALL]) or ()
    assert (first.succeeded, first.gas_used, first.output, len(first.logs)) == (True, 21_000, b"\x01", 1)
    assert (second.succeeded, second.message) == (False, "execution reverted")
    call = {"from": WALLET, "to": TOKEN, "data": "0x0102", "value": "0x3"}
    assert node.asked[0][1] == [{"blockStateCalls": [{"calls": [call, call]}], "traceTransfers": True}, "latest"]


@pytest.mark.parametrize(
    "refusal", [refused(-32601, "no such method"), refused(-32600, "Unsupported method: eth_simulateV1")]
)
def test_a_node_that_cannot_simulate_says_nothing(node: AnsweringNode, client: RpcClient, refusal: Any) -> None:
    node.says("eth_simulateV1", refusal)
    assert client.simulate([CALL]) is None


def test_a_simulation_that_is_refused_is_not_taken_for_a_missing_one(node: AnsweringNode, client: RpcClient) -> None:
    node.says("eth_simulateV1", refused(-38014, "insufficient funds"))
    with pytest.raises(RpcRefused):
        client.simulate([CALL])


# The client of a chain


@pytest.fixture
def chain() -> Chain:
    return Chain(index=1, name="Ethereum", rpc_url=URL)


def test_it_refuses_a_node_of_another_chain_each_time(node: AnsweringNode, chain: Chain) -> None:
    node.says("eth_chainId", "0x38")
    for _ in range(2):
        with pytest.raises(
            WrongChain, match="The node of Ethereum speaks for another chain: check RPC_URL_1"
        ) as caught:
            rpc_for(chain)
        assert isinstance(caught.value, OperatorError)
    assert node.times_asked("eth_chainId") == 2


def test_a_silent_node_is_not_named(mock: responses.RequestsMock, chain: Chain) -> None:
    mock.post(URL, body=requests.ReadTimeout())
    with pytest.raises(RpcUnavailable) as caught:
        rpc_for(chain)
    assert "canary" not in told_by(caught.value)


def test_a_node_is_asked_once_which_chain_it_speaks_for(node: AnsweringNode, chain: Chain) -> None:
    node.says("eth_chainId", "0x1")
    assert rpc_for(chain) is rpc_for(chain)
    assert node.times_asked("eth_chainId") == 1


def test_the_environment_names_the_node_before_the_chain_does(
    mock: responses.RequestsMock, chain: Chain, settings: Settings
) -> None:
    mine = AnsweringNode(mock, "https://mine.example/")
    mine.says("eth_chainId", "0x1")
    settings.RPC_URLS = {1: "https://mine.example/"}
    rpc_for(chain)
    assert mine.times_asked("eth_chainId") == 1


def test_the_client_does_not_print_its_node() -> None:
    assert repr(RpcClient(URL, 8453)) == "RpcClient(chain 8453)"
