"""The networks the stand-in supports, with their routers, spenders and gas prices.

Addresses: https://web3.okx.com/onchainos/dev-docs/trade/dex-smart-contract
"""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.okx.keccak import checksummed

NATIVE_ADDRESS = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"


@dataclass(frozen=True, slots=True)
class Chain:
    """One network; `depth_percent` is how deep its pools are beside Ethereum's."""

    index: int
    name: str
    native_symbol: str
    wrapped_symbol: str
    router: str
    spender: str
    gas_price: int
    block_milliseconds: int
    depth_percent: int
    dex_names: tuple[str, ...]
    exact_out_router: str = ""

    @property
    def supports_exact_out(self) -> bool:
        return bool(self.exact_out_router)

    def block_at(self, milliseconds: int) -> int:
        return milliseconds // self.block_milliseconds


_ALL = (
    Chain(
        index=1,
        name="Ethereum",
        native_symbol="ETH",
        wrapped_symbol="WETH",
        router="0x8feAB81D36E7576107D5dE0758c1b839Be31B4F6",
        exact_out_router="0xa875Fb2204cE71679BE054d97f7fAFFeb6536D67",
        spender="0x40aA958dd87FC8305b97f2BA922CDdCa374bcD7f",
        gas_price=1_200_000_000,
        block_milliseconds=12_000,
        depth_percent=100,
        dex_names=("Uniswap V3", "Curve", "Uniswap V2", "Sushiswap"),
    ),
    Chain(
        index=10,
        name="Optimism",
        native_symbol="ETH",
        wrapped_symbol="WETH",
        router="0x1f5B43127414E36c31eCb5Ff5567262997CD24D0",
        spender="0x68D6B739D2020067D1e2F713b999dA97E4d54812",
        gas_price=1_200_000,
        block_milliseconds=2_000,
        depth_percent=10,
        dex_names=("Velodrome V2", "Uniswap V3"),
    ),
    Chain(
        index=56,
        name="BNB Chain",
        native_symbol="BNB",
        wrapped_symbol="WBNB",
        router="0x5994814f2C4040b863A0125A45DE152a8c2A4DEc",
        # The documents name no exact-out router for this chain, although it takes exactOut.
        exact_out_router="0x5994814f2C4040b863A0125A45DE152a8c2A4DEc",
        spender="0x2c34A2Fb1d0b4f55de51E1d0bDEfaDDce6b7cDD6",
        gas_price=100_000_000,
        block_milliseconds=750,
        depth_percent=40,
        dex_names=("PancakeSwap V3", "PancakeSwap V2", "Uniswap V3"),
    ),
    Chain(
        index=137,
        name="Polygon",
        native_symbol="POL",
        wrapped_symbol="WPOL",
        router="0x3C4829196BFadFF4394726b45159aeaAC6FCd41c",
        spender="0x3B86917369B83a6892f553609F3c2F439C184e31",
        gas_price=32_000_000_000,
        block_milliseconds=2_000,
        depth_percent=10,
        dex_names=("Quickswap V3", "Uniswap V3"),
    ),
    Chain(
        index=196,
        name="X Layer",
        native_symbol="OKB",
        wrapped_symbol="WOKB",
        router=checksummed("0x7c5bee2a8091c3ef39072f64f18fac913060aeaf"),
        spender="0x8b773D83bc66Be128c60e07E17C8901f7a64F000",
        gas_price=20_000_000,
        block_milliseconds=1_000,
        depth_percent=5,
        dex_names=("JIT Router", "PotatoSwap V3"),
    ),
    Chain(
        index=8453,
        name="Base",
        native_symbol="ETH",
        wrapped_symbol="WETH",
        router="0x67d03631FE51B741C0C00c4E16eb662AC84381df",
        exact_out_router="0x77449Ff075C0A385796Da0762BCB46fd5cc884c6",
        spender="0x57df6092665eb6058DE53939612413ff4B09114E",
        gas_price=6_000_000,
        block_milliseconds=2_000,
        depth_percent=40,
        dex_names=("Aerodrome", "Uniswap V3"),
    ),
    Chain(
        index=42161,
        name="Arbitrum",
        native_symbol="ETH",
        wrapped_symbol="WETH",
        router="0x09f94b5Fc68e227C323A6FbaE3Bd98C97fD8c849",
        exact_out_router="0x9736d9a45115E33411390EbD54e5A5C3A6E25aA6",
        spender="0x70cBb871E8f30Fc8Ce23609E9E0Ea87B6b222F58",
        gas_price=20_000_000,
        block_milliseconds=250,
        depth_percent=40,
        dex_names=("Uniswap V3", "Camelot V3"),
    ),
    Chain(
        index=43114,
        name="Avalanche C",
        native_symbol="AVAX",
        wrapped_symbol="WAVAX",
        router="0xAB96dcFA7A7D669d9BF5918faB8641479973dD0A",
        spender="0x40aA958dd87FC8305b97f2BA922CDdCa374bcD7f",
        gas_price=1_500_000_000,
        block_milliseconds=2_000,
        depth_percent=10,
        dex_names=("LFJ V2.2", "Pangolin"),
    ),
)

CHAINS: dict[int, Chain] = {chain.index: chain for chain in _ALL}
