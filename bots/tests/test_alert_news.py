from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bots.messages import MAX_LENGTH, render, without_markup

ADDRESS = "0x514910771af9ca656af840dff83e8264ecf986ca"
PRICE: dict[str, Any] = {
    "handle": "k3m9xw2p4r",
    "kind": "price",
    "symbol": "LINK",
    "chain": "Ethereum",
    "address": ADDRESS,
    "threshold": Decimal(20),
    "note": "",
    "is_native": False,
}
MOVE = PRICE | {"kind": "move", "threshold": ""}
PORTFOLIO = PRICE | {"kind": "portfolio", "symbol": "", "chain": "", "address": ""}


@pytest.mark.parametrize("template", ["alert_expired", "alert_paused"])
def test_what_a_token_or_a_note_is_called_is_no_markup(template: str) -> None:
    text = render(template, PRICE | {"symbol": "<b>X", "note": "<i>&"})

    assert "<b>&lt;b&gt;X</b> on Ethereum" in text
    assert "📝 &lt;i&gt;&amp;" in text


@pytest.mark.parametrize("template", ["alert_expired", "alert_paused"])
def test_without_a_note_there_is_no_line_for_one(template: str) -> None:
    assert "📝" not in render(template, PRICE)


@pytest.mark.parametrize("template", ["alert_expired", "alert_paused"])
def test_the_longest_of_them_is_one_message(template: str) -> None:
    text = render(template, PRICE | {"symbol": "W" * 40, "note": "n" * 120, "threshold": Decimal(10**12)})

    assert len(without_markup(text)) < MAX_LENGTH


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PRICE, f"LINK on Ethereum at $20.00 · {ADDRESS}"),
        (PRICE | {"direction": "above"}, f"LINK on Ethereum at $20.00 or above · {ADDRESS}"),
        (PRICE | {"is_native": True, "symbol": "ETH"}, "ETH on Ethereum at $20.00 · native coin"),
        (MOVE, f"LINK on Ethereum, a move · {ADDRESS}"),
        (
            MOVE | {"direction": "below", "percent": "5", "window_minutes": "60"},
            f"LINK on Ethereum, a move down of 5 % within 60 min · {ADDRESS}",
        ),
        (
            MOVE | {"direction": "either", "percent": "5", "window_minutes": "60"},
            f"LINK on Ethereum, a move of 5 % within 60 min · {ADDRESS}",
        ),
        (PORTFOLIO | {"direction": "below"}, "Your portfolio at $20.00 or below"),
    ],
)
@pytest.mark.parametrize("template", ["alert_expired", "alert_paused"])
def test_it_is_said_which_alert_it_was(template: str, data: dict[str, Any], said: str) -> None:
    assert without_markup(render(template, data)).replace("\N{NO-BREAK SPACE}", " ").splitlines()[1] == said


def test_an_alert_whose_time_is_over_says_so_and_what_to_do() -> None:
    text = render("alert_expired", PRICE)

    assert text.startswith("⌛ <b>The time of this alert is over,</b> and it no longer waits.\n")
    assert text.endswith("Set a new one with /alert, or look at /alerts. <i>Alert k3m9xw2p4r</i>")


def test_a_paused_alert_says_why_and_what_to_do() -> None:
    text = render("alert_paused", PRICE)

    assert text.startswith("⏸ <b>I paused this alert:</b> five times I could not find out")
    assert "Try again with <code>/resumealert k3m9xw2p4r</code>." in text
