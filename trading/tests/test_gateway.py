"""OKX's gateway gets bytes once and tells little: what it says is noted, hidden bytes stay hidden for a while."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
import responses
from django.core.cache import cache
from django.utils import timezone
from pytest_django.fixtures import Settings

from esther_site.lib.okx import web3_client
from trading.broadcasting import send, send_again
from trading.models import Attempt, Transaction, User, Wallet
from trading.rpc import forget_clients
from trading.rpc_nodes import nodes_of
from trading.tests.answering_node import AnsweringNode
from trading.tests.live_desk import SEALING_KEY
from trading.tests.sent_desk import RAW, hash_of, sent_row, young_node

NODE_URL = "https://one.example/"
BROADCAST_URL = "https://okx.example/api/v6/dex/pre-transaction/broadcast-transaction"
ORDERS_URL = "https://okx.example/api/v6/dex/post-transaction/orders"
ORDER: dict[str, object] = {"orderId": "77", "txHash": hash_of(1)}


@pytest.fixture
def mock() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock
    forget_clients()


@pytest.fixture
def node(mock: responses.RequestsMock, settings: Settings) -> AnsweringNode:
    """A public node that knows nothing of the transaction."""
    settings.ENCRYPTION_KEY, settings.BROADCAST = SEALING_KEY, "okx"
    settings.RPC_URLS = dict.fromkeys((1, 137), NODE_URL)
    settings.OKX_BASE_URL = "https://okx.example"
    web3_client.cache_clear()
    node = young_node(mock, NODE_URL)
    node.says("eth_getTransactionByHash", None)
    return node


@pytest.fixture
def row(node: AnsweringNode, alice: User) -> Transaction:
    return sent_row(alice, timezone.now())


def attempt_of(row: Transaction) -> Attempt:
    return row.tries.get()


def okx_says(mock: responses.RequestsMock, *orders: object, **envelope: object) -> responses.BaseResponse:
    answer = {"code": "0", "msg": "", "data": list(orders)} | envelope
    return mock.upsert(responses.POST, BROADCAST_URL, json=answer)


def okx_tells(mock: responses.RequestsMock, **order: object) -> responses.BaseResponse:
    orders = [{"orderId": "77", "txHash": hash_of(1), "failReason": ""} | order] if order else []
    answer = {"code": "0", "msg": "", "data": [{"cursor": "1", "orders": orders}]}
    return mock.upsert(responses.GET, ORDERS_URL, json=answer)


def later(row: Transaction, node: AnsweringNode, **duration: int) -> int:
    """Look again after a while; return how often the public node has got bytes by then."""
    cache.clear()
    sent_at = row.sent_at or timezone.now()
    send_again(row, nodes_of(row.chain), sent_at + timedelta(**duration))
    return node.times_asked("eth_sendRawTransaction")


# What is no answer


@pytest.mark.parametrize(
    "orders",
    [
        [],
        ["77"],
        [{"orderId": "77"}],
        [{"txHash": hash_of(1)}],
        [ORDER | {"txHash": hash_of(2)}],
        *([ORDER | {"orderId": order}] for order in (77, "", "7" * 81)),
    ],
    ids=str,
)
def test_an_answer_about_something_else_is_none(
    mock: responses.RequestsMock, row: Transaction, orders: list[Any]
) -> None:
    asked = okx_says(mock, *orders)
    send(row, attempt_of(row))
    assert (attempt_of(row).gateway_order, asked.call_count) == ("", 1)


@pytest.mark.parametrize("failure", [requests.ReadTimeout(), requests.ConnectionError()])
def test_no_answer_is_not_asked_for_again(mock: responses.RequestsMock, row: Transaction, failure: Exception) -> None:
    asked = mock.post(BROADCAST_URL, body=failure)
    send(row, attempt_of(row))
    assert (attempt_of(row).gateway_order, asked.call_count) == ("", 1)


@pytest.mark.parametrize("code", ["50011", "50001", "50114", "81451", "99999"])
def test_a_refusal_is_told_to_nobody_but_the_log(
    mock: responses.RequestsMock, node: AnsweringNode, row: Transaction, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    asked = okx_says(mock, code=code, msg=RAW.hex())
    send(row, attempt_of(row))
    assert (asked.call_count, node.times_asked("eth_sendRawTransaction")) == (1, 0)
    assert f"attempt {attempt_of(row).pk}" in caplog.text
    assert RAW.hex() not in caplog.text


def test_without_keys_nothing_leaves(node: AnsweringNode, row: Transaction, settings: Settings) -> None:
    settings.OKX_API_KEY = ""
    send(row, attempt_of(row))
    assert node.times_asked("eth_sendRawTransaction") == 0


# What OKX gets


@pytest.mark.parametrize(
    ("chain", "wanted", "extra"),
    [
        (1, True, {"enableMevProtection": True}),
        (1, False, None),
        (137, True, None),
    ],
    ids=["where it can hide them", "where that is not wanted", "where it cannot"],
)
def test_the_bytes_are_handed_in_as_they_were_stored(
    mock: responses.RequestsMock,
    node: AnsweringNode,
    alice: User,
    settings: Settings,
    chain: int,
    wanted: bool,
    extra: object,
) -> None:
    settings.BROADCAST_MEV_PROTECTION = wanted
    row = sent_row(alice, timezone.now(), chain=chain)
    okx_says(mock, ORDER)
    send(row, attempt_of(row))

    body = json.loads(mock.calls[-1].request.body or "")
    assert json.loads(body.pop("extraData", "null")) == extra
    assert body == {"signedTx": "0x" + RAW.hex(), "chainIndex": str(chain), "address": row.wallet.address}
    assert (attempt_of(row).gateway_order, node.asked) == ("77", [])


def test_its_number_is_kept_once(mock: responses.RequestsMock, row: Transaction) -> None:
    for number in ("77", "78"):
        okx_says(mock, ORDER | {"orderId": number})
        send(row, attempt_of(row))
    assert attempt_of(row).gateway_order == "77"


def test_what_takes_a_trade_back_is_not_hidden(
    mock: responses.RequestsMock, node: AnsweringNode, row: Transaction
) -> None:
    row.tries.update(kind=Attempt.Kind.CANCEL)
    okx_says(mock, ORDER)
    send(row, attempt_of(row))
    handed_in = [call.request for call in mock.calls if "okx" in str(call.request.url)]
    assert ["extraData" in str(request.body) for request in handed_in] == [False]
    assert node.times_asked("eth_sendRawTransaction") == 1


# What the public gets


@pytest.mark.parametrize("status", ["1", "2", "3", "9", None])
@pytest.mark.parametrize("is_known", [True, False])
def test_hidden_bytes_are_not_published_for_five_minutes_whatever_okx_says(
    mock: responses.RequestsMock, node: AnsweringNode, row: Transaction, status: str | None, is_known: bool
) -> None:
    okx_says(mock, ORDER) if is_known else okx_says(mock, code="81451")
    okx_tells(mock, txStatus=status) if status else okx_tells(mock)
    send(row, attempt_of(row))
    assert [later(row, node, seconds=seconds) for seconds in (3, 60, 299)] == [0, 0, 0]


def test_after_five_minutes_they_are_and_the_card_says_so(
    mock: responses.RequestsMock, node: AnsweringNode, row: Transaction, caplog: pytest.LogCaptureFixture
) -> None:
    okx_says(mock, ORDER)
    okx_tells(mock, txStatus="1")
    send(row, attempt_of(row))
    assert [later(row, node, minutes=minutes) for minutes in (4, 5)] == [0, 1]
    row.refresh_from_db()
    assert "public network" in row.failure
    assert "goes over the public network" in caplog.text
    assert [params for name, params in node.asked if name == "eth_sendRawTransaction"] == [["0x" + RAW.hex()]]


def test_bytes_that_are_not_hidden_are_sent_to_a_node_that_does_not_know_them(
    mock: responses.RequestsMock, node: AnsweringNode, row: Transaction, settings: Settings
) -> None:
    settings.BROADCAST_MEV_PROTECTION = False
    okx_says(mock, code="81451")
    send(row, attempt_of(row))
    assert later(row, node, seconds=2) == 1
    row.refresh_from_db()
    assert row.failure == ""


def test_bytes_that_were_hidden_stay_so_when_the_operator_chooses_the_nodes(
    mock: responses.RequestsMock, node: AnsweringNode, row: Transaction, settings: Settings
) -> None:
    okx_says(mock, ORDER)
    okx_tells(mock, txStatus="1")
    send(row, attempt_of(row))
    settings.BROADCAST = "rpc"
    assert later(row, node, seconds=10) == 0


# Reminding


@pytest.mark.parametrize(
    ("order", "again"),
    [({"txStatus": "1"}, 0), ({"txStatus": "2"}, 0), ({"txStatus": "3"}, 1), ({}, 1), ({"txHash": hash_of(2)}, 1)],
    ids=["pending", "done", "given up", "unknown", "another one"],
)
def test_okx_gets_the_same_bytes_again_when_it_has_lost_them(
    mock: responses.RequestsMock, node: AnsweringNode, row: Transaction, order: dict[str, str], again: int
) -> None:
    asked = okx_says(mock, ORDER)
    okx_tells(mock, **order)
    send(row, attempt_of(row))
    later(row, node, seconds=10)
    assert asked.call_count == 1 + again
    assert len({call.request.body for call in mock.calls if call.request.method == "POST"}) <= 2  # one, and the node's


def test_okx_gets_the_same_bytes_again_when_nobody_knows_whether_it_took_them(
    mock: responses.RequestsMock, node: AnsweringNode, row: Transaction
) -> None:
    okx_says(mock, code="50001")
    send(row, attempt_of(row))
    asked = okx_says(mock, ORDER)
    later(row, node, seconds=3)
    assert (asked.call_count, attempt_of(row).gateway_order) == (1, "77")


def test_okx_is_asked_now_and_then_only(mock: responses.RequestsMock, row: Transaction) -> None:
    okx_says(mock, ORDER)
    told = okx_tells(mock, txStatus="1")
    send(row, attempt_of(row))
    for _ in range(5):
        send_again(row, nodes_of(row.chain), timezone.now())
    assert told.call_count == 1


def test_the_address_is_the_wallets(mock: responses.RequestsMock, row: Transaction) -> None:
    Wallet.objects.filter(pk=row.wallet_id).update(address="0x" + "cd" * 20)
    row = Transaction.objects.select_related("wallet", "chain").get(pk=row.pk)
    okx_says(mock, ORDER)
    send(row, attempt_of(row))
    assert json.loads(mock.calls[-1].request.body or "")["address"] == "0x" + "cd" * 20
