"""A quote as `aggregator/quote` answers it, hop by hop."""

from __future__ import annotations

import time
from itertools import pairwise

from sandbox.market import market
from sandbox.okx.chain_node import block_on
from sandbox.okx.envelope import Row
from sandbox.okx.listing import Token
from sandbox.okx.quotes import Quote

_SPLIT_ABOVE_USD = 10_000


def quote_row(quote: Quote) -> Row:
    """Return the answer of `aggregator/quote`, which is also the `routerResult` of a swap."""
    source, target = quote.source.token, quote.target.token
    addresses = [source.address, *(token.address for token in quote.path[1:-1]), target.address]
    return {
        "chainIndex": str(quote.chain.index),
        "contextSlot": block_on(quote.chain, quote.at),
        "dexRouterList": _hops(quote),
        "estimateGasFee": str(quote.gas),
        "fromToken": _token_object(source, quote.at),
        "fromTokenAmount": str(quote.spent),
        "mode": "dex",
        "priceImpactPercent": f"{quote.price_impact_percent:f}",
        "quoteId": str(time.time_ns()),
        "router": "--".join(addresses),
        "signData": None,
        "swapMode": quote.swap_mode,
        "toToken": _token_object(target, quote.at),
        "toTokenAmount": str(quote.received),
        "tradeFee": f"{quote.network_fee_usd:.15f}",
    }


def _hops(quote: Quote) -> list[Row]:
    return [
        {
            "dexProtocol": {"dexName": name, "percent": percent},
            "fromToken": _token_object(source, quote.at),
            "fromTokenIndex": str(index),
            "toToken": _token_object(target, quote.at),
            "toTokenIndex": str(index + 1),
        }
        for index, (source, target) in enumerate(pairwise(quote.path))
        for name, percent in _shares(quote, index)
    ]


def _shares(quote: Quote, index: int) -> list[tuple[str, str]]:
    """Return the exchanges of one edge with their percent; a large trade splits its first edge in two."""
    names = quote.chain.dex_names
    if index == 0 and quote.spent_usd > _SPLIT_ABOVE_USD:
        return [(names[0], "92.51"), (names[1], "7.49")]
    return [(names[index], "100")]


def _token_object(token: Token, at: int) -> Row:
    return {
        "decimal": str(token.decimals),
        "isHoneyPot": token.is_honeypot,
        "latestMultiplier": "1",
        "taxRate": str(token.tax_rate),
        "tokenContractAddress": token.address,
        "tokenSymbol": token.symbol,
        "tokenUnitPrice": f"{market().price_at(token, at):f}",
    }
