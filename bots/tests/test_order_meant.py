"""Orders and alerts that are named by what they are, not by their id."""

from __future__ import annotations

import pytest

from alerts.models import Alert
from bots.tests.chat import Chat
from trading.models import Order

pytestmark = pytest.mark.django_db


def open_kinds() -> list[str]:
    return sorted(Order.objects.filter(state__in=Order.OPEN).values_list("kind", flat=True))


@pytest.fixture
def trader(alice: Chat) -> Chat:
    alice.says("/start")
    alice.says("paper add 2 eth")
    return alice


def test_an_order_that_there_is_not_is_none_to_cancel(trader: Chat) -> None:
    trader.says("take profit eth 9000")

    assert trader.says("cancel my stop loss on eth").startswith("No order of that kind is waiting.")
    assert len(open_kinds()) == 1


def test_of_two_the_user_chooses(trader: Chat) -> None:
    trader.says("stop loss 0.1 eth at 1000")
    trader.says("stop loss 0.2 eth at 1100")
    answer = trader.says("cancel my eth stop loss")

    assert "1,000" in answer
    assert "1,100" in answer
    assert len(open_kinds()) == 2


def test_the_one_that_is_meant_is_cancelled(trader: Chat) -> None:
    trader.says("stop loss eth 1000")
    trader.says("take profit eth 9000")
    trader.says("cancel my stop loss on eth")

    assert open_kinds() == [Order.Kind.TAKE_PROFIT]


def test_an_alert_is_deleted_by_its_token(trader: Chat) -> None:
    trader.says("alert eth above 9000")
    trader.says("alert link above 900")

    assert trader.says("delete my btc alert").startswith("You have no alert about that token.")
    trader.says("delete my eth alert")
    assert [alert.token.symbol for alert in Alert.objects.filter(state=Alert.State.ACTIVE) if alert.token] == ["LINK"]
