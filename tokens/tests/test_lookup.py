from __future__ import annotations

from typing import Any

import pytest

from esther_site.lib.errors import TemporaryError
from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxOutage, refusal
from tokens.lookup import fetch_token, fetch_tokens
from tokens.models import Chain, Token

pytestmark = pytest.mark.django_db

FIRST, SECOND = f"0x{1:040x}", f"0x{2:040x}"


def answering(monkeypatch: pytest.MonkeyPatch, *rows: dict[str, Any]) -> list[Any]:
    """Let OKX say this whatever it is asked; return what it was asked."""
    asked: list[Any] = []

    def post(path: str, body: Any) -> list[dict[str, Any]]:
        asked.append(body)
        return list(rows)

    monkeypatch.setattr(web3_client(), "post", post)
    return asked


def about(address: str, chain: object = "1", **more: object) -> dict[str, Any]:
    told = {"chainIndex": chain, "tokenContractAddress": address, "decimal": "9", "tokenSymbol": "NEW"}
    return told | {"tokenName": "A new one"} | more


@pytest.mark.parametrize("odd", [{"decimal": ""}, {"decimal": "37"}, {"tokenSymbol": "\u200b"}, {"tokenSymbol": None}])
def test_a_token_without_decimals_or_a_name_is_not_made(
    seeded: None, monkeypatch: pytest.MonkeyPatch, odd: dict[str, object]
) -> None:
    answering(monkeypatch, about(FIRST, **odd))
    assert fetch_tokens([(1, FIRST)]) == {}
    assert not Token.objects.filter(address=FIRST).exists()


@pytest.mark.parametrize("row", [about(SECOND), about(FIRST, "8453"), about(FIRST, None), about(FIRST, "9" * 30)])
def test_what_nobody_asked_about_is_not_made(
    seeded: None, monkeypatch: pytest.MonkeyPatch, row: dict[str, Any]
) -> None:
    answering(monkeypatch, row)
    assert fetch_tokens([(1, FIRST)]) == {}


def test_when_okx_is_away_that_is_no_answer(seeded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(path: str, body: Any) -> None:
        raise OkxOutage("OKX cannot be reached just now.")

    monkeypatch.setattr(web3_client(), "post", away)
    with pytest.raises(TemporaryError):
        fetch_tokens([(1, FIRST)])


def test_what_okx_refuses_to_know_is_unknown(seeded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: str, body: Any) -> None:
        raise refusal("51000", message="")

    monkeypatch.setattr(web3_client(), "post", refusing)
    assert fetch_tokens([(1, FIRST)]) == {}


def test_nothing_wanted_is_nothing_asked(seeded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch)
    assert (fetch_tokens([]), asked) == ({}, [])


def test_many_are_asked_about_at_once_and_none_is_verified(seeded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, about(FIRST), about(SECOND.upper().replace("0X", "0x"), "8453", tokenSymbol="USDC"))
    found = fetch_tokens([(1, FIRST), (8453, SECOND)])

    assert len(asked) == 1
    assert {place: (token.symbol, token.decimals) for place, token in found.items()} == {
        (1, FIRST): ("NEW", 9),
        (8453, SECOND): ("USDC", 9),
    }
    assert {(token.source, token.verified) for token in found.values()} == {("held", False)}


def test_a_token_that_is_known_by_then_stays_as_it_is(seeded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Token.objects.create(chain_id=1, address=FIRST, symbol="OLD", decimals=18, source="user")
    answering(monkeypatch, about(FIRST))

    assert fetch_tokens([(1, FIRST)]) == {(1, FIRST): known}
    assert fetch_token(FIRST, chain=Chain.objects.get(pk=1)) == known
    known.refresh_from_db()
    assert (known.symbol, known.decimals) == ("OLD", 18)
