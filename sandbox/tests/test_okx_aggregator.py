from __future__ import annotations

import pytest

from sandbox.tests.okx_client import ETH, USDC, OkxClient

pytestmark = pytest.mark.urls("sandbox.okx.urls")


@pytest.fixture
def okx() -> OkxClient:
    return OkxClient()


def tokens_on(okx: OkxClient, chain_index: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = okx.get("aggregator/all-tokens", chainIndex=chain_index)["data"]
    return rows


@pytest.mark.parametrize("chain_index", ["10", "137", "43114", "196"])
def test_it_refuses_exact_out_where_the_real_one_does(okx: OkxClient, chain_index: str) -> None:
    tokens = {row["tokenSymbol"]: row["tokenContractAddress"] for row in tokens_on(okx, chain_index)}
    trade = {"chainIndex": chain_index, "fromTokenAddress": tokens["USDC"], "toTokenAddress": ETH}

    assert okx.quote(**trade, swapMode="exactOut")["code"] == "51000"
    assert okx.quote(**trade)["code"] == "0"


def test_it_refuses_to_approve_the_native_coin(okx: OkxClient) -> None:
    refusal = okx.get("aggregator/approve-transaction", chainIndex="1", tokenContractAddress=ETH, approveAmount="1")

    assert refusal["code"] == "51000"


def test_an_approval_names_the_spender(okx: OkxClient) -> None:
    row = okx.get("aggregator/approve-transaction", chainIndex="1", tokenContractAddress=USDC, approveAmount="1000")

    assert row["data"] == [
        {
            "data": "0x095ea7b3"
            "00000000000000000000000040aa958dd87fc8305b97f2ba922cddca374bcd7f"
            "00000000000000000000000000000000000000000000000000000000000003e8",
            "dexContractAddress": "0x40aA958dd87FC8305b97f2BA922CDdCa374bcD7f",
            "gasLimit": "70000",
            "gasPrice": "1200000000",
        }
    ]


def test_it_lists_the_chains(okx: OkxClient) -> None:
    rows = okx.get("aggregator/supported/chain")["data"]

    assert {row["chainIndex"] for row in rows} == {"1", "10", "56", "137", "8453", "42161", "43114", "196"}
    assert okx.get("aggregator/supported/chain", chainIndex="1")["data"] == [
        {
            "chainIndex": "1",
            "chainName": "Ethereum",
            "dexTokenApproveAddress": "0x40aA958dd87FC8305b97f2BA922CDdCa374bcD7f",
        }
    ]


def test_it_lists_the_tokens_of_a_chain_oddities_included(okx: OkxClient) -> None:
    rows = tokens_on(okx, "1")
    symbols = [row["tokenSymbol"] for row in rows]

    assert symbols.count("USDC") == 2
    assert {"<b>PWN</b>", "HONEY", "wstETH", "ETH"} <= set(symbols)
    assert rows[0].keys() == {"decimals", "tokenContractAddress", "tokenLogoUrl", "tokenName", "tokenSymbol"}
    assert all(row["tokenContractAddress"] == row["tokenContractAddress"].lower() for row in rows)


def test_it_lists_the_exchanges_of_a_chain(okx: OkxClient) -> None:
    assert okx.get("aggregator/get-liquidity", chainIndex="1")["data"][0]["name"] == "Uniswap V3"
    assert okx.get("aggregator/get-liquidity")["code"] == "50014"
