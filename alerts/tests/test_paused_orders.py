"""While live trading is paused, orders of wallets with a key wait at their trigger, and others do not."""

from __future__ import annotations

import pytest
import responses

from alerts.tests.test_order_pass import STEADY, seen, stop, told, watch
from tokens.models import Token
from trading.models import User
from trading.pauses import lift, pause
from trading.tests.desk import hold
from trading.tests.live_desk import hot_wallet
from trading.tests.order_desk import State, order_now, state_of


@pytest.fixture
def seller(okx: responses.RequestsMock, alice: User) -> User:
    hold(alice, "20", "LINK")
    return alice


@pytest.mark.parametrize("is_for_all", [True, False])
def test_an_order_of_a_wallet_with_a_key_waits_and_says_why_once(seller: User, link: Token, is_for_all: bool) -> None:
    operator = User.objects.create(username="operator", is_staff=True)
    pause(None if is_for_all else seller, by=operator if is_for_all else seller, reason="holiday")
    waiting = stop(seller, link, wallet=hot_wallet(seller), is_automatic=True)

    assert watch(seen(link, *STEADY, "100", "100")) == 0
    assert state_of(waiting) == State.ACTIVE
    who = "The operator has" if is_for_all else "You have"
    assert order_now(waiting).waits_because.startswith(f"{who} paused live trading")
    assert told(seller) == ["order_waits"]


def test_an_order_of_the_paper_wallet_trades_on(seller: User, link: Token) -> None:
    pause(seller, by=seller)
    waiting = stop(seller, link)

    assert watch(seen(link, *STEADY, "100", "100")) == 1
    assert state_of(waiting) == State.DONE


def test_a_lifted_pause_holds_nothing_back(seller: User, link: Token) -> None:
    pause(seller, by=seller)
    lift(seller, by=seller)
    waiting = stop(seller, link, wallet=hot_wallet(seller), is_automatic=True)
    watch(seen(link, *STEADY, "100", "100"))

    assert "paused live trading" not in order_now(waiting).waits_because
