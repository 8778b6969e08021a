"""Every address of the stand-in, under the same paths as the real hosts."""

from __future__ import annotations

from django.urls import URLPattern, path

from sandbox.okx import aggregator, balances, cross_chain, exchange, gateway, market_data
from sandbox.okx.views import View, public_get, retired, signed_batch, signed_get, signed_post, unknown

_DEX: dict[str, View] = {
    "aggregator/supported/chain": signed_get(aggregator.supported_chains),
    "aggregator/all-tokens": signed_get(aggregator.all_tokens),
    "aggregator/get-liquidity": signed_get(aggregator.liquidity_sources),
    "aggregator/approve-transaction": signed_get(aggregator.approve_transaction),
    "aggregator/quote": signed_get(aggregator.quote),
    "aggregator/swap": signed_get(aggregator.swap),
    "cross-chain/supported/bridges": signed_get(cross_chain.supported_bridges),
    "cross-chain/supported/tokens": signed_get(cross_chain.supported_tokens),
    "cross-chain/quote": signed_get(cross_chain.quote),
    "cross-chain/approve-tx": signed_get(cross_chain.approve_tx),
    "cross-chain/swap": signed_get(cross_chain.swap),
    "cross-chain/status": signed_get(cross_chain.status),
    "market/price": signed_batch(market_data.prices),
    "market/price-info": signed_batch(market_data.price_infos),
    "market/token/basic-info": signed_batch(market_data.basic_infos),
    "market/token/search": signed_get(market_data.search_tokens),
    "market/candles": signed_get(market_data.candles),
    "market/historical-candles": signed_get(market_data.historical_candles),
    "index/current-price": signed_batch(market_data.index_prices),
    "index/historical-price": signed_get(market_data.historical_prices),
    "balance/all-token-balances-by-address": signed_get(balances.all_balances, message="success"),
    "balance/token-balances-by-address": signed_post(balances.token_balances, message="success"),
    "balance/total-value-by-address": signed_get(balances.total_value, message="success"),
    "pre-transaction/gas-price": signed_get(gateway.gas_price),
    "pre-transaction/gas-limit": signed_post(gateway.gas_limit),
    "pre-transaction/simulate": signed_post(gateway.simulate),
    "pre-transaction/broadcast-transaction": signed_post(gateway.broadcast_transaction),
    "post-transaction/orders": signed_get(gateway.orders),
}

_EXCHANGE: dict[str, View] = {
    "ticker": public_get(exchange.ticker),
    "tickers": public_get(exchange.tickers),
    "candles": public_get(exchange.candles),
    "history-candles": public_get(exchange.historical_candles),
}

urlpatterns: list[URLPattern] = [
    *(path(f"api/v6/dex/{route}", view) for route, view in _DEX.items()),
    *(path(f"api/v5/market/{route}", view) for route, view in _EXCHANGE.items()),
    path("api/v5/dex/<path:rest>", retired),
    path("<path:rest>", unknown),
]
