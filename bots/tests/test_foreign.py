"""Courtesies of other languages are read as the English ones."""

from __future__ import annotations

import pytest

from bots.language import Intent, understand
from bots.language.foreign import in_english


@pytest.mark.parametrize("text", ["buy 5 salt", "sell 2 eth", "stop loss stp", "merciful", "$ciao"])
def test_what_is_no_foreign_courtesy_stays(text: str) -> None:
    assert in_english(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Bitte sell 2 eth",
        "sell 2 eth, s'il vous plaît",
        "sell 2 eth por favor",
        "Buongiorno, sell 2 eth, grazie mille",
        "Guten Morgen! sell 2 eth. Vielen Dank!",
        "Привет, sell 2 eth пожалуйста",
        "sell 2 eth lütfen, teşekkürler",
        "sell 2 eth 谢谢",
    ],
)
def test_foreign_courtesies_change_nothing(text: str) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (Intent.SELL_TOKEN, {"token": "ETH", "amount": "2"})


def test_a_foreign_greeting_greets() -> None:
    assert understand("Hola!").intent == Intent.GREETING
