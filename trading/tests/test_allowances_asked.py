"""Chains are asked side by side; what gives no answer, or none in time, is named."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Event
from typing import Any

import pytest
import responses
from pytest_django.fixtures import Settings

from esther_site.lib.progress import heard_by
from trading import allowances_asked
from trading.allowances_asked import Asked, ask
from trading.models import Swap, User
from trading.rpc import forget_clients
from trading.tests.allowance_desk import AllowanceNode, over
from trading.tests.answering_node import URL, refused
from trading.tests.desk import token

pytestmark = pytest.mark.django_db

BASE = "https://base.example/v3/canary-key-of-the-node"
ONE, TWO = f"0x{1:040x}", f"0x{2:040x}"


@pytest.fixture
def nodes(settings: Settings) -> Iterator[tuple[AllowanceNode, AllowanceNode]]:
    """The nodes of Ethereum and of Base."""
    settings.RPC_URLS = {1: URL, 8453: BASE}
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield AllowanceNode(mock), AllowanceNode(mock, BASE, chain=8453)
    forget_clients()


@pytest.fixture
def here(alice: User) -> Swap:
    return over(alice)


@pytest.fixture
def there(alice: User) -> Swap:
    usdc = token("USDC", "Base")
    return over(alice, chain=usdc.chain, token_in=usdc)


Nodes = tuple[AllowanceNode, AllowanceNode]


def test_without_anything_to_ask_nobody_is_asked() -> None:
    assert ask([]) == ([], [])


def test_a_node_that_refuses_is_asked_no_more_and_its_chain_is_named(nodes: Nodes, here: Swap, there: Swap) -> None:
    nodes[0].falls_silent()
    told, silent = ask([Asked(here, ONE), Asked(here, TWO), Asked(there, ONE)])
    assert ([pair.swap for pair, _ in told], silent) == ([there], ["Ethereum", "Ethereum"])
    assert nodes[0].asked_about() == 1


def test_what_was_told_before_a_node_fell_silent_counts(nodes: Nodes, here: Swap) -> None:
    known = nodes[0]._call
    nodes[0].lets(here, ONE, 5)
    nodes[0].says("eth_call", lambda params: refused(-32000, "busy") if ask_two(params) else known(params))
    told, silent = ask([Asked(here, ONE), Asked(here, TWO)])
    assert ([standing.units for _, standing in told], silent) == ([5], ["Ethereum"])


def ask_two(params: list[Any]) -> bool:
    return bool(params[0]["data"].endswith("2"))


def test_a_token_that_makes_no_sense_is_named_and_hides_no_other(nodes: Nodes, here: Swap) -> None:
    known = nodes[0]._call
    nodes[0].says("eth_call", lambda params: "0x" if not ask_two(params) else known(params))
    told, silent = ask([Asked(here, ONE), Asked(here, TWO)])
    assert ([pair.spender for pair, _ in told], silent) == ([TWO], ["USDC on Ethereum"])


def test_who_is_too_slow_holds_up_nobody(
    nodes: Nodes, here: Swap, there: Swap, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered, known = Event(), nodes[0]._call

    def slow(params: list[Any]) -> Any:
        answered.wait(20)
        return known(params)

    monkeypatch.setattr(allowances_asked, "PATIENCE_SECONDS", 0.5)
    nodes[0].says("eth_call", slow)
    told, silent = ask([Asked(here, ONE), Asked(there, ONE)])
    answered.set()
    assert ([pair.swap for pair, _ in told], silent) == ([there], ["Ethereum"])


def test_chains_are_asked_at_the_same_time(nodes: Nodes, here: Swap, there: Swap) -> None:
    """Neither node answers before the other is asked."""
    both = Barrier(2, timeout=20)
    for node in nodes:
        node.says("eth_call", lambda params, node=node: (both.wait(), node._call(params))[1])
    told, silent = ask([Asked(here, ONE), Asked(there, ONE)])
    assert (len(told), silent) == (2, [])


def test_it_says_how_far_it_is(nodes: Nodes, here: Swap) -> None:
    heard: list[tuple[int, int]] = []
    with heard_by(lambda done, total: heard.append((done, total))):
        ask([Asked(here, ONE), Asked(here, TWO)])
    assert heard == [(1, 2), (2, 2)]


def test_a_bug_is_not_taken_for_silence(nodes: Nodes, here: Swap, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("nobody thought of this")

    monkeypatch.setattr(allowances_asked, "standing_with", broken)
    with pytest.raises(ValueError, match="nobody thought of this"):
        ask([Asked(here, ONE)])
