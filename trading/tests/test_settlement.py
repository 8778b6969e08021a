"""What became of a transaction is believed when the chain says so, and nobody who can be asked says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import responses
from django.utils import timezone
from pytest_django.fixtures import Settings

from esther_site.lib.errors import OperatorError, TemporaryError
from trading.models import Attempt, Transaction, User, Wallet
from trading.rpc import forget_clients
from trading.settlement import look
from trading.tests.answering_node import AnsweringNode, refused
from trading.tests.live_desk import SEALING_KEY
from trading.tests.sent_desk import block, gone_quiet, hash_of, mined, sent_row, young_node

URL, OTHER_URL = "https://one.example/", "https://two.example/"
State = Transaction.State


@pytest.fixture
def mock() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock
    forget_clients()


@pytest.fixture
def node(mock: responses.RequestsMock, settings: Settings) -> AnsweringNode:
    settings.ENCRYPTION_KEY = SEALING_KEY
    settings.RPC_URLS = {1: URL}
    return young_node(mock, URL)


@pytest.fixture
def other(mock: responses.RequestsMock, node: AnsweringNode, settings: Settings) -> AnsweringNode:
    """A second node of the same chain."""
    settings.RPC_URLS = {1: f"{URL}, {OTHER_URL}"}
    return young_node(mock, OTHER_URL)


@pytest.fixture
def row(node: AnsweringNode, alice: User) -> Transaction:
    return sent_row(alice, timezone.now())


def looked(row: Transaction) -> Transaction:
    look(row, timezone.now())
    return Transaction.objects.select_related("wallet", "chain").get(pk=row.pk)


def taken(node: AnsweringNode) -> None:
    """Let something else be mined at the nonce."""
    node.says("eth_getTransactionCount", "0x8")


# What is not believed


def test_a_node_that_speaks_for_another_chain_by_now_does_not_take_the_place(
    node: AnsweringNode, row: Transaction
) -> None:
    looked(row)
    taken(node)
    node.says("eth_chainId", "0x38")
    with pytest.raises(OperatorError, match="another chain"):
        look(row, timezone.now())
    row.refresh_from_db()
    assert row.state == State.SENT


def test_a_receipt_in_a_block_that_is_no_longer_the_chains_is_not_the_end(
    node: AnsweringNode, row: Transaction
) -> None:
    node.says("eth_getTransactionReceipt", mined())
    node.says("eth_getBlockByNumber", block(hash_=hash_of(99)))
    assert looked(row).state == State.MINED


@pytest.mark.parametrize(
    "says",
    [None, mined(), mined(status="0x0", blockHash=hash_of(9)), mined(status="0x0", blockNumber="0x11")],
    ids=["unknown", "success", "another block", "another height"],
)
def test_it_is_not_undone_while_another_node_says_otherwise(
    node: AnsweringNode, other: AnsweringNode, row: Transaction, says: Any
) -> None:
    node.says("eth_getTransactionReceipt", mined(status="0x0"))
    node.says("eth_call", refused(3, "execution reverted"))
    other.says("eth_getTransactionReceipt", says)
    assert looked(row).state == State.MINED


def test_its_place_is_not_taken_while_another_node_counts_otherwise(
    node: AnsweringNode, other: AnsweringNode, row: Transaction
) -> None:
    taken(node)
    assert looked(row).state == State.SENT


def test_its_place_is_not_taken_while_another_node_has_its_receipt(
    node: AnsweringNode, other: AnsweringNode, row: Transaction
) -> None:
    taken(node)
    taken(other)
    other.says("eth_getTransactionReceipt", mined())
    assert looked(row).state == State.DONE


def test_it_does_not_vanish_while_another_node_has_its_receipt(
    node: AnsweringNode, other: AnsweringNode, row: Transaction
) -> None:
    for each in (node, other):
        each.says("eth_getTransactionReceipt", mined())
        each.says("eth_getBlockByNumber", block(16))
    row = looked(row)
    node.says("eth_getTransactionReceipt", None)
    assert (row.state, looked(row).state) == (State.MINED, State.MINED)


def test_nothing_is_known_while_no_node_answers(
    mock: responses.RequestsMock, other: AnsweringNode, row: Transaction
) -> None:
    looked(row)
    gone_quiet(mock, URL)
    gone_quiet(mock, OTHER_URL)
    with pytest.raises(TemporaryError):
        look(row, timezone.now())


def test_bytes_are_not_sent_again_while_something_is_mined_at_their_nonce(
    node: AnsweringNode, row: Transaction
) -> None:
    def count(params: list[Any]) -> str:
        return "0x8" if params[1] == "latest" else "0x7"

    node.says("eth_getTransactionCount", count)
    node.says("eth_getTransactionByHash", None)
    assert looked(row).state == State.SENT
    assert node.times_asked("eth_sendRawTransaction") == 0


# What is


@pytest.mark.parametrize("silent", [URL, OTHER_URL])
def test_a_node_that_does_not_answer_has_no_say(
    mock: responses.RequestsMock, node: AnsweringNode, other: AnsweringNode, row: Transaction, silent: str
) -> None:
    looked(row)
    taken(node)
    taken(other)
    gone_quiet(mock, silent)
    assert looked(row).state == State.LOST


def test_a_node_of_another_chain_has_no_say(node: AnsweringNode, other: AnsweringNode, row: Transaction) -> None:
    other.says("eth_chainId", "0x38")
    other.says("eth_getTransactionReceipt", mined(status="0x0"))
    node.says("eth_getTransactionReceipt", mined())
    assert looked(row).state == State.DONE


def test_a_receipt_counts_when_one_node_has_it(node: AnsweringNode, other: AnsweringNode, row: Transaction) -> None:
    other.says("eth_getTransactionReceipt", mined())
    row = looked(row)
    assert (row.state, row.fee_wei) == (State.DONE, 21_000 * 10**9)


def test_what_all_nodes_call_undone_is_undone(node: AnsweringNode, other: AnsweringNode, row: Transaction) -> None:
    for each in (node, other):
        each.says("eth_getTransactionReceipt", mined(status="0x0"))
        each.says("eth_call", refused(3, "execution reverted: too late"))
    row = looked(row)
    assert (row.state, row.failure) == (State.REVERTED, "too late")


def test_the_same_bytes_go_to_each_node_that_does_not_know_them(
    node: AnsweringNode, other: AnsweringNode, row: Transaction
) -> None:
    other.says("eth_getTransactionByHash", None)
    looked(row)
    asked = [each.times_asked("eth_sendRawTransaction") for each in (node, other)]
    assert (asked, Attempt.objects.count()) == ([0, 1], 1)


def exported(row: Transaction) -> None:
    Wallet.objects.filter(pk=row.wallet_id).update(exported_at=timezone.now())


@pytest.mark.parametrize(
    ("prepare", "says", "level"),
    [(lambda _: None, "If that was not you", "ERROR"), (exported, "Its key is known elsewhere, too", "INFO")],
    ids=["a key that only Esther knows", "a key that was exported"],
)
def test_a_place_that_was_taken_alarms_the_operator_unless_the_key_is_known_elsewhere(
    node: AnsweringNode,
    row: Transaction,
    caplog: pytest.LogCaptureFixture,
    prepare: Callable[[Transaction], None],
    says: str,
    level: str,
) -> None:
    prepare(row)
    taken(node)
    caplog.set_level("INFO", logger="trading.settlement")
    row = looked(Transaction.objects.select_related("wallet", "chain").get(pk=row.pk))
    assert (row.state, says in row.failure) == (State.LOST, True)
    assert [record.levelname for record in caplog.records if "took the place" in record.message] == [level]


@pytest.mark.parametrize(
    ("fields", "fee"),
    [
        ({"l1Fee": "0x64"}, 21_000 * 10**9 + 100),
        ({"l1Fee": "0x64", "operatorFeeScalar": "0x0", "operatorFeeConstant": "0x0"}, 21_000 * 10**9 + 100),
        ({"l1Fee": "0x0", "operatorFeeScalar": "0x2", "operatorFeeConstant": "0x5"}, 21_000 * 10**9 + 4_200_005),
        ({"l1Fee": None, "gasUsedForL1": "0x99"}, 21_000 * 10**9),
    ],
    ids=["Base before Isthmus", "Base", "with an operator's fee", "Arbitrum"],
)
def test_the_gas_paid_is_all_that_the_rollup_takes(
    node: AnsweringNode, row: Transaction, fields: dict[str, Any], fee: int
) -> None:
    node.says("eth_getTransactionReceipt", mined(**fields))
    assert looked(row).fee_wei == fee
