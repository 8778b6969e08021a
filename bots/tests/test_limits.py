"""Limits for live trading in the chat."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from bots.tests.chat import Chat
from trading.models import SpendingLimit, User
from trading.spending import limits_of
from trading.tests.live_desk import SEALING_KEY, code_at, enrolled, live_swap

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sealing(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = SEALING_KEY


def trade_usd(**more: object) -> Decimal:
    return limits_of(User.objects.get(), **more).trade_usd  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/limits trade 1000.01", "The operator of this Esther allows $1,000.00 at most. Your limit is unchanged."),
        ("/limits day 5001", "The operator of this Esther allows $5,000.00 at most."),
        ("/limits trade 0", "The amount must be above zero."),
        ("/limits trade 0.001", "A limit is an amount of dollars and cents above zero."),
        ("/limits trade 1e3", "I cannot read “1e3” as an amount."),
        ("/limits week 5", "I did not understand that. Write it like “/limits trade 500”"),
    ],
)
def test_limits_that_make_no_sense_are_refused(alice: Chat, text: str, answer: str) -> None:
    assert alice.says(text).startswith(answer)
    assert SpendingLimit.objects.count() == 0


def test_limits_are_shown(alice: Chat) -> None:
    alice.says("/start")
    live_swap(User.objects.get(), "123.45")
    card = alice.says("what are my limits?")

    assert "One trade: <b>$1,000.00</b> (the operator allows $1,000.00)" in card
    assert "Within 24 hours: <b>$5,000.00</b>" in card
    assert "Traded live in the last 24 hours: <b>$123.45</b>" in card


def test_a_lower_limit_acts_at_once(alice: Chat) -> None:
    assert "✅ The limit for one trade is <b>$500.00</b> now." in alice.says("/limits trade 500")
    assert "✅ The daily limit is <b>$2,000.00</b> now." in alice.says("set my daily limit to $2k")
    assert trade_usd() == 500


def test_a_higher_limit_is_announced_with_its_time(alice: Chat) -> None:
    alice.says("/settings timezone tokyo")
    alice.says("/limits trade 100")
    card = alice.says("/limits trade 900")

    assert "⏳ The limit for one trade of <b>$900.00</b> acts from <b>" in card
    assert " JST</b> on: to raise a limit takes 24 hours." in card
    assert "One trade: <b>$100.00</b>" in card
    assert trade_usd() == 100
    assert trade_usd(now=timezone.now() + timedelta(hours=24, seconds=1)) == 900


def test_with_a_second_factor_a_higher_limit_needs_a_code(alice: Chat) -> None:
    alice.says("/start")
    user = enrolled(User.objects.get())
    alice.says("/limits trade 100")

    assert "Send the 6 digits" in alice.says("/limits trade 900")
    assert alice.says("/cancel") == "Cancelled. Nothing was traded."
    assert alice.says(code_at(user)).startswith("I am not sure")
    assert limits_of(user).pending == ()
    alice.says("/limits trade 900")
    assert "⏳ The limit for one trade of <b>$900.00</b>" in alice.says(code_at(user))
