from __future__ import annotations

import pytest

from bots.language import Intent, understand
from bots.language.coins import chain_index
from bots.tests.chat import Chat


@pytest.mark.parametrize(
    "text", ["buy 5 sonic", "sell 5 metis", "buy solana with 20 usdc", "trailing stop on solana 5%"]
)
def test_a_name_of_a_coin_is_no_chain_where_none_stands(text: str) -> None:
    assert "chain" not in understand(text).entities


def test_two_coins_side_by_side_are_no_coin_on_a_chain() -> None:
    assert understand("price of eth and sol").intent != Intent.GET_PRICE


def test_a_chain_that_nobody_knows_stays_as_it_is_typed() -> None:
    assert chain_index("Atlantis") == "atlantis"


@pytest.mark.parametrize(("name", "index"), [("bse", "8453"), ("polgyon", "137"), ("arbitrm", "42161")])
def test_a_slip_in_a_chain_is_mended(name: str, index: str) -> None:
    assert chain_index(name) == index


@pytest.mark.parametrize("name", ["bsc2", "opa", "atlantis"])
def test_another_name_is_no_slip_of_a_chain(name: str) -> None:
    assert chain_index(name) == name


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("linea", "59144"), ("Scroll", "534352"), ("zkSync", "324"), ("zksync era", "324"), ("solana", "501"),
        ("sol chain", "501"), ("tron", "195"), ("mantle", "5000"), ("blast", "81457"), ("gnosis", "100"),
        ("sonic", "146"), ("manta", "169"), ("metis", "1088"), ("mode", "34443"), ("polygon zkevm", "1101"),
        ("fantom", "250"), ("unichain", "130"), ("berachain", "80094"), ("opbnb", "204"), ("celo", "42220"),
        ("merlin", "4200"), ("zora", "7777777"), ("sui", "784"), ("ton", "607"), ("aptos", "637"),
    ],
)  # fmt: skip
def test_a_well_known_chain_has_its_index_of_okx(name: str, index: str) -> None:
    understood = understand(f"buy 1 link on {name}")
    assert understood.entities == {"token": "LINK", "amount": "1", "chain": index}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("buy 1 eth on linea", "Linea"),
        ("sell 2 sol on solana", "Solana"),
        ("bridge 10 usdc from base to zksync", "zkSync Era"),
        ("stop loss on eth at 2000 on scroll", "Scroll"),
        ("price of eth on mantle", "Mantle"),
        ("alert me when eth rises above 6000 on blast", "Blast"),
    ],
)
def test_a_chain_that_esther_does_not_trade_on_is_named_with_those_she_trades_on(
    alice: Chat, text: str, name: str
) -> None:
    assert alice.says(text) == (
        f"Esther does not trade on {name}: choose one of Ethereum, Optimism, BSC, Polygon, X Layer, Base, Arbitrum, "
        "Avalanche."
    )
