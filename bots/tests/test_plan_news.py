"""What users are told about their rebalance plans: wording, buttons, and names that mean harm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import responses
from django.conf import settings

from alerts.plan_news import EVENTS
from alerts.sender import Message
from bots.notifier import send
from bots.registry import BUTTONS

URL = f"{settings.TELEGRAM_API_BASE_URL}/bot{settings.TELEGRAM_BOT_TOKEN}/sendMessage"
EVIL = "<b>E\u202e\u200bTH</b>"
NEWS: dict[str, object] = {
    "handle": "k3m9xw2p4r",
    "mode": "dry_run",
    "wallet": "Paper",
    "chain": "Ethereum",
    "reason": "",
    "trades": [
        {"state": "done", "gave": "6000", "gave_symbol": "USDC", "got": "2.123456789123", "got_symbol": "ETH"},
        {"state": "skipped", "gave": "1000", "gave_symbol": "USDC", "got": "", "got_symbol": "LINK"},
    ],
    "position": 2,
    "has_failed": "",
    "at": "2026-03-05T14:05:00+00:00",
}


@pytest.fixture
def telegram() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        mock.post(URL, json={"ok": True})
        yield mock


def sent(mock: responses.RequestsMock, event: str, **data: object) -> dict[str, Any]:
    send(1, [Message(f"plan_{event}", {**NEWS, **data})], silent=False)
    body: dict[str, Any] = json.loads(mock.calls[-1].request.body or b"")
    return body


def buttons(body: dict[str, Any]) -> dict[str, str]:
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    return {each["text"]: each["callback_data"] for row in rows for each in row}


@pytest.mark.parametrize("event", EVENTS)
def test_a_name_that_means_harm_is_shown_as_text(telegram: responses.RequestsMock, event: str) -> None:
    trades = [{"state": "done", "gave": "1", "gave_symbol": EVIL, "got": "2", "got_symbol": EVIL}]
    text = sent(telegram, event, trades=trades, reason=EVIL)["text"]

    assert "&lt;b&gt;ETH&lt;/b&gt;" in text
    assert not {"\u202e", "\u200b"} & set(text)


@pytest.mark.parametrize("event", EVENTS)
def test_the_longest_news_is_one_message(telegram: responses.RequestsMock, event: str) -> None:
    trade = {"state": "done", "gave": "9" * 20, "gave_symbol": "W" * 40, "got": "9" * 20, "got_symbol": "W" * 40}
    sent(telegram, event, trades=[trade] * 12, reason="&" * 300)

    assert len(telegram.calls) == 1


@pytest.mark.parametrize("has_failed", ["", "1"])
def test_each_button_has_a_handler(telegram: responses.RequestsMock, has_failed: str) -> None:
    pressed = buttons(sent(telegram, "waits", has_failed=has_failed)).values()

    assert pressed
    assert {data.partition(":")[0] for data in pressed} <= BUTTONS.keys()


def test_the_end_tells_what_became_of_each_trade(telegram: responses.RequestsMock) -> None:
    body = sent(telegram, "done")

    assert body["text"] == (
        "✅ <b>Rebalance done</b> · <b>DRY RUN</b>\n"
        "✅ 1. 6,000 USDC → <b>2.1234568 ETH</b>\n"
        "⏭ 2. USDC → LINK (left out)\n"
        "Paper on Ethereum. See /portfolio.\n"
        "<i>5 Mar 14:05 UTC. Plan k3m9xw2p4r</i>"
    )
    assert not buttons(body)


def test_what_was_not_made_is_told_with_its_reason_and_what_can_be_done(telegram: responses.RequestsMock) -> None:
    body = sent(telegram, "waits", has_failed="1", reason="OKX is away.")

    assert body["text"].startswith("⚠️ <b>Rebalance: trade 2 was not made</b>")
    assert "OKX is away." in body["text"]
    assert buttons(body) == {
        "🔁 Retry 2": "plan_retry:k3m9xw2p4r:2",
        "⏭ Skip 2": "plan_skip:k3m9xw2p4r:2",
        "⏹ Stop": "plan_stop:k3m9xw2p4r",
    }


def test_a_plan_that_asks_tells_what_waits(telegram: responses.RequestsMock) -> None:
    body = sent(telegram, "waits")

    assert body["text"].startswith("☝ <b>Rebalance: trade 2 waits for your word</b>")
    assert "✅ Trade 2" in buttons(body)
