"""The aggregator endpoints: chains, tokens, exchanges, approvals, quotes and swaps.

https://web3.okx.com/onchainos/dev-docs/trade/dex-get-quote
"""

from __future__ import annotations

from sandbox.okx.calldata import approve_calldata
from sandbox.okx.chain_node import gas_price_on
from sandbox.okx.chain_world import spender_on
from sandbox.okx.chains import CHAINS
from sandbox.okx.envelope import OkxRefusal, Row
from sandbox.okx.listing import tokens_on
from sandbox.okx.parameters import Parameters
from sandbox.okx.quote_rows import quote_row
from sandbox.okx.quotes import take_quote
from sandbox.okx.swaps import swap_row

_APPROVE_GAS = 70_000


def supported_chains(parameters: Parameters) -> list[Row]:
    wanted = [parameters.chain()] if parameters.text("chainIndex") else CHAINS.values()
    return [
        {"chainIndex": str(chain.index), "chainName": chain.name, "dexTokenApproveAddress": spender_on(chain)}
        for chain in wanted
    ]


def all_tokens(parameters: Parameters) -> list[Row]:
    return [
        {
            "decimals": str(token.decimals),
            "tokenContractAddress": token.address,
            "tokenLogoUrl": token.logo_url,
            "tokenName": token.asset.name,
            "tokenSymbol": token.symbol,
        }
        for token in tokens_on(parameters.chain())
    ]


def liquidity_sources(parameters: Parameters) -> list[Row]:
    return [
        {"id": str(number), "name": name, "logo": f"https://static.okx.com/cdn/web3/dex/logo/{number}.png"}
        for number, name in enumerate(parameters.chain().dex_names, start=1)
    ]


def approve_transaction(parameters: Parameters) -> list[Row]:
    """Return an approval whose `dexContractAddress` is the spender, not the `to` of the transaction."""
    chain = parameters.chain()
    units = parameters.units("approveAmount")
    if parameters.token("tokenContractAddress").is_native:
        raise OkxRefusal("51000", "tokenContractAddress")
    return [
        {
            "data": approve_calldata(spender_on(chain), units),
            "dexContractAddress": spender_on(chain),
            "gasLimit": str(_APPROVE_GAS),
            "gasPrice": str(gas_price_on(chain)),
        }
    ]


def quote(parameters: Parameters) -> list[Row]:
    return [quote_row(take_quote(parameters))]


def swap(parameters: Parameters) -> list[Row]:
    return [swap_row(parameters)]
