from __future__ import annotations

from datetime import timedelta

import pytest
import responses
from django.utils import timezone

from alerts.models import Alert
from alerts.portfolio_value import check_portfolios
from alerts.tests.desk import HOUR, now_is, told, usd, waiting
from portfolio.valuation import Valuation, value_wallet
from sandbox.okx.faults import set_fault
from tokens.models import Price, Token
from trading import paper
from trading.models import User, Wallet

Okx = responses.RequestsMock
State = Alert.State


def check(*, after: timedelta = timedelta(0)) -> int:
    return check_portfolios(timezone.now() + after)


def test_a_value_with_an_unpriced_token_in_it_fires_nothing(okx: Okx, alice: User, link: Token) -> None:
    paper.add(alice, link, usd("5"))
    waiting(alice, None, "above", "1")
    set_fault("market/price", "500", times=20)

    assert check() == 0


def test_a_value_at_an_old_price_fires_nothing(okx: Okx, alice: User) -> None:
    waiting(alice, None, "above", "1")
    check_portfolios(timezone.now() - 2 * HOUR)  # fetches a price, and fires
    alert = waiting(alice, None, "above", "1")
    Price.objects.update(observed_at=timezone.now() - timedelta(seconds=61))
    set_fault("market/price", "500", times=20)

    assert check() == 0
    assert now_is(alert).state == State.ACTIVE


def test_one_users_trouble_does_not_stop_the_others(
    okx: Okx, alice: User, mallory: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    waiting(mallory, None, "above", "1")
    waiting(alice, None, "above", "1")

    def value(wallet: Wallet) -> Valuation:
        if wallet == mallory.default_wallet:
            raise RuntimeError("a wallet that cannot be valued")
        return value_wallet(wallet)

    monkeypatch.setattr("alerts.portfolio_value.value_wallet", value)
    assert check() == 1
    assert (len(told(alice)), told(mallory)) == (1, [])
    assert "could not be checked" in caplog.text


@pytest.mark.parametrize(("side", "threshold"), [("above", "9000"), ("below", "11000")])
def test_a_value_that_is_reached_is_told_once(okx: Okx, alice: User, side: str, threshold: str) -> None:
    alert = waiting(alice, None, side, threshold)
    far = waiting(alice, None, "above", "1000000")

    assert [check(), check()] == [1, 0]
    (data,) = told(alice)
    assert (data["handle"], data["kind"], data["direction"]) == (alert.handle, "portfolio", side)
    assert (data["threshold"], data["symbol"]) == (threshold, "")
    assert (now_is(alert).state, now_is(far).state) == (State.FIRED, State.ACTIVE)


def test_a_repeating_one_waits_until_the_value_came_back(okx: Okx, alice: User, eth: Token) -> None:
    alert = waiting(alice, None, "above", "9000", repeats=True, cooldown_seconds=60)
    assert [check(), check(after=timedelta(seconds=5))] == [1, 0]
    assert not now_is(alert).is_armed

    alice.default_wallet.paper_balances.update(units=1)  # type: ignore[union-attr]
    assert check() == 0
    assert now_is(alert).is_armed
