from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings

from esther_site.lib.errors import TemporaryError
from esther_site.lib.okx import web3_client
from portfolio.balances_feed import Asset, fetch_balances
from portfolio.tests.balance_desk import Desk, opened, row
from tokens.models import NATIVE_ADDRESS, Token

ADDRESS = f"0x{7:040x}"
TOKEN = f"0x{0xABC:040x}"


@pytest.fixture
def desk() -> Iterator[Desk]:
    with opened() as desk:
        yield desk


def fetched(desk: Desk, *rows: dict[str, Any], chains: tuple[int, ...] = (1, 8453)) -> list[Asset]:
    desk.balances[ADDRESS] = list(rows)
    return fetch_balances(ADDRESS, chains)


@pytest.mark.parametrize(
    "odd",
    [
        {"rawBalance": "-1"},
        {"rawBalance": "1.5"},
        {"rawBalance": "0x10"},
        {"rawBalance": str(2**256)},
        {"rawBalance": "1", "balance": "lots"},
        {"rawBalance": "", "balance": "-1"},
        {"rawBalance": "", "balance": "NaN"},
        {"rawBalance": "", "balance": ""},
        {"rawBalance": None, "balance": None},
        {"tokenContractAddress": None},
        {"tokenContractAddress": 5},
        {"address": f"0x{8:040x}"},
    ],
    ids=str,
)
def test_one_balance_that_makes_no_sense_spoils_the_whole_answer(desk: Desk, odd: dict[str, Any]) -> None:
    with pytest.raises(TemporaryError, match="cannot read"):
        fetched(desk, row(1, "", 5), {**row(1, TOKEN, 1), **odd})


@pytest.mark.parametrize("data", [{}, [{}], [{"tokenAssets": None}], [{"tokenAssets": [1]}], "x", 5])
def test_an_answer_of_another_shape_is_none(desk: Desk, monkeypatch: pytest.MonkeyPatch, data: Any) -> None:
    monkeypatch.setattr(web3_client(), "get", lambda path, params: data)
    with pytest.raises(TemporaryError):
        fetch_balances(ADDRESS, [1])


def test_a_chain_that_nobody_asked_about_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = [{"tokenAssets": [row(56, TOKEN, 1)]}]
    monkeypatch.setattr(web3_client(), "get", lambda path, params: answer)
    with pytest.raises(TemporaryError):
        fetch_balances(ADDRESS, [1])


def test_a_token_that_is_named_twice_is_refused(desk: Desk) -> None:
    with pytest.raises(TemporaryError):
        fetched(desk, row(1, "", 5), row(1, NATIVE_ADDRESS, 5), {**row(1, NATIVE_ADDRESS, 5)})


def test_what_is_no_contract_is_kept_without_an_address(desk: Desk) -> None:
    (asset,) = fetched(desk, row(1, "ordi-inscription", 1))
    assert (asset.address, asset.symbol) == (None, "TKN")


def test_nothing_held_is_no_asset(desk: Desk) -> None:
    assert fetched(desk) == []
    assert fetched(desk, row(1, TOKEN, 0, balance="3"), row(1, "", "", balance="0.0")) == []


def test_what_okx_adds_to_its_answers_does_no_harm(desk: Desk) -> None:
    (asset,) = fetched(desk, row(1, TOKEN, 5, tokenType="1", newField={"deep": [1]}))
    assert asset.raw_units == 5


def test_the_native_coin_is_found_under_an_empty_address(desk: Desk) -> None:
    asset, other = fetched(desk, row(1, "", 5), row(8453, TOKEN.upper().replace("0X", "0x"), 7))
    assert (asset.chain_id, asset.address, asset.raw_units) == (1, NATIVE_ADDRESS, 5)
    assert (other.chain_id, other.address, other.raw_units) == (8453, TOKEN, 7)


@pytest.mark.parametrize(
    ("told", "is_risky"), [(True, True), ("true", True), ("1", True), (False, False), (None, False)]
)
def test_traps_are_kept_and_marked(desk: Desk, told: Any, is_risky: bool) -> None:
    (asset,) = fetched(desk, row(1, TOKEN, 5, isRiskToken=told))
    assert asset.is_risky is is_risky


def test_the_most_there_can_be_is_read(desk: Desk) -> None:
    (asset,) = fetched(desk, row(1, TOKEN, 2**256 - 1, balance="9" * 60))
    assert asset.units(Token(decimals=18)) == 2**256 - 1


def test_where_okx_does_not_count_the_tokens_decimals_decide(desk: Desk) -> None:
    (asset,) = fetched(desk, row(1, TOKEN, "", balance="1.23456789"))
    assert asset.units(Token(decimals=6)) == 1234567
    assert asset.units(Token(decimals=8)) == 123456789


def test_units_that_cannot_be_are_refused(desk: Desk) -> None:
    (asset,) = fetched(desk, row(1, TOKEN, "", balance="1" + "0" * 60))
    with pytest.raises(TemporaryError):
        asset.units(Token(decimals=36))


def test_at_most_fifty_chains_are_asked_about_at_once(desk: Desk) -> None:
    chains = tuple(range(1, 121))
    assets = fetched(desk, row(1, "", 1), row(50, "", 2), row(51, "", 3), row(120, "", 4), chains=chains)

    assert [len(asked.split(",")) for asked in desk.asked] == [50, 50, 20]
    assert [asset.raw_units for asset in assets] == [1, 2, 3, 4]


def test_prices_are_exact(desk: Desk) -> None:
    (asset,) = fetched(desk, row(1, TOKEN, 1, tokenPrice="0.000000000123456789"))
    assert asset.price_usd == Decimal("0.000000000123456789")
    assert settings.SANDBOX_URL
