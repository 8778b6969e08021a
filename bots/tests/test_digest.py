from __future__ import annotations

from typing import Any

import pytest

from alerts.sender import Message
from bots.messages import without_markup
from bots.notifier import _text
from bots.told_buttons import told_buttons

WHOLE: dict[str, Any] = {
    "rhythm": "daily",
    "book": "paper",
    "at": "2026-05-05T08:00:00+00:00",
    "total_usd": "8000",
    "start": "2026-05-03",
    "end": "2026-05-04",
    "gain_usd": "-100.5",
    "gain_percent": "-1.25",
    "best_symbol": "LINK",
    "best_chain": "Ethereum",
    "best_usd": "20",
    "worst_symbol": "ETH",
    "worst_chain": "Base",
    "worst_usd": "-120.5",
    "fired": 2,
    "fired_names": ["ETH", "Portfolio"],
    "filled": 1,
    "filled_names": ["LINK"],
    "open_orders": 3,
}


def lines(data: dict[str, Any], zone: str = "UTC") -> list[str]:
    text = _text([Message("digest", data, zone)])
    return without_markup(text).replace("\N{NO-BREAK SPACE}", " ").splitlines()


def test_a_name_that_hides_something_hides_nothing() -> None:
    told = lines({**WHOLE, "best_symbol": "<b>\u202eX", "fired_names": ["<a>\u200b", "ETH"]})

    assert "Best: <b>X on Ethereum, +$20.00" in told
    assert "🔔 2 alerts fired: <a>, ETH" in told


def test_a_digest_in_full() -> None:
    assert lines(WHOLE) == [
        "🗞 Your day, in play money",
        "Now: $8,000.00",
        "Sun 3 May → Mon 4 May: −$100.50 (−1.25 %)",
        "Best: LINK on Ethereum, +$20.00",
        "Worst: ETH on Base, −$120.50",
        "🔔 2 alerts fired: ETH, Portfolio",
        "✅ 1 order carried out: LINK",
        "📋 3 open orders",
        "5 May 08:00 UTC. How often it comes: /settings",
    ]


def test_what_is_not_known_is_not_said() -> None:
    assert lines({"rhythm": "weekly", "at": "2026-05-05T08:00:00+00:00", "open_orders": 1}, "Asia/Tokyo") == [
        "🗞 Your week",
        "📋 1 open order",
        "5 May 17:00 JST. How often it comes: /settings",
    ]


def test_a_change_up_to_now_says_so() -> None:
    assert "Sun 3 May → now: −$100.50 (−1.25 %)" in lines({**WHOLE, "end": "2026-05-05"})


@pytest.mark.parametrize("event", ["digest"])
def test_it_leads_on_and_stays(event: str) -> None:
    markup = told_buttons(event, WHOLE)
    assert markup is not None

    pressed = [button.callback_data for row in markup.inline_keyboard for button in row]
    assert pressed == ["try:portfolio", "try:orders", "try:performance"]
