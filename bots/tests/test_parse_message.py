from __future__ import annotations

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command


def parsed(text: str) -> list[dict[str, object]]:
    out = io.StringIO()
    call_command("parse_message", text, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_it_needs_a_message() -> None:
    with pytest.raises(CommandError):
        call_command("parse_message")


@pytest.mark.parametrize("text", ["buy 0 eth", "buy 1,5,0 eth", "buy nan eth"])
def test_a_bad_amount_is_said_to_be_one(text: str) -> None:
    (answer,) = parsed(text)

    assert (answer["intent"], answer["entities"], answer["source"]) == ("unknown", {}, "grammar")
    assert str(answer["message"]).endswith(".")


@pytest.mark.parametrize("text", ["", "lorem ipsum", "don't buy 0.1 eth"])
def test_what_is_not_understood_is_unknown(text: str) -> None:
    assert parsed(text) == [{"intent": "unknown", "entities": {}, "source": "grammar"}]


def test_it_prints_one_object() -> None:
    entities = {"token": "ETH", "currency": "USDC", "amount": "0.1"}

    assert parsed("buy 0.1 eth with usdc") == [{"intent": "buy_token", "entities": entities, "source": "grammar"}]


def test_a_dash_reads_one_message_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("price eth\n\nbuy 0 eth\nprix de l'éther €\n"))

    assert [answer["intent"] for answer in parsed("-")] == ["get_price", "unknown", "unknown", "unknown"]
