"""Swaps: a quote plus the transaction that would carry it out."""

from __future__ import annotations

import json
from decimal import Decimal
from math import ceil, floor

from sandbox.okx.calldata import SwapTerms, approve_calldata, swap_calldata
from sandbox.okx.chain_node import gas_price_on
from sandbox.okx.chain_swaps import swap_calldata_on_chain
from sandbox.okx.chain_world import deployment_on, spender_on
from sandbox.okx.envelope import OkxRefusal, Row
from sandbox.okx.parameters import Parameters
from sandbox.okx.quote_rows import quote_row
from sandbox.okx.quotes import EXACT_OUT, Quote, take_quote

_DEADLINE_SECONDS = 3600
_PRIORITY_SHARE = {"slow": 20, "average": 10, "fast": 5}


def swap_row(parameters: Parameters) -> Row:
    """Return the answer of `aggregator/swap`.

    Raises: OkxRefusal, as for a quote, and for a bad slippage, wallet or gas level.
    """
    quote = take_quote(parameters)
    wallet = parameters.address("userWalletAddress")
    receiver = parameters.address("swapReceiverAddress") if parameters.text("swapReceiverAddress") else ""
    slippage = _slippage_percent(parameters)
    approval = _approval(quote, slippage) if parameters.text("approveTransaction") == "true" else ""
    transaction = {
        **_amounts(quote, slippage, receiver=receiver),
        **_gas(quote, parameters.text("gasLevel", "average")),
    }
    transaction |= {"from": wallet, "signatureData": [approval], "slippagePercent": f"{slippage:f}"}
    return {"routerResult": quote_row(quote), "tx": transaction}


def _slippage_percent(parameters: Parameters) -> Decimal:
    if parameters.text("autoSlippage") == "true" and parameters.text("maxAutoSlippagePercent"):
        return min(Decimal("0.5"), parameters.percent("maxAutoSlippagePercent"))
    return parameters.percent("slippagePercent")


def _most_spent(quote: Quote, slippage: Decimal) -> int:
    """Slippage touches the input of an exact-out swap, and the output of any other."""
    return ceil(quote.spent * (1 + slippage / 100)) if quote.swap_mode == EXACT_OUT else quote.spent


def _amounts(quote: Quote, slippage: Decimal, *, receiver: str) -> Row:
    """Return what is sent, and the least that must come back (rounded down, as v6 does)."""
    is_exact_out = quote.swap_mode == EXACT_OUT
    most_spent = _most_spent(quote, slippage)
    least_received = quote.received if is_exact_out else floor(quote.received * (1 - slippage / 100))
    source, target = quote.source.token, quote.target.token
    deadline = quote.at // 1000 + _DEADLINE_SECONDS
    terms = SwapTerms(source.address, target.address, most_spent, least_received, deadline)
    router, data = _destination(quote, terms, receiver=receiver)
    return {
        "data": data,
        "maxSpendAmount": str(most_spent) if is_exact_out else "",
        "minReceiveAmount": str(least_received),
        "to": router,
        "value": str(most_spent) if source.is_native else "0",
    }


def _destination(quote: Quote, terms: SwapTerms, *, receiver: str) -> tuple[str, str]:
    """Return the router and what to send it: words that only read right, unless there is a chain to carry them out."""
    deployment = deployment_on(quote.chain)
    if deployment:
        return deployment.router, swap_calldata_on_chain(deployment, quote.path, terms, receiver=receiver)
    is_exact_out = quote.swap_mode == EXACT_OUT
    return quote.chain.exact_out_router if is_exact_out else quote.chain.router, swap_calldata(terms)


def _gas(quote: Quote, level: str) -> Row:
    if level not in _PRIORITY_SHARE:
        raise OkxRefusal("51000", "gasLevel")
    gas_price = gas_price_on(quote.chain)
    return {
        "gas": str(quote.gas),
        "gasPrice": str(gas_price),
        "maxPriorityFeePerGas": str(gas_price // _PRIORITY_SHARE[level]),
    }


def _approval(quote: Quote, slippage: Decimal) -> str:
    spender = spender_on(quote.chain)
    calldata = approve_calldata(spender, _most_spent(quote, slippage))
    return json.dumps({"approveContract": spender, "approveTxCalldata": calldata})
