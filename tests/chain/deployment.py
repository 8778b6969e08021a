"""What stands on a test chain: the contracts, at the addresses of the real ones, and pools at the market's prices.

The router, its spender, the bridge, the pools' factory and the tokens lie where they lie on the real chain, so that
Esther's own lists hold here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from itertools import product
from typing import Any

from sandbox.market import market
from sandbox.okx.bridges import BRIDGES
from sandbox.okx.chains import CHAINS
from sandbox.okx.keccak import checksummed
from sandbox.okx.listing import Token, native_token, tokens_on, wrapped
from tests.chain.bank import Bank
from tests.chain.wire import Rpc

__all__ = ["DEPTH_USD", "Deployment", "deploy"]

DEPTH_USD = 5_000_000  # of each side of each pool
_TOKENS = {
    1: {"USDC": "Coin", "USDT": "TetherLikeCoin", "DAI": "Coin", "WBTC": "Coin", "TAXED": "TaxedCoin"},
    8453: {"USDC": "Coin", "DAI": "Coin", "cbBTC": "Coin", "TAXED": "TaxedCoin"},
}
# https://docs.uniswap.org/contracts/v2/reference/smart-contracts/v2-deployments
_FACTORIES = {1: "0x5C69bEe701ef814a2B6a3EDD4B1652CB9cc5aA6f", 8453: "0x8909Dc15e40173Ff4699343b6eB8132c65e18eC6"}
_STABLE_PAIRS = (("USDC", "USDT"), ("USDC", "DAI"))


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """The addresses on one chain; `pools` are pairs of tokens with their pool."""

    rpc_url: str
    router: str
    spender: str
    adapter: str
    bridge: str
    factory: str
    uniswap_router: str
    wrapped: str
    tokens: dict[str, str] = field(default_factory=dict)
    pools: list[list[str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def deploy(rpc: Rpc, chain_index: int, bank: Bank) -> Deployment:
    """Put everything on a new chain. Raises RuntimeError when a transaction fails."""
    chain = CHAINS[chain_index]
    coin = wrapped(native_token(chain))
    tokens = {symbol: _listed(chain_index, symbol) for symbol in _TOKENS[chain_index]}
    bank.place(checksummed(coin.address), "WETH9")
    bank.place(chain.spender, "TokenApprove", "address", chain.router)
    bank.place(chain.router, "DexRouter", "address,address", chain.spender, coin.address)
    for symbol, token in tokens.items():
        _place_token(bank, token, contract=_TOKENS[chain_index][symbol])
    factory = bank.place(_FACTORIES[chain_index], "UniswapV2Factory", "address", bank.address)
    deployment = Deployment(
        rpc_url=rpc.url,
        router=chain.router,
        spender=chain.spender,
        adapter=bank.deploy("UniswapV2Adapter"),
        bridge=bank.place(_spoke_pool(chain_index), "SpokePool", "address,address", coin.address, bank.address),
        factory=factory,
        uniswap_router=bank.deploy("UniswapV2Router02", "address,address", factory, coin.address),
        wrapped=checksummed(coin.address),
        tokens={symbol: checksummed(token.address) for symbol, token in [(coin.symbol, coin), *tokens.items()]},
        pools=[_fill_pool(rpc, bank, factory, pair) for pair in _pairs(coin, tokens)],
    )
    bank.settle()
    return deployment


def _spoke_pool(chain_index: int) -> str:
    """Return where Across is on a chain."""
    across = next(bridge for bridge in BRIDGES if bridge.contracts)
    return checksummed(across.contracts[chain_index])


def _listed(chain_index: int, symbol: str) -> Token:
    """Return the token that is meant by a symbol, and not one that copies it."""
    return next(
        token
        for token in tokens_on(CHAINS[chain_index])
        if token.symbol == symbol and (token.is_recognized or token.asset.symbol == symbol)
    )


def _place_token(bank: Bank, token: Token, *, contract: str) -> None:
    types, arguments = "string,string,uint8", [token.asset.name, token.symbol, token.decimals]
    if contract == "TaxedCoin":
        types, arguments = f"{types},uint256", [*arguments, int(token.tax_rate * 10_000)]
    bank.place(checksummed(token.address), contract, types, *arguments)


def _pairs(coin: Token, tokens: dict[str, Token]) -> Iterator[tuple[Token, Token]]:
    yield from product([coin], tokens.values())
    for first, second in _STABLE_PAIRS:
        if second in tokens:
            yield tokens[first], tokens[second]


def _fill_pool(rpc: Rpc, bank: Bank, factory: str, pair: tuple[Token, Token]) -> list[str]:
    """Make a pair and fill both sides to the same worth; return its tokens and its address."""
    addresses = [checksummed(token.address) for token in pair]
    bank.call(factory, "createPair(address,address)", *addresses)
    bank.settle()
    pool = checksummed(rpc.read(factory, "getPair(address,address)", *addresses, returns="address"))
    for token in pair:
        _pay_in(bank, token, pool)
    bank.call(pool, "mint(address)", bank.address)
    return [*addresses, pool]


def _pay_in(bank: Bank, token: Token, pool: str) -> None:
    price = market().price(token.chain.index, token.address)
    units = int((Decimal(DEPTH_USD) / price).scaleb(token.decimals))
    if token is wrapped(native_token(token.chain)):
        bank.call(token.address, "deposit()", value=units)
        bank.call(token.address, "transfer(address,uint256)", pool, units)
    else:
        bank.call(token.address, "mint(address,uint256)", pool, units)
