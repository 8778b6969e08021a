"""What users are told about their orders: wording, buttons, and names that mean harm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import responses
from django.conf import settings
from django.utils import timezone

from alerts.models import Notification
from alerts.order_news import EVENTS, tell
from alerts.sender import Message
from bots.messages import MAX_LENGTH
from bots.notifier import send
from bots.registry import BUTTONS
from bots.templatetags.orders import kind_name
from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM
from trading.models import Order
from trading.order_execution import carry_out
from trading.order_moves import ask, fire

URL = f"{settings.TELEGRAM_API_BASE_URL}/bot{settings.TELEGRAM_BOT_TOKEN}/sendMessage"
NEWS = {
    "handle": "k3m9xw2p4r",
    "kind": "stop_loss",
    "symbol": "LINK",
    "chain": "Ethereum",
    "address": "0x514910771af9ca656af840dff83e8264ecf986ca",
    "currency": "USDC",
    "trigger_usd": "2800",
    "trail_percent": "",
    "reached_usd": "2795.5",
    "at": "2026-03-05T14:05:00+00:00",
    "reason": "",
    "is_purchase": "",
    "gave": "",
    "gave_symbol": "",
    "got": "",
    "got_symbol": "",
    "gas_usd": "",
    "swap_handle": "",
    "mode": "",
    "crossed_at": "",
    "cancelled": [],
}
BOOKED = {
    "gave": "0.5",
    "gave_symbol": "LINK",
    "got": "1397.75",
    "got_symbol": "USDC",
    "gas_usd": "0.62",
    "swap_handle": "y77bmggbjm",
    "mode": "dry_run",
    "cancelled": ["b8n3q7y5re"],
}


@pytest.fixture
def telegram() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        mock.post(URL, json={"ok": True})
        yield mock


def sent(mock: responses.RequestsMock, event: str, **data: object) -> dict[str, Any]:
    send(1, [Message(f"order_{event}", {**NEWS, **data})], silent=False)
    body: dict[str, Any] = json.loads(mock.calls[-1].request.body or b"")
    return body


def buttons(body: dict[str, Any]) -> dict[str, str]:
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    return {each["text"]: each["callback_data"] for row in rows for each in row}


@pytest.mark.parametrize("event", EVENTS)
def test_a_name_that_means_harm_is_shown_as_text(telegram: responses.RequestsMock, event: str) -> None:
    evil = "<b>E\u202e\u200bTH</b>"
    named = dict.fromkeys(("symbol", "currency", "gave_symbol", "got_symbol", "reason"), evil)
    text = sent(telegram, event, **{**BOOKED, **named})["text"]

    assert "&lt;b&gt;ETH&lt;/b&gt;" in text
    assert not {"\u202e", "\u200b"} & set(text)
    assert "<b>E" not in text


@pytest.mark.parametrize("event", EVENTS)
def test_the_longest_news_is_one_message(telegram: responses.RequestsMock, event: str) -> None:
    longest = {"symbol": "&" * 40, "gave_symbol": "&" * 40, "got_symbol": "&" * 40, "reason": "&" * 300}
    sent(telegram, event, **{**BOOKED, **longest, "cancelled": ["b8n3q7y5re"] * 9})

    assert len(telegram.calls) == 1


@pytest.mark.parametrize("event", EVENTS)
def test_each_button_has_a_handler_and_fits(telegram: responses.RequestsMock, event: str) -> None:
    pressed = buttons(sent(telegram, event, **BOOKED, is_purchase="1")).values()

    assert {data.partition(":")[0] for data in pressed} <= BUTTONS.keys()
    assert all(len(data.encode()) <= 64 for data in pressed)


@pytest.mark.parametrize("kind", Order.Kind)
def test_every_kind_has_a_name(kind: Order.Kind) -> None:
    assert kind_name(kind) != kind_name("unknown")
    assert kind_name("unknown") == "Order"


def test_a_sale_that_is_done_tells_what_came_of_it(telegram: responses.RequestsMock) -> None:
    body = sent(telegram, "done", **BOOKED)

    assert body["text"] == (
        "✅ <b>🛡 Stop loss carried out</b> · <b>DRY RUN</b>\n"
        "<b>LINK</b> on Ethereum <code>0x514910771af9ca656af840dff83e8264ecf986ca</code> reached $2,795.50 "
        "(you asked for $2,800)\n"
        "You gave: <b>0.5 LINK</b>\nYou got: <b>1,397.75 USDC</b>\nGas: $0.62\n"
        "Cancelled with it: <code>b8n3q7y5re</code>\n"
        "<i>Simulated on your paper wallet. Nothing was sent to Ethereum.</i>\n"
        "<i>5 Mar 14:05 UTC. Order k3m9xw2p4r, trade y77bmggbjm</i>"
    )
    assert buttons(body) == {"❓ Why?": "why:order:k3m9xw2p4r"}


def test_a_purchase_that_is_done_can_be_protected(telegram: responses.RequestsMock) -> None:
    body = sent(telegram, "done", **BOOKED, kind="limit_buy", is_purchase="1")

    protections = [f"protect:y77bmggbjm:{how}" for how in ("stop", "target", "both", "trail")]
    assert list(buttons(body).values()) == [*protections, "why:order:k3m9xw2p4r"]


def test_an_order_that_asks_says_when_it_was_reached_and_offers_a_choice(telegram: responses.RequestsMock) -> None:
    reason = "Nobody watched from 13:55 to 14:05."
    body = sent(
        telegram, "asks", reason=reason, crossed_at="2026-03-05T13:58:00+00:00", trail_percent="5", trigger_usd=""
    )

    assert body["text"].startswith("❓ <b>🛡 Stop loss is reached. Shall I trade?</b>\n<b>LINK</b> on Ethereum")
    text = body["text"].replace("\N{NO-BREAK SPACE}", " ")
    assert "reached $2,795.50 at 5 Mar 13:58 UTC, while I was away (5 % below its highest price)\n" in text
    assert f"\n{reason}\nNothing is traded until you say so." in body["text"]
    assert buttons(body) == {
        "⚡ Trade now": "order_now:k3m9xw2p4r",
        "⏳ Keep waiting": "order_wait:k3m9xw2p4r",
        "✖ Cancel order": "order_cancel:k3m9xw2p4r",
    }


@pytest.mark.parametrize(
    ("event", "title", "pressed"),
    [
        ("failed", "❌ <b>🛡 Stop loss failed. Nothing was traded.</b>", ["order_retry", "why"]),
        ("retry", "⚠️ <b>🛡 Stop loss: not traded yet</b>", []),
        ("waits", "⏳ <b>🛡 Stop loss is reached, and waits</b>", ["order_now", "order_cancel"]),
        ("paused", "⏸ <b>🛡 Stop loss is paused</b>", ["order_resume", "order_cancel"]),
        ("expired", "⌛ <b>🛡 Stop loss expired. Nothing was traded.</b>", []),
    ],
)
def test_each_event_has_its_words_and_buttons(
    telegram: responses.RequestsMock, event: str, title: str, pressed: list[str]
) -> None:
    body = sent(telegram, event, reason="OKX was away.")

    assert body["text"].splitlines()[0] == title
    assert ("\nOKX was away.\n" in body["text"]) == (event != "expired")
    assert [data.partition(":")[0] for data in buttons(body).values()] == pressed


def test_the_buttons_hang_under_the_last_part_of_a_long_message(telegram: responses.RequestsMock) -> None:
    sent(telegram, "asks", reason="no " * MAX_LENGTH)
    bodies = [json.loads(call.request.body or b"") for call in telegram.calls]

    assert len(bodies) > 1
    assert ["reply_markup" in body for body in bodies] == [False] * (len(bodies) - 1) + [True]


def outbox(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Send the only notification there is, and return what Telegram got."""
    calls: list[dict[str, Any]] = []

    def call(body: dict[str, Any]) -> dict[str, Any]:
        calls.append(body)
        return {"ok": True}

    monkeypatch.setattr("bots.notifier._call", call)
    row = Notification.objects.get()
    send(1, [Message(row.template, row.data)], silent=False)
    (body,) = calls
    return body


@pytest.mark.django_db
def test_what_is_written_into_the_outbox_can_be_told(trader: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    trader.says("buy 0.5 eth if it falls to 2000")
    order = Order.objects.select_related("user", "wallet", "token__chain", "currency__chain").get()
    now = timezone.now()
    assert fire(order, usd=Decimal(1990), now=now)
    carry_out(order, tell=lambda told, event: tell(told, event, now=now))
    body = outbox(monkeypatch)

    assert body["text"].startswith(
        "✅ <b>🛒 Limit buy carried out</b> · <b>DRY RUN</b>\n<b>ETH</b> on Ethereum reached $1,990"
    )
    assert "\nYou got: <b>0.5 ETH</b>\n" in body["text"]
    assert "🛡+🎯 Both" in buttons(body)


@pytest.mark.django_db
def test_the_buttons_of_the_news_lead_to_the_trade(trader: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    trader.says("stop loss for half my eth at 2900")
    order = Order.objects.get()
    now = timezone.now()
    assert ask(order, usd=Decimal(2790), reason="Nobody watched.", now=now)
    tell(order, "asks", now=now, crossed_at=now - timedelta(minutes=5))
    pressed = buttons(outbox(monkeypatch))

    assert trader.brings(trader.press(pressed["⚡ Trade now"])).startswith("<b>ETH → USDC</b>")
    assert trader.presses(CONFIRM).startswith("✅ <b>Simulated</b>")
    assert Order.objects.get().state == "done"
