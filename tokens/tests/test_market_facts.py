from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from esther_site.lib.errors import TemporaryError
from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxOutage
from tokens.market_facts import changes_24h, fetch_facts
from tokens.models import NATIVE_ADDRESS, Token

pytestmark = pytest.mark.django_db


def away(path: str, body: Any) -> None:
    raise OkxOutage("OKX cannot be reached just now.")


def answering(monkeypatch: pytest.MonkeyPatch, **told: Any) -> list[Any]:
    """Let OKX say the same of every token; return what it was asked."""
    asked: list[Any] = []

    def post(path: str, body: list[dict[str, str]]) -> list[dict[str, Any]]:
        asked.append(body)
        return [each | told for each in body]

    monkeypatch.setattr(web3_client(), "post", post)
    return asked


@pytest.fixture
def link(seeded: None) -> Token:
    return Token.objects.get(symbol="LINK", chain=1)


def test_without_okx_there_are_no_facts_and_no_changes(link: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web3_client(), "post", away)
    with pytest.raises(TemporaryError):
        fetch_facts([link])
    assert changes_24h([link]) == {}


def test_a_failure_is_not_kept(link: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web3_client(), "post", away)
    assert changes_24h([link]) == {}
    answering(monkeypatch, priceChange24H="1.5")
    assert changes_24h([link]) == {link.pk: Decimal("1.5")}


@pytest.mark.parametrize("change", ["-100.01", "1e9", "NaN", "", None, "up", True])
def test_a_change_that_cannot_be_is_none(link: Token, monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    answering(monkeypatch, priceChange24H=change, liquidity="-5", price="0")
    facts = fetch_facts([link])[link.pk]
    assert (facts.change_24h_percent, facts.liquidity_usd, facts.usd) == (None, None, None)


def test_that_there_is_no_change_is_kept_too(link: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, priceChange24H="")
    assert (changes_24h([link]), changes_24h([link]), len(asked)) == ({}, {}, 1)


def test_at_most_a_hundred_are_asked_about_at_once(link: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, liquidity="12.5")
    tokens = [Token(pk=number, chain_id=1, address=f"0x{number:040x}") for number in range(1, 251)]

    assert len(fetch_facts(tokens)) == 250
    assert [len(body) for body in asked] == [100, 100, 50]


def test_the_native_coin_may_be_answered_by_an_empty_address(link: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, tokenContractAddress="", price="3000")
    eth = Token.objects.get(chain=1, address=NATIVE_ADDRESS)
    assert fetch_facts([eth])[eth.pk].usd == 3000
