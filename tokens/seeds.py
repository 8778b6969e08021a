"""The chains and tokens Esther knows from the start: data only, stored by `tokens.seeding`.

A seeded token carries the verified mark, so nothing doubtful belongs here. Sources:
https://web3.okx.com/onchainos/dev-docs/trade/dex-smart-contract (routers, TokenApprove; older copies: past routers),
https://github.com/bgd-labs/aave-address-book and https://github.com/Uniswap/default-token-list (tokens).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tokens.models import NATIVE_ADDRESS

__all__ = ["CHAINS", "ChainSeed", "TokenSeed"]


@dataclass(frozen=True)
class TokenSeed:
    symbol: str
    name: str
    address: str
    decimals: int
    aliases: tuple[str, ...] = ()

    @property
    def is_native(self) -> bool:
        return self.address == NATIVE_ADDRESS


@dataclass(frozen=True, kw_only=True)
class ChainSeed:
    index: int
    name: str
    aliases: tuple[str, ...]
    gas_reserve: Decimal  # of the native coin, kept back when everything is sold
    explorer: str
    rpc_url: str
    spender: str  # the TokenApprove contract: what may be allowed to move tokens
    routers: tuple[str, ...]  # what a swap may be sent to: current, exactOut, then past ones
    tokens: tuple[TokenSeed, ...]  # the native coin first
    supports_exact_out: bool = False


_BITCOIN: Final = ("BTC", "bitcoin")
_ETHER: Final = ("ether", "ethereum")
_TETHER: Final = ("tether",)
_OTHER_TETHER: Final = ("USDT", "tether")

CHAINS: Final = (
    ChainSeed(
        index=1,
        name="Ethereum",
        aliases=("eth", "eth mainnet", "ethereum mainnet", "mainnet"),
        gas_reserve=Decimal("0.005"),
        explorer="https://etherscan.io",
        rpc_url="https://ethereum-rpc.publicnode.com",
        spender="0x40aA958dd87FC8305b97f2BA922CDdCa374bcD7f",
        routers=(
            "0x8feAB81D36E7576107D5dE0758c1b839Be31B4F6",
            "0xa875Fb2204cE71679BE054d97f7fAFFeb6536D67",
            "0x28b1Dc1a5E3699A428BC51d234DFab7C9CB2a183",
            "0x5E1f62Dac767b0491e3CE72469C217365D5B48cC",
            "0x2E1Dee213BA8d7af0934C49a23187BabEACa8764",
            "0x7D0CcAa3Fac1e5A943c5168b6CEd828691b46B36",
        ),
        supports_exact_out=True,
        tokens=(
            TokenSeed("ETH", "Ether", NATIVE_ADDRESS, 18, _ETHER),
            TokenSeed("WETH", "Wrapped Ether", "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2", 18),
            TokenSeed("WBTC", "Wrapped Bitcoin", "0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599", 8, _BITCOIN),
            TokenSeed("USDC", "USD Coin", "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", 6),
            TokenSeed("USDT", "Tether USD", "0xdAC17F958D2ee523a2206206994597C13D831ec7", 6, _TETHER),
            TokenSeed("DAI", "Dai", "0x6B175474E89094C44Da98b954EedeAC495271d0F", 18),
            TokenSeed("LINK", "Chainlink", "0x514910771AF9Ca656af840dff83E8264EcF986CA", 18),
            TokenSeed("UNI", "Uniswap", "0x1f9840a85d5aF5bf1D1762F925BDADdC4201F984", 18),
            TokenSeed("AAVE", "Aave", "0x7Fc66500c84A76Ad7e9c93437bFc5Ac33E2DDaE9", 18),
            TokenSeed("wstETH", "Wrapped Staked Ether", "0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0", 18),
            TokenSeed("cbBTC", "Coinbase Wrapped Bitcoin", "0xcbB7C0000aB88B473b1f5aFd9ef808440eed33Bf", 8),
        ),
    ),
    ChainSeed(
        index=10,
        name="Optimism",
        aliases=("op", "op mainnet"),
        gas_reserve=Decimal("0.0005"),
        explorer="https://optimistic.etherscan.io",
        rpc_url="https://mainnet.optimism.io",
        spender="0x68D6B739D2020067D1e2F713b999dA97E4d54812",
        routers=(
            "0x1f5B43127414E36c31eCb5Ff5567262997CD24D0",
            "0xDd5E9B947c99Aa60bab00ca4631Dce63b49983E7",
            "0x86F752f1F662f39BFbcBeF95EE56B6C20d178969",
        ),
        tokens=(
            TokenSeed("ETH", "Ether", NATIVE_ADDRESS, 18, _ETHER),
            TokenSeed("WETH", "Wrapped Ether", "0x4200000000000000000000000000000000000006", 18),
            TokenSeed("WBTC", "Wrapped Bitcoin", "0x68f180fcCe6836688e9084f035309E29Bf0A2095", 8, _BITCOIN),
            TokenSeed("USDC", "USD Coin", "0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85", 6),
            TokenSeed("USDC.e", "Bridged USD Coin", "0x7F5c764cBc14f9669B88837ca1490cCa17c31607", 6),
            TokenSeed("USDT", "Tether USD", "0x94b008aA00579c1307B0EF2c499aD98a8ce58e58", 6, _TETHER),
            TokenSeed("USDT0", "Tether USD (USDT0)", "0x01bFF41798a0BcF287b996046Ca68b395DbC1071", 6),
            TokenSeed("DAI", "Dai", "0xDA10009cBd5D07dd0CeCc66161FC93D7c9000da1", 18),
            TokenSeed("OP", "Optimism", "0x4200000000000000000000000000000000000042", 18),
            TokenSeed("LINK", "Chainlink", "0x350a791Bfc2C21F9Ed5d10980Dad2e2638ffa7f6", 18),
        ),
    ),
    ChainSeed(
        index=56,
        name="BSC",
        aliases=("bnb", "bnb chain", "bnb smart chain", "binance", "binance smart chain"),
        gas_reserve=Decimal("0.003"),
        explorer="https://bscscan.com",
        rpc_url="https://bsc-dataseed.bnbchain.org",
        spender="0x2c34A2Fb1d0b4f55de51E1d0bDEfaDDce6b7cDD6",
        routers=(
            "0x5994814f2C4040b863A0125A45DE152a8c2A4DEc",
            "0x62cceF0b4545166f721cAa9fEe13c1d3767E27dc",
            "0x6015126d7D23648C2e4466693b8DeaB005ffaba8",
        ),
        supports_exact_out=True,
        tokens=(
            TokenSeed("BNB", "BNB", NATIVE_ADDRESS, 18),
            TokenSeed("WBNB", "Wrapped BNB", "0xbb4CdB9CBd36B01bD1cBaEBF2De08d9173bc095c", 18),
            TokenSeed("ETH", "Bridged Ether", "0x2170Ed0880ac9A755fd29B2688956BD959F933F8", 18, _ETHER),
            TokenSeed("BTCB", "Binance Bitcoin", "0x7130d2A12B9BCbFAe4f2634d864A1Ee1Ce3Ead9c", 18, _BITCOIN),
            TokenSeed("USDC", "USD Coin", "0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d", 18),
            TokenSeed("USDT", "Tether USD", "0x55d398326f99059fF775485246999027B3197955", 18, _TETHER),
            TokenSeed("DAI", "Dai", "0x1AF3F329e8BE154074D8769D1FFa4eE058B1DBc3", 18),
        ),
    ),
    ChainSeed(
        index=137,
        name="Polygon",
        aliases=("pol", "matic", "polygon pos"),
        gas_reserve=Decimal("1"),
        explorer="https://polygonscan.com",
        rpc_url="https://polygon-bor-rpc.publicnode.com",
        spender="0x3B86917369B83a6892f553609F3c2F439C184e31",
        routers=(
            "0x3C4829196BFadFF4394726b45159aeaAC6FCd41c",
            "0xF6E1B4b201e220FC3741bd7a75675ffEA25c02AD",
            "0xF5402CCC5fC3181B45D7571512999D3Eea0257B6",
        ),
        tokens=(
            TokenSeed("POL", "Polygon Ecosystem Token", NATIVE_ADDRESS, 18, ("matic",)),
            TokenSeed("WPOL", "Wrapped POL", "0x0d500B1d8E8eF31E21C99d1Db9A6444d3ADf1270", 18, ("WMATIC",)),
            TokenSeed("WETH", "Wrapped Ether", "0x7ceB23fD6bC0adD59E62ac25578270cFf1b9f619", 18, ("ETH", *_ETHER)),
            TokenSeed("WBTC", "Wrapped Bitcoin", "0x1BFD67037B42Cf73acF2047067bd4F2C47D9BfD6", 8, _BITCOIN),
            TokenSeed("USDC", "USD Coin", "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359", 6),
            TokenSeed("USDC.e", "Bridged USD Coin", "0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174", 6),
            TokenSeed("USDT0", "Tether USD (USDT0)", "0xc2132D05D31c914a87C6611C10748AEb04B58e8F", 6, _OTHER_TETHER),
            TokenSeed("DAI", "Dai", "0x8f3Cf7ad23Cd3CaDbD9735AFf958023239c6A063", 18),
            TokenSeed("LINK", "Chainlink", "0x53E0bca35eC356BD5ddDFebbD1Fc0fD03FaBad39", 18),
        ),
    ),
    ChainSeed(
        index=196,
        name="X Layer",
        aliases=("xlayer", "x-layer", "okx layer"),
        gas_reserve=Decimal("0.05"),
        explorer="https://www.okx.com/web3/explorer/xlayer",
        rpc_url="https://rpc.xlayer.tech",
        spender="0x8b773D83bc66Be128c60e07E17C8901f7a64F000",
        routers=("0x7c5bee2a8091c3ef39072f64f18fac913060aeaf",),
        tokens=(
            TokenSeed("OKB", "OKB", NATIVE_ADDRESS, 18),
            TokenSeed("WOKB", "Wrapped OKB", "0xe538905cf8410324e03a5a23c1c177a474d59b2b", 18),
            TokenSeed("USDC", "USD Coin", "0x74b7f16337b8972027f6196a17a631ac6de26d22", 6),
            TokenSeed("USDT0", "Tether USD (USDT0)", "0x779ded0c9e1022225f8e0630b35a9b54be713736", 6, _OTHER_TETHER),
        ),
    ),
    ChainSeed(
        index=8453,
        name="Base",
        aliases=("base mainnet",),
        gas_reserve=Decimal("0.0005"),
        explorer="https://basescan.org",
        rpc_url="https://mainnet.base.org",
        spender="0x57df6092665eb6058DE53939612413ff4B09114E",
        routers=(
            "0x67d03631FE51B741C0C00c4E16eb662AC84381df",
            "0x77449Ff075C0A385796Da0762BCB46fd5cc884c6",
            "0xC8F6b8Ba0DC0f175B568B99440B0867F69A29265",
            "0x5e2F47bD7D4B357fCfd0Bb224Eb665773B1B9801",
        ),
        supports_exact_out=True,
        tokens=(
            TokenSeed("ETH", "Ether", NATIVE_ADDRESS, 18, _ETHER),
            TokenSeed("WETH", "Wrapped Ether", "0x4200000000000000000000000000000000000006", 18),
            TokenSeed("USDC", "USD Coin", "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913", 6),
            TokenSeed("USDbC", "Bridged USD Coin", "0xd9aAEc86B65D86f6A7B5B1b0c42FFA531710b6CA", 6),
            TokenSeed("DAI", "Dai", "0x50c5725949A6F0c72E6C4a641F24049A917DB0Cb", 18),
            TokenSeed("cbBTC", "Coinbase Wrapped Bitcoin", "0xcbB7C0000aB88B473b1f5aFd9ef808440eed33Bf", 8, _BITCOIN),
        ),
    ),
    ChainSeed(
        index=42161,
        name="Arbitrum",
        aliases=("arb", "arbitrum one"),
        gas_reserve=Decimal("0.0005"),
        explorer="https://arbiscan.io",
        rpc_url="https://arb1.arbitrum.io/rpc",
        spender="0x70cBb871E8f30Fc8Ce23609E9E0Ea87B6b222F58",
        routers=(
            "0x09f94b5Fc68e227C323A6FbaE3Bd98C97fD8c849",
            "0x9736d9a45115E33411390EbD54e5A5C3A6E25aA6",
            "0x7CF6b330b437E9fb432B1400DE17B03357Cf049A",
            "0x5e2F47bD7D4B357fCfd0Bb224Eb665773B1B9801",
        ),
        supports_exact_out=True,
        tokens=(
            TokenSeed("ETH", "Ether", NATIVE_ADDRESS, 18, _ETHER),
            TokenSeed("WETH", "Wrapped Ether", "0x82aF49447D8a07e3bd95BD0d56f35241523fBab1", 18),
            TokenSeed("WBTC", "Wrapped Bitcoin", "0x2f2a2543B76A4166549F7aaB2e75Bef0aefC5B0f", 8, _BITCOIN),
            TokenSeed("USDC", "USD Coin", "0xaf88d065e77c8cC2239327C5EDb3A432268e5831", 6),
            TokenSeed("USDC.e", "Bridged USD Coin", "0xFF970A61A04b1cA14834A43f5dE4533eBDDB5CC8", 6),
            TokenSeed("USDT0", "Tether USD (USDT0)", "0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9", 6, _OTHER_TETHER),
            TokenSeed("DAI", "Dai", "0xDA10009cBd5D07dd0CeCc66161FC93D7c9000da1", 18),
            TokenSeed("ARB", "Arbitrum", "0x912CE59144191C1204E64559FE8253a0e49E6548", 18),
            TokenSeed("LINK", "Chainlink", "0xf97f4df75117a78c1A5a0DBb814Af92458539FB4", 18),
        ),
    ),
    ChainSeed(
        index=43114,
        name="Avalanche",
        aliases=("avax", "avalanche c-chain", "c-chain"),
        gas_reserve=Decimal("0.05"),
        explorer="https://snowtrace.io",
        rpc_url="https://api.avax.network/ext/bc/C/rpc",
        spender="0x40aA958dd87FC8305b97f2BA922CDdCa374bcD7f",
        routers=(
            "0xAB96dcFA7A7D669d9BF5918faB8641479973dD0A",
            "0xa94Fcf9fc56a864f8DE51e6315aee5863AD63C91",
            "0x79f7C6C6dc16Ed3154E85A8ef9c1Ef31CEFaEB19",
        ),
        tokens=(
            TokenSeed("AVAX", "Avalanche", NATIVE_ADDRESS, 18),
            TokenSeed("WAVAX", "Wrapped AVAX", "0xB31f66AA3C1e785363F0875A1B74E27b85FD66c7", 18),
            TokenSeed(
                "WETH.e",
                "Bridged Wrapped Ether",
                "0x49D5c2BdFfac6CE2BFdB6640F4F80f226bc10bAB",
                18,
                ("ETH", "WETH", *_ETHER),
            ),
            TokenSeed("WBTC.e", "Bridged Wrapped Bitcoin", "0x50b7545627a5162F82A992c33b87aDc75187B218", 8, ("WBTC",)),
            TokenSeed("BTC.b", "Bridged Bitcoin", "0x152b9d0FdC40C096757F570A51E494bd4b943E50", 8, _BITCOIN),
            TokenSeed("USDC", "USD Coin", "0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E", 6),
            TokenSeed("USDT", "Tether USD", "0x9702230A8Ea53601f5cD2dc00fDBc13d4dF4A8c7", 6, _TETHER),
            TokenSeed("DAI.e", "Bridged Dai", "0xd586E7F844cEa2F87f50152665BCbc2C279D8d70", 18, ("DAI",)),
            TokenSeed(
                "LINK.e", "Bridged Chainlink", "0x5947BB275c521040051D82396192181b413227A3", 18, ("LINK", "chainlink")
            ),
        ),
    ),
)
