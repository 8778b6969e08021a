"""Before a wallet is deleted, every chain is asked what is in it; a node that does not say is named."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from decimal import Decimal

import pytest
import responses
from pytest_django.fixtures import Settings

from tokens.models import Chain, Token
from trading import wallet_holdings
from trading.models import User, Wallet
from trading.rpc import forget_clients
from trading.tests.answering_node import AnsweringNode, refused
from trading.wallet_holdings import look_at

pytestmark = pytest.mark.django_db
ADDRESS = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"
ZERO = "0x" + "0" * 64


@pytest.fixture
def node(seeded: None, settings: Settings) -> Iterator[AnsweringNode]:
    """The node of Ethereum, which is all there is."""
    Chain.objects.exclude(pk=1).update(is_active=False)
    settings.RPC_URLS = {1: "https://node.example/v3/canary-key-of-the-node"}
    forget_clients()
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        node = AnsweringNode(mock)
        node.says("eth_chainId", "0x1")
        node.says("eth_getBalance", "0x0")
        node.says("eth_call", ZERO)
        yield node
    forget_clients()


@pytest.fixture
def wallet(alice: User) -> Wallet:
    return Wallet.objects.create(owner=alice, name="Hot", kind="hot", address=ADDRESS)


def test_a_node_that_refuses_is_named(node: AnsweringNode, wallet: Wallet) -> None:
    node.says("eth_getBalance", refused(-32000, "busy"))
    assert look_at(wallet).unseen == ["Ethereum"]


def test_a_node_that_never_answers_is_not_waited_for(
    node: AnsweringNode, wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()
    monkeypatch.setattr(wallet_holdings, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(wallet_holdings, "balance_units", lambda wallet, token: answered.wait(20) and 0)
    assert look_at(wallet).unseen == ["Ethereum"]
    answered.set()


def test_a_token_that_does_not_answer_hides_no_other(node: AnsweringNode, wallet: Wallet) -> None:
    node.says("eth_getBalance", hex(15 * 10**17))
    node.says("eth_call", "0x")
    found = look_at(wallet)
    assert [(held.token.symbol, held.amount) for held in found.found] == [("ETH", Decimal("1.5"))]
    tokens = Token.objects.filter(chain=1, verified=True, is_native=False).order_by("pk")
    assert found.unseen == [f"{token.symbol} on Ethereum" for token in tokens]


def test_what_was_found_before_the_node_fell_silent_is_told(node: AnsweringNode, wallet: Wallet) -> None:
    node.says("eth_getBalance", hex(15 * 10**17))
    node.says("eth_call", refused(-32000, "busy"))
    found = look_at(wallet)
    assert ([held.token.symbol for held in found.found], found.unseen) == (["ETH"], ["Ethereum"])


def test_an_empty_wallet_is_told_as_empty(node: AnsweringNode, wallet: Wallet) -> None:
    found = look_at(wallet)
    assert (found.found, found.unseen) == ([], [])
    assert node.times_asked("eth_call") == Token.objects.filter(chain=1, verified=True, is_native=False).count()


def test_coins_are_found(node: AnsweringNode, wallet: Wallet) -> None:
    node.says("eth_getBalance", hex(15 * 10**17))
    (held,) = look_at(wallet).found
    assert (held.token.symbol, held.amount) == ("ETH", Decimal("1.5"))


def test_tokens_are_found(node: AnsweringNode, wallet: Wallet) -> None:
    node.says("eth_call", "0x" + f"{5_000_000:064x}")
    assert ("USDC", Decimal(5)) in [(held.token.symbol, held.amount) for held in look_at(wallet).found]
