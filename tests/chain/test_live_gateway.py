"""Live swaps through OKX's gateway, with a real node behind it: handed in once, followed, hidden for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from django.core.cache import cache
from responses import POST, RequestsMock

from sandbox.okx import gateway as okx_gateway
from sandbox.okx.envelope import OkxRefusal
from sandbox.okx.gateway import broadcasts, clear_broadcasts
from tests.chain.live_desk import USD, LiveDesk
from tests.chain.trader import ETHER
from tests.chain.world import World
from trading import live
from trading.custody import open_bytes
from trading.models import Attempt, Swap, Transaction, User
from trading.rpc_wire import Wire

pytestmark = [pytest.mark.chain, pytest.mark.django_db]

State = Swap.State


@pytest.fixture(autouse=True)
def _through_okx(settings: Any) -> None:
    settings.BROADCAST = "okx"
    clear_broadcasts()


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the bytes that Esther sends to the node herself."""
    ask, sent = Wire.ask, []

    def watched(self: Wire, method: str, params: Any) -> Any:
        if method == "eth_sendRawTransaction":
            sent.append(params[0])
        return ask(self, method, params)

    monkeypatch.setattr(Wire, "ask", watched)
    return sent


@pytest.fixture
def relay(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let OKX keep bytes to itself, as private relays do; return them."""
    kept: list[str] = []
    monkeypatch.setattr(okx_gateway, "send", lambda _, signed, *, digest: kept.append(signed))
    return kept


def raw_of(attempt: Attempt) -> str:
    return "0x" + open_bytes(attempt.sealed_raw).hex()


def looks(desk: LiveDesk, *, times: int, seconds: int) -> None:
    """Look with time between, as long as nothing is mined; OKX is asked each time."""
    for _ in range(times):
        cache.clear()
        desk.passes(mine=False, seconds=seconds)


def test_a_swap_and_its_approval_go_through_okx_alone(world: World, alice: User, public: list[str]) -> None:
    desk = LiveDesk(world, alice, USDC=100 * USD)
    swap = desk.carried_out(desk.begun("USDC", "DAI", 100 * USD))

    assert (swap.state, swap.failure) == (State.DONE, "")
    assert desk.holds("DAI") == swap.received_units_out
    handed_in = [(each.order_id, each.hash, each.is_protected) for each in broadcasts()]
    stored = Attempt.objects.order_by("pk").values_list("gateway_order", "hash")
    assert handed_in == [(order, hash_, True) for order, hash_ in stored]
    assert (public, desk.nonce()) == ([], 2)


def test_an_answer_that_okx_does_not_give_is_found_out_by_looking(
    world: World, alice: User, okx_on_chain: RequestsMock, public: list[str]
) -> None:
    desk = LiveDesk(world, alice)
    lost: list[Any] = []
    answer = next(each for each in okx_on_chain.registered() if each.method == POST)
    callback: Callable[[Any], Any] = answer.callback  # type: ignore[attr-defined]

    def silent(request: Any) -> Any:
        reply = callback(request)
        if "broadcast-transaction" in request.url and not lost:
            lost.append(reply)
            raise requests.ReadTimeout
        return reply

    answer.callback = silent  # type: ignore[attr-defined]
    swap = desk.carried_out(desk.begun("ETH", "USDC", ETHER))
    assert (swap.state, desk.signatures(), desk.nonce()) == (State.DONE, 1, 1)
    assert (len(lost), len(broadcasts()), public) == (1, 1, [])


def test_hidden_bytes_are_followed_and_not_published(
    world: World, alice: User, relay: list[str], public: list[str]
) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    looks(desk, times=6, seconds=40)
    assert (desk.rows(swap), desk.sent(), public) == ([("swap", "sent")], 0, [])
    assert relay == [raw_of(Attempt.objects.get())]  # OKX says "pending", so it is left alone

    world[1].rpc.ask("eth_sendRawTransaction", relay[0])  # its maker puts it into a block
    desk.carried_out(swap)
    assert (swap.state, desk.signatures(), public) == (State.DONE, 1, [])


def test_hidden_bytes_that_are_not_mined_in_five_minutes_go_public(
    world: World, alice: User, relay: list[str], public: list[str]
) -> None:
    desk = LiveDesk(world, alice)
    desk.ledger.hold()
    swap = desk.begun("ETH", "USDC", ETHER)
    looks(desk, times=8, seconds=40)
    assert public == []
    looks(desk, times=2, seconds=40)
    assert public == relay == [raw_of(Attempt.objects.get())]
    assert "public network" in Transaction.objects.get().failure

    desk.carried_out(swap)
    assert (swap.state, desk.signatures()) == (State.DONE, 1)
    assert Transaction.objects.get().failure == ""


def test_what_okx_refuses_goes_over_the_node_where_it_cannot_be_hidden(
    world: World, alice: User, settings: Any, public: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BROADCAST_MEV_PROTECTION = False

    def refuse(*_: Any, **__: Any) -> None:
        raise OkxRefusal("81451", "node returned failure")

    monkeypatch.setattr(okx_gateway, "send", refuse)
    desk = LiveDesk(world, alice)
    swap = desk.carried_out(desk.begun("ETH", "USDC", ETHER))
    assert (swap.state, len(public), desk.signatures()) == (State.DONE, 1, 1)


def test_a_hidden_swap_is_taken_back_in_the_open(
    world: World, alice: User, relay: list[str], public: list[str]
) -> None:
    desk = LiveDesk(world, alice)
    swap = desk.begun("ETH", "USDC", ETHER)
    looks(desk, times=1, seconds=3)
    live.take_back(alice, swap.handle)
    desk.carried_out(swap)

    assert (swap.state, desk.rows(swap)) == (State.CANCELLED, [("swap", "cancelled")])
    assert len(public) == 1
    assert [each.is_protected for each in broadcasts()] == [True, False]
    assert desk.holds("USDC") == 0
