from __future__ import annotations

import pytest
import responses
from django.conf import settings

from esther_site.lib.errors import TemporaryError, UserError
from tokens.models import NATIVE_ADDRESS, Chain, Token
from tokens.resolver import AmbiguousToken, UnknownToken, resolve_chain, resolve_token

BASIC_INFO_URL = f"{settings.OKX_BASE_URL}/api/v6/dex/market/token/basic-info"
PEPE = "0x6982508145454ce325ddbe47a25d4ec3d2311933"
USDC_ON_BASE = "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913"

Chains = dict[str, Chain]


def unverified(chain: Chain, symbol: str, *, address: str = PEPE, name: str = "") -> Token:
    return Token.objects.create(chain=chain, address=address, symbol=symbol, name=name, decimals=18, source="okx")


# Chains


@pytest.mark.parametrize("text", ["", "solana", "<b>", "5", "\u200b"])
def test_it_refuses_a_chain_it_does_not_know(chains: Chains, text: str) -> None:
    with pytest.raises(UserError, match=r"choose one of Ethereum, Optimism, BSC, Polygon, X Layer, Base, Arbitrum"):
        resolve_chain(text)


def test_it_refuses_a_chain_that_is_switched_off(chains: Chains) -> None:
    Chain.objects.filter(name="Base").update(is_active=False)

    with pytest.raises(UserError):
        resolve_chain("base")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1", "Ethereum"),
        ("eth mainnet", "Ethereum"),
        ("ARB", "Arbitrum"),
        ("Arbitrum One", "Arbitrum"),
        ("op", "Optimism"),
        ("matic", "Polygon"),
        ("bsc", "BSC"),
        ("BNB  Chain", "BSC"),
        ("xlayer", "X Layer"),
        ("x layer", "X Layer"),
        ("avax", "Avalanche"),
        ("ｂａｓｅ", "Base"),
    ],
)
def test_a_chain_has_many_names(chains: Chains, text: str, name: str) -> None:
    assert resolve_chain(text).name == name


# Unknown tokens


def test_it_refuses_a_text_that_names_nothing(chains: Chains) -> None:
    with pytest.raises(UserError, match="No token is named"):
        resolve_token(" $\u200b", chain=None, default_chain=chains["Base"])


def test_an_unknown_token_names_the_nearest(chains: Chains) -> None:
    with pytest.raises(UnknownToken) as caught:
        resolve_token("chainlnk", chain=None, default_chain=chains["Base"])

    assert caught.value.message == "Esther does not know chainlnk on any chain: did you mean LINK or LINK.e?"
    assert [token.symbol for token in caught.value.nearest] == ["LINK", "LINK.e"]


def test_an_unknown_token_with_nothing_near_asks_for_the_address(chains: Chains) -> None:
    with pytest.raises(UnknownToken) as caught:
        resolve_token("zzzzqqqq", chain=chains["Base"], default_chain=chains["Ethereum"])

    assert caught.value.message == "Esther does not know zzzzqqqq on Base: send its contract address instead."
    assert caught.value.nearest == []


def test_no_more_than_20_characters_are_repeated(chains: Chains) -> None:
    with pytest.raises(UnknownToken, match=r"know <script>alert\('hell… on any"):
        resolve_token("<script>\x00alert('hello there')</script>" * 100, chain=None, default_chain=chains["Base"])


@pytest.mark.parametrize("text", ["0x", "0x1234", "0x" + "g" * 40, PEPE + "0"])
def test_it_refuses_a_broken_address(chains: Chains, text: str) -> None:
    with pytest.raises(UserError, match="not a whole contract address"):
        resolve_token(text, chain=None, default_chain=chains["Base"])


# Doubtful tokens


def test_it_never_guesses_between_two_copies(chains: Chains) -> None:
    copies = [unverified(chains["Base"], "PEPE", address=f"0x{number:040x}") for number in range(12)]

    with pytest.raises(AmbiguousToken) as caught:
        resolve_token("pepe", chain=chains["Base"], default_chain=chains["Base"])

    assert caught.value.candidates == copies[:8]
    assert caught.value.message == "Several tokens are called pepe: choose the one you mean."


def test_a_token_of_several_other_chains_is_doubtful(chains: Chains) -> None:
    with pytest.raises(AmbiguousToken) as caught:
        resolve_token("LINK", chain=None, default_chain=chains["BSC"])

    assert [token.chain.name for token in caught.value.candidates] == [
        "Ethereum",
        "Optimism",
        "Polygon",
        "Arbitrum",
        "Avalanche",
    ]


def test_a_copy_here_does_not_beat_the_verified_token_elsewhere(chains: Chains) -> None:
    copy = unverified(chains["Base"], "UNI")

    with pytest.raises(AmbiguousToken) as caught:
        resolve_token("UNI", chain=None, default_chain=chains["Base"])

    assert [(token.verified, token.chain.name) for token in caught.value.candidates] == [
        (True, "Ethereum"),
        (False, "Base"),
    ]
    assert copy in caught.value.candidates


# Tokens


@pytest.mark.parametrize("text", ["usdc", "$USDC", " Usd Coin ", "ＵＳＤＣ", "US\u200bDC"])
def test_the_verified_token_wins_over_its_copies(chains: Chains, text: str) -> None:
    unverified(chains["Base"], "USDC", name="USD Coin")

    token = resolve_token(text, chain=chains["Base"], default_chain=chains["Ethereum"])

    assert (token.address, token.verified) == (USDC_ON_BASE.lower(), True)


@pytest.mark.parametrize(
    ("text", "chain", "symbol"),
    [
        ("BTC", "Ethereum", "WBTC"),
        ("bitcoin", "Optimism", "WBTC"),
        ("btc", "Polygon", "WBTC"),
        ("btc", "Arbitrum", "WBTC"),
        ("btc", "Base", "cbBTC"),
        ("btc", "BSC", "BTCB"),
        ("btc", "Avalanche", "BTC.b"),
        ("eth", "Base", "ETH"),
        ("eth", "BSC", "ETH"),
        ("ether", "Polygon", "WETH"),
        ("ETH", "Avalanche", "WETH.e"),
        ("USDT", "Arbitrum", "USDT0"),
        ("tether", "X Layer", "USDT0"),
        ("tether", "Optimism", "USDT"),
        ("matic", "Polygon", "POL"),
    ],
)
def test_a_spoken_name_means_the_chains_own_version(chains: Chains, text: str, chain: str, symbol: str) -> None:
    token = resolve_token(text, chain=chains[chain], default_chain=chains["Ethereum"])

    assert (token.symbol, token.chain) == (symbol, chains[chain])


def test_an_alias_wins_over_an_unverified_symbol(chains: Chains) -> None:
    unverified(chains["Ethereum"], "BTC")

    assert resolve_token("BTC", chain=None, default_chain=chains["Ethereum"]).symbol == "WBTC"


def test_the_default_chain_comes_first(chains: Chains) -> None:
    assert resolve_token("LINK", chain=None, default_chain=chains["Arbitrum"]).chain == chains["Arbitrum"]


def test_a_token_of_one_other_chain_is_found_there(chains: Chains) -> None:
    assert resolve_token("ARB", chain=None, default_chain=chains["Base"]).chain == chains["Arbitrum"]


def test_a_chains_own_coin_is_its_placeholder_address(chains: Chains) -> None:
    token = resolve_token(NATIVE_ADDRESS.upper(), chain=chains["BSC"], default_chain=chains["Base"])

    assert (token.symbol, token.is_native) == ("BNB", True)


def test_an_unverified_token_is_found_by_its_name(chains: Chains) -> None:
    pepe = unverified(chains["Base"], "PEPE", name="Pepe the Frog")

    assert resolve_token("pepe the frog", chain=None, default_chain=chains["Base"]) == pepe


def test_what_somebody_put_into_a_wallet_answers_to_its_address_alone(chains: Chains) -> None:
    sent = unverified(chains["Base"], "TRUMP", name="Official Trump")
    Token.objects.filter(pk=sent.pk).update(source=Token.Source.HELD)

    for name in ("TRUMP", "official trump"):
        with pytest.raises(UnknownToken):
            resolve_token(name, chain=None, default_chain=chains["Base"])
    assert resolve_token(sent.address, chain=None, default_chain=chains["Base"]) == sent


def test_a_token_of_a_chain_that_is_switched_off_is_not_found(chains: Chains) -> None:
    Chain.objects.filter(name="Arbitrum").update(is_active=False)

    with pytest.raises(UnknownToken):
        resolve_token("ARB", chain=None, default_chain=chains["Base"])


# Addresses


def test_an_address_in_any_case_is_found_without_asking_okx(chains: Chains) -> None:
    assert resolve_token(USDC_ON_BASE, chain=None, default_chain=chains["Base"]).symbol == "USDC"


def test_an_address_of_one_other_chain_is_found_there(chains: Chains) -> None:
    assert resolve_token(USDC_ON_BASE, chain=None, default_chain=chains["BSC"]).chain == chains["Base"]


def test_an_address_of_several_other_chains_is_doubtful(chains: Chains) -> None:
    with pytest.raises(AmbiguousToken):
        resolve_token("0x4200000000000000000000000000000000000006", chain=None, default_chain=chains["BSC"])


@pytest.mark.parametrize(
    "answer",
    [
        {"code": "0", "data": []},
        {"code": "51000", "data": []},
        {"code": "0", "data": [{"tokenContractAddress": "0x" + "9" * 40, "tokenSymbol": "X", "decimal": "18"}]},
        {"code": "0", "data": [{"tokenContractAddress": PEPE, "tokenSymbol": "PEPE", "decimal": "99"}]},
    ],
)
def test_an_address_okx_does_not_know_is_unknown(
    chains: Chains, wire: responses.RequestsMock, answer: dict[str, object]
) -> None:
    wire.post(BASIC_INFO_URL, json=answer)

    with pytest.raises(UnknownToken):
        resolve_token(PEPE, chain=None, default_chain=chains["Ethereum"])

    assert not Token.objects.filter(address=PEPE).exists()


def test_an_address_stays_unknown_for_now_when_okx_is_down(chains: Chains, wire: responses.RequestsMock) -> None:
    wire.post(BASIC_INFO_URL, status=503)

    with pytest.raises(TemporaryError):
        resolve_token(PEPE, chain=None, default_chain=chains["Ethereum"])


def test_a_new_address_is_asked_of_okx_once_and_kept_unverified(chains: Chains, wire: responses.RequestsMock) -> None:
    row = {"tokenContractAddress": PEPE, "tokenSymbol": "PE\u202ePE", "tokenName": "Pepe", "decimal": "18"}
    wire.post(
        BASIC_INFO_URL,
        json={"code": "0", "data": [row], "msg": ""},
        match=[responses.matchers.json_params_matcher([{"chainIndex": "1", "tokenContractAddress": PEPE}])],
    )

    first = resolve_token(PEPE, chain=chains["Ethereum"], default_chain=chains["Base"])
    second = resolve_token("pepe", chain=chains["Ethereum"], default_chain=chains["Base"])

    assert first == second
    assert (first.symbol, first.decimals, first.source, first.verified) == ("PEPE", 18, "user", False)
    assert len(wire.calls) == 1
