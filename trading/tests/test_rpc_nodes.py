"""Several nodes of a chain: all that answer have a say, and those of another chain have none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import responses
from pytest_django.fixtures import Settings

from tokens.models import Chain
from trading.rpc import RpcUnavailable, WrongChain, forget_clients, rpc_for
from trading.rpc_nodes import answers_of, nodes_of
from trading.tests.answering_node import AnsweringNode
from trading.tests.sent_desk import gone_quiet
from trading.tests.test_rpc_wire import told_by

ONE, TWO = "https://one.example/canary-of-one", "https://two.example/canary-of-two"


@pytest.fixture
def mock() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock
    forget_clients()


@pytest.fixture
def nodes(mock: responses.RequestsMock, settings: Settings) -> list[AnsweringNode]:
    settings.RPC_URLS = {1: f" {ONE} ,{TWO},"}
    both = [AnsweringNode(mock, url) for url in (ONE, TWO)]
    for number, node in enumerate(both):
        node.says("eth_chainId", "0x1")
        node.says("eth_getBalance", hex(number))
    return both


@pytest.fixture
def chain() -> Chain:
    return Chain(index=1, name="Ethereum", rpc_url="https://row.example/")


def balances(chain: Chain) -> list[int]:
    return [answer for _, answer in answers_of(nodes_of(chain), lambda node: node.native_balance("0x" + "ab" * 20))]


def test_none_that_speaks_for_the_chain_is_an_error(nodes: list[AnsweringNode], chain: Chain) -> None:
    for node in nodes:
        node.says("eth_chainId", "0x38")
    with pytest.raises(WrongChain):
        nodes_of(chain)


def test_none_that_answers_is_an_error_that_names_no_node(
    mock: responses.RequestsMock, nodes: list[AnsweringNode], chain: Chain
) -> None:
    for url in (ONE, TWO):
        gone_quiet(mock, url)
    with pytest.raises(RpcUnavailable) as caught:
        balances(chain)
    assert "canary" not in told_by(caught.value)


def test_none_that_answers_any_more_is_an_error(
    mock: responses.RequestsMock, nodes: list[AnsweringNode], chain: Chain
) -> None:
    assert balances(chain) == [0, 1]
    gone_quiet(mock, ONE)
    gone_quiet(mock, TWO)
    with pytest.raises(RpcUnavailable):
        balances(chain)


def test_a_node_of_another_chain_is_left_out(nodes: list[AnsweringNode], chain: Chain) -> None:
    nodes[0].says("eth_chainId", "0x38")
    assert balances(chain) == [1]


def test_a_node_that_falls_silent_is_left_out(
    mock: responses.RequestsMock, nodes: list[AnsweringNode], chain: Chain
) -> None:
    assert balances(chain) == [0, 1]
    gone_quiet(mock, TWO)
    assert balances(chain) == [0]


def test_the_first_is_read_from(nodes: list[AnsweringNode], chain: Chain) -> None:
    assert rpc_for(chain).native_balance("0x" + "ab" * 20) == 0
    assert nodes[1].asked == []


def test_without_any_in_the_environment_it_is_that_of_the_row(
    mock: responses.RequestsMock, chain: Chain, settings: Settings
) -> None:
    settings.RPC_URLS = {}
    AnsweringNode(mock, chain.rpc_url).says("eth_chainId", "0x1")
    assert nodes_of(chain) == [rpc_for(chain)]
