"""Whom the chains are asked about, how much of it, and what can be done about what stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import responses
from django.utils import timezone
from pytest_django.fixtures import Settings

from tokens.models import Chain, Token
from trading import allowances
from trading.allowances import Look, What, allowances_of
from trading.models import Swap, User, Wallet
from trading.rpc import forget_clients
from trading.tests.allowance_desk import OLD_SPENDER, UNLIMITED, AllowanceNode, approved, over
from trading.tests.answering_node import URL
from trading.tests.desk import token

pytestmark = pytest.mark.django_db

OKX = "0x40aa958dd87fc8305b97f2ba922cddca374bcd7f"
BASE = "https://base.example/v3/canary-key-of-the-node"


@pytest.fixture
def mock(settings: Settings) -> Iterator[responses.RequestsMock]:
    settings.RPC_URLS = {1: URL, 8453: BASE}
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock
    forget_clients()


@pytest.fixture
def node(mock: responses.RequestsMock) -> AllowanceNode:
    return AllowanceNode(mock)


def look(user: User) -> Look:
    return allowances_of(user, timezone.now())


def seen(user: User) -> list[tuple[str, int, What]]:
    return [(each.standing.spender, each.standing.units, each.what) for each in look(user).standing]


# Whom nobody asks about


@pytest.mark.parametrize(
    "fields", [{"mode": "dry_run"}, {"begin_before": None}], ids=["simulated", "confirmed and never begun"]
)
def test_what_never_touched_a_chain_is_not_asked_about(
    alice: User, node: AllowanceNode, fields: dict[str, Any]
) -> None:
    approved(over(alice, **fields), OKX)
    found = look(alice)
    assert (found.has_traded, found.in_all, node.asked) == (False, 0, [])


def test_nobody_sees_what_is_somebody_elses(alice: User, bob: User, node: AllowanceNode) -> None:
    node.lets(over(alice), OKX, 5)
    assert (look(bob).has_traded, seen(bob), len(seen(alice))) == (False, [], 1)


@pytest.mark.parametrize(
    "gone",
    [{"sealed_key": ""}, {"removed_at": timezone.now()}, {"kind": "watch"}],
    ids=["without key", "removed", "watched"],
)
def test_a_wallet_without_its_key_is_counted_and_not_asked_about(
    alice: User, node: AllowanceNode, gone: dict[str, Any]
) -> None:
    swaps = [over(alice) for _ in range(2)]
    Wallet.objects.filter(pk=swaps[0].wallet_id).update(**gone)
    found = look(alice)
    assert (found.has_traded, found.in_all, found.keyless, node.asked) == (True, 0, 1, [])


def test_no_more_is_asked_than_somebody_waits_for(
    alice: User, node: AllowanceNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowances, "MOST", 3)
    for number in range(4):
        swap = over(alice)
        approved(swap, f"0x{number + 1:040x}")
        node.lets(swap, f"0x{number + 1:040x}", 5)
    found = look(alice)
    assert (found.asked, found.in_all, node.asked_about()) == (3, 5, 3)
    assert [each.standing.spender[-1] for each in found.standing] == ["4", "3"]  # the newest, behind today's contract


# Who is asked about


def test_each_pair_is_asked_about_once_however_often_it_traded(alice: User, node: AllowanceNode) -> None:
    swaps = [over(alice) for _ in range(3)]
    for swap in swaps:
        approved(swap, OKX)
    node.lets(swaps[0], OKX, 5)
    (found,) = look(alice).standing
    assert (found.swap, found.is_chains_own, node.asked_about()) == (swaps[2], True, 1)


def test_wallets_are_told_apart(alice: User, node: AllowanceNode) -> None:
    over(alice)
    second = Wallet.objects.create(owner=alice, name="B", kind="hot", address="0x" + "cd" * 20, sealed_key="sealed")
    over(alice, wallet=second)
    assert (look(alice).asked, node.asked_about()) == (2, 2)


def test_a_trade_to_another_chain_approves_its_bridge_alone(alice: User, node: AllowanceNode) -> None:
    swap = over(alice, to_chain=Chain.objects.get(pk=8453), bridge_id=36)
    approved(swap, OLD_SPENDER)
    node.lets(swap, OLD_SPENDER, UNLIMITED)
    (found,) = look(alice).standing
    assert (found.standing.spender, found.standing.is_unlimited, found.is_chains_own) == (OLD_SPENDER, True, False)
    assert node.asked_about() == 1


def test_the_newest_trade_of_a_pair_counts_whether_it_named_the_contract_or_its_chain_does(
    alice: User, node: AllowanceNode
) -> None:
    approved(over(alice), OKX)
    node.lets(over(alice), OKX, 5)
    last = over(alice, to_chain=Chain.objects.get(pk=8453), bridge_id=36)
    approved(last, OKX)
    (found,) = look(alice).standing
    assert (found.swap, node.asked_about()) == (last, 1)


def test_what_was_taken_back_once_is_still_asked_about(alice: User, node: AllowanceNode) -> None:
    swap = over(alice)
    approved(swap, OLD_SPENDER, purpose="revoke")
    node.lets(swap, OLD_SPENDER, 5)
    assert seen(alice) == [(OLD_SPENDER, 5, What.TAKE_BACK)]


def test_two_chains_are_asked_about_and_one_that_is_gone_is_named(
    alice: User, node: AllowanceNode, mock: responses.RequestsMock
) -> None:
    """The other chain's node is not there at all."""
    node.lets(over(alice), OKX, 5)
    there = token("USDC", "Base")
    over(alice, chain=there.chain, token_in=there)
    found = look(alice)
    assert ([each.name for each in found.unknown], found.known, found.asked) == (["Base"], 1, 2)
    assert (len(found.standing), found.chains) == (1, ["Base", "Ethereum"])


# What can be done about it


def test_one_that_is_being_taken_back_already_says_so(alice: User, node: AllowanceNode) -> None:
    swap = over(alice)
    node.lets(swap, OKX, 5)
    approved(swap, OKX, purpose="revoke", state="sent")
    assert seen(alice) == [(OKX, 5, What.LEAVING)]


@pytest.mark.parametrize("state", ["confirmed", "approving", "sent", "bridging"])
def test_the_only_trade_of_a_pair_has_to_be_over_first(alice: User, node: AllowanceNode, state: str) -> None:
    node.lets(over(alice, state), OKX, 5)
    assert seen(alice) == [(OKX, 5, What.WAIT)]


@pytest.mark.parametrize(
    ("state", "what"),
    [("confirmed", What.TAKE_BACK), ("bridging", What.TAKE_BACK), ("approving", What.WAIT), ("sent", What.WAIT)],
)
def test_an_earlier_trade_is_there_to_take_it_back_with(
    alice: User, node: AllowanceNode, state: str, what: What
) -> None:
    earlier = over(alice)
    node.lets(earlier, OKX, 5)
    over(alice, state)
    (found,) = look(alice).standing
    assert (found.swap, found.what) == (earlier, what)


def test_a_trade_of_another_wallet_is_not_in_the_way(alice: User, node: AllowanceNode) -> None:
    node.lets(over(alice), OKX, 5)
    second = Wallet.objects.create(owner=alice, name="B", kind="hot", address="0x" + "cd" * 20, sealed_key="sealed")
    over(alice, "sent", wallet=second, token_in=Token.objects.get(chain=1, is_native=True))
    assert seen(alice) == [(OKX, 5, What.TAKE_BACK)]
    assert Swap.objects.count() == 2
