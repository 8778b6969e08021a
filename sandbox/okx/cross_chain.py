"""The cross-chain endpoints: bridges, their tokens, quotes, approvals, transactions, and what became of them.

https://web3.okx.com/onchainos/docs/waas/dex-crosschain-smart-contract; the shapes are those that OKX's own v6 client
reads. Which way the price impact counts is not documented, and recorded answers leave it empty: so do these.
"""

from __future__ import annotations

import re

from sandbox.market import now_milliseconds
from sandbox.okx.bridges import BRIDGES, Bridge, bridge_numbered
from sandbox.okx.calldata import approve_calldata
from sandbox.okx.chain_crossings import deposit_calldata, passing_on_chain
from sandbox.okx.chain_node import gas_price_on
from sandbox.okx.chain_world import deployment_on
from sandbox.okx.chains import CHAINS, Chain
from sandbox.okx.cross_quotes import Crossing, read_request, take_crossings
from sandbox.okx.cross_transfers import find_transfer, new_order
from sandbox.okx.envelope import OkxRefusal, Row
from sandbox.okx.listing import Token, tokens_on
from sandbox.okx.parameters import Parameters

__all__ = ["approve_tx", "quote", "status", "supported_bridges", "supported_tokens", "swap"]

_HASH = re.compile(r"0x[0-9a-fA-F]{64}", re.ASCII)
_APPROVE_GAS, _CROSSING_GAS = 70_000, 320_000
_CROSSING_SELECTOR = "d8837a5a"  # made up, where no chain is there that would carry it out


def supported_bridges(parameters: Parameters) -> list[Row]:
    return [
        {
            "bridgeId": bridge.id,
            "bridgeName": bridge.name,
            "requireOtherNativeFee": bool(bridge.coin_fee),
            "logo": f"https://static.okx.com/cdn/web3/dex/logo/bridge-{bridge.id}.png",
            "supportedChains": [str(index) for index in sorted(bridge.chains)],
        }
        for bridge in BRIDGES
        if _named_chains(parameters) <= bridge.chains
    ]


def supported_tokens(parameters: Parameters) -> list[Row]:
    wanted = _named_chains(parameters) or set(CHAINS)
    return [
        {
            "chainIndex": str(token.chain.index),
            "tokenContractAddress": token.address,
            "tokenName": token.asset.name,
            "tokenSymbol": token.symbol,
            "decimals": token.decimals,
        }
        for index in sorted(wanted)
        for token in tokens_on(CHAINS[index])
        if any(bridge.carried_on(token.chain, token.asset.symbol) is token for bridge in BRIDGES)
    ]


def quote(parameters: Parameters) -> list[Row]:
    request = read_request(parameters)
    needs_approval = not request.source.is_native
    return [
        {
            "fromChainIndex": str(request.source.chain.index),
            "toChainIndex": str(request.target.chain.index),
            "fromTokenAmount": str(request.amount),
            "fromToken": _token_object(request.source),
            "toToken": _token_object(request.target),
            "routerList": [
                {
                    **_router(crossing),
                    "toTokenAmount": str(crossing.received),
                    "minimumReceived": str(crossing.least_received),
                    "estimateGasFee": "",
                    "priceImpactPercentage": "",
                    "needApprove": needs_approval,
                    "needCancelApprove": False,
                }
                for crossing in take_crossings(request)
            ],
        }
    ]


def approve_tx(parameters: Parameters) -> list[Row]:
    """Return an approval for one bridge: each has a contract of its own that may move tokens."""
    chain, units = parameters.chain(), parameters.units("approveAmount")
    token = parameters.token("tokenContractAddress")
    wallet, bridge = parameters.address("userWalletAddress"), _bridge(parameters)
    if token.is_native:
        raise OkxRefusal("51000", "tokenContractAddress")
    spender = bridge.contract_on(chain)
    data = approve_calldata(spender, units)
    sent = {"from": wallet, "to": token.address, "data": data, "value": "0", **_gas(chain, _APPROVE_GAS)}
    return [
        {
            "chainIndex": str(chain.index),
            "tokenContractAddress": token.address,
            "approveAddress": spender,
            "needApprove": True,
            "tx": sent,
        }
    ]


def swap(parameters: Parameters) -> list[Row]:
    """Return the transaction that hands tokens to the best bridge, or to the one that is named."""
    request = read_request(parameters)
    wallet = parameters.address("userWalletAddress")
    receiver = parameters.address("receiveAddress") if parameters.text("receiveAddress") else wallet
    crossings = take_crossings(request)
    if not crossings:
        raise OkxRefusal("82000")
    best = crossings[0]
    value = best.bridge.coin_fee + (request.amount if request.source.is_native else 0)
    return [
        {
            "fromTokenAmount": str(request.amount),
            "toTokenAmount": str(best.received),
            "minimumReceived": str(best.least_received),
            "router": _router(best),
            "tx": {
                "from": wallet,
                "to": best.bridge.contract_on(request.source.chain),
                "data": _calldata(best, wallet, receiver),
                "value": str(value),
                **_gas(request.source.chain, _CROSSING_GAS),
            },
        }
    ]


def status(parameters: Parameters) -> list[Row]:
    """Tell what became of a transaction; one that nobody knows is not found, however old it is."""
    chain, tx_hash, bridge = parameters.chain(), parameters.required("hash"), _bridge(parameters)
    if not _HASH.fullmatch(tx_hash):
        raise OkxRefusal("51000", "hash")
    deployment = deployment_on(chain)
    if deployment:
        seen = passing_on_chain(deployment, bridge, chain, tx_hash)
        return [{"chainIndex": str(chain.index), "txHash": tx_hash, "bridgeId": bridge.id, **seen}]
    transfer = find_transfer(tx_hash, chain)
    state = transfer.status_at(now_milliseconds()) if transfer else "NOT_FOUND"
    row: Row = {"chainIndex": str(chain.index), "txHash": tx_hash, "bridgeId": bridge.id, "status": state}
    if transfer is None or state == "NOT_FOUND":
        return [row | {"toChainIndex": "", "toTxHash": "", "toTokenAddress": "", "toAmount": ""}]
    crossing, has_arrived = transfer.crossing, state == "SUCCESS"
    return [
        row
        | {
            "toChainIndex": str(crossing.request.target.chain.index),
            "toTxHash": transfer.arrival_hash if has_arrived else "",
            "toTokenAddress": crossing.request.target.address,
            "toAmount": str(crossing.received) if has_arrived else "",
            "bridgeId": crossing.bridge.id,
        }
    ]


def _calldata(crossing: Crossing, wallet: str, receiver: str) -> str:
    deployment = deployment_on(crossing.request.source.chain)
    if deployment and crossing.bridge.contracts:
        return deposit_calldata(deployment, crossing, wallet=wallet, receiver=receiver)
    return f"0x{_CROSSING_SELECTOR}{new_order(crossing)}"


def _router(crossing: Crossing) -> Row:
    return {
        "bridgeId": crossing.bridge.id,
        "bridgeName": crossing.bridge.name,
        "estimateTime": str(crossing.bridge.seconds),
        "crossChainFee": str(crossing.fee),
        "crossChainFeeTokenAddress": crossing.fee_token.address,
        "otherNativeFee": str(crossing.bridge.coin_fee),
    }


def _token_object(token: Token) -> Row:
    return {"decimals": token.decimals, "tokenContractAddress": token.address, "tokenSymbol": token.symbol}


def _gas(chain: Chain, limit: int) -> Row:
    price = gas_price_on(chain)
    return {"gasLimit": str(limit), "gasPrice": str(price), "maxPriorityFeePerGas": str(price // 10)}


def _bridge(parameters: Parameters) -> Bridge:
    bridge = bridge_numbered(parameters.required("bridgeId"))
    if bridge is None:
        raise OkxRefusal("82106")
    return bridge


def _named_chains(parameters: Parameters) -> set[int]:
    names = {parameters.text(name) for name in ("fromChainIndex", "toChainIndex")} - {""}
    known = {str(index): index for index in CHAINS}
    if not names <= known.keys():
        raise OkxRefusal("82105")
    return {known[name] for name in names}
