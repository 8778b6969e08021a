"""Orders and alerts said by their number in the list: shown and asked about first, since lists move on."""

from __future__ import annotations

import pytest

from alerts.models import Alert
from bots.tests.chat import Chat
from trading.models import Order

pytestmark = pytest.mark.django_db

YES = "✅ Yes, this one"


@pytest.fixture
def owner(trader: Chat) -> Chat:
    """Somebody with two orders and two alerts."""
    for text in ("stop loss link 10", "stop loss eth 2000", "alert eth 5000", "alert btc 200000"):
        trader.says(text)
    return trader


def states() -> dict[str, str]:
    """Return in which state the order of each token is."""
    return {order.token.symbol: order.state for order in Order.objects.select_related("token")}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("cancel order 3", "You have 2 orders, and none is number 3. /orders lists them."),
        ("cancel order 0", "You have 2 orders, and none is number 0."),
        ("delete alert 9", "You have 2 alerts, and none is number 9. /alerts lists them."),
    ],
)
def test_a_number_that_no_list_shows_changes_nothing(owner: Chat, text: str, answer: str) -> None:
    assert owner.says(text).startswith(answer)
    assert states() == {"ETH": "active", "LINK": "active"}
    assert Alert.objects.filter(state=Alert.State.ACTIVE).count() == 2


def test_without_any_it_is_said(trader: Chat) -> None:
    assert trader.says("cancel order 1").startswith("You have no orders now.")
    assert trader.says("delete alert 1").startswith("You have no alerts now.")


def test_an_order_is_shown_before_anything_is_changed(owner: Chat) -> None:
    assert "1. 🛡 Stop loss: <b>ETH</b>" in owner.says("/orders")

    question = owner.says("cancel order 1")

    assert question.startswith("Number 1 of your orders is this one:\n🛡 Stop loss: <b>ETH</b> on Ethereum at $2,000")
    assert question.endswith("Is it the one you mean? Nothing is changed yet.")
    assert states() == {"ETH": "active", "LINK": "active"}


def test_what_is_shown_is_changed_although_the_list_moves_on(owner: Chat) -> None:
    owner.says("cancel order 2")
    Order.objects.filter(token__symbol="ETH").update(state=Order.State.CANCELLED)

    owner.presses(YES)

    assert states() == {"ETH": "cancelled", "LINK": "cancelled"}


@pytest.mark.parametrize(
    ("text", "state"), [("pause order 1", "paused"), ("cancel order #1", "cancelled"), ("/cancelorder 1", "cancelled")]
)
def test_yes_does_what_was_said(owner: Chat, text: str, state: str) -> None:
    owner.says(text)
    owner.presses(YES)

    assert states() == {"ETH": state, "LINK": "active"}


def test_the_rest_of_the_sentence_is_kept(owner: Chat) -> None:
    owner.says("change order 1 to 1900")
    owner.presses(YES)

    assert Order.objects.get(token__symbol="ETH").trigger_usd == 1900


def test_an_alert_is_asked_about_as_well(owner: Chat) -> None:
    question = owner.says("delete alert 2")

    assert "of your alerts is this one:\n<b>" in question
    assert Alert.objects.filter(state=Alert.State.ACTIVE).count() == 2

    owner.presses(YES)

    assert [alert.threshold for alert in Alert.objects.filter(state=Alert.State.ACTIVE)] == [5000]


def test_an_id_is_done_at_once(owner: Chat) -> None:
    order = Order.objects.get(token__symbol="LINK")
    owner.says(f"cancel order {order.handle}")

    assert states() == {"ETH": "active", "LINK": "cancelled"}
