"""The tokens the stand-in knows, written from public token lists and not from Esther's own seeds.

Keeping the two tables apart is the point: a wrong address or decimals on either side shows as a disagreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sandbox.okx.assets import ASSETS, Asset
from sandbox.okx.chains import CHAINS, NATIVE_ADDRESS, Chain


@dataclass(frozen=True, slots=True)
class Token:
    """One contract (or native coin) on one chain; `address` is lower case."""

    chain: Chain
    address: str
    symbol: str
    decimals: int
    asset: Asset
    asset_ratio: Decimal = Decimal(1)
    tax_rate: Decimal = Decimal(0)
    is_honeypot: bool = False
    is_recognized: bool = True

    @property
    def is_native(self) -> bool:
        return self.address == NATIVE_ADDRESS

    @property
    def liquidity_usd(self) -> int:
        return self.asset.depth_usd * self.chain.depth_percent // 100

    @property
    def logo_url(self) -> str:
        return f"https://static.okx.com/cdn/web3/currency/token/{self.chain.index}-{self.address}.png"


# chain | asset | decimals | symbol | address
_TABLE = """
1     ETH  18 WETH   0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
1     BTC  8  WBTC   0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599
1     BTC  8  cbBTC  0xcbB7C0000aB88B473b1f5aFd9ef808440eed33Bf
1     USDC 6  USDC   0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48
1     USDT 6  USDT   0xdAC17F958D2ee523a2206206994597C13D831ec7
1     DAI  18 DAI    0x6B175474E89094C44Da98b954EedeAC495271d0F
1     LINK 18 LINK   0x514910771AF9Ca656af840dff83E8264EcF986CA
1     UNI  18 UNI    0x1f9840a85d5aF5bf1D1762F925BDADdC4201F984
1     AAVE 18 AAVE   0x7Fc66500c84A76Ad7e9c93437bFc5Ac33E2DDaE9
1     PEPE 18 PEPE   0x6982508145454Ce325dDbE47a25d4ec3d2311933
10    ETH  18 WETH   0x4200000000000000000000000000000000000006
10    BTC  8  WBTC   0x68f180fcCe6836688e9084f035309E29Bf0A2095
10    USDC 6  USDC   0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85
10    USDC 6  USDC.e 0x7F5c764cBc14f9669B88837ca1490cCa17c31607
10    USDT 6  USDT   0x94b008aA00579c1307B0EF2c499aD98a8ce58e58
10    USDT 6  USDT0  0x01bFF41798a0BcF287b996046Ca68b395DbC1071
10    DAI  18 DAI    0xDA10009cBd5D07dd0CeCc66161FC93D7c9000da1
10    OP   18 OP     0x4200000000000000000000000000000000000042
10    LINK 18 LINK   0x350a791Bfc2C21F9Ed5d10980Dad2e2638ffa7f6
56    BNB  18 WBNB   0xbb4CdB9CBd36B01bD1cBaEBF2De08d9173bc095c
56    ETH  18 ETH    0x2170Ed0880ac9A755fd29B2688956BD959F933F8
56    BTC  18 BTCB   0x7130d2A12B9BCbFAe4f2634d864A1Ee1Ce3Ead9c
56    USDC 18 USDC   0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d
56    USDT 18 USDT   0x55d398326f99059fF775485246999027B3197955
56    DAI  18 DAI    0x1AF3F329e8BE154074D8769D1FFa4eE058B1DBc3
137   POL  18 WPOL   0x0d500B1d8E8eF31E21C99d1Db9A6444d3ADf1270
137   ETH  18 WETH   0x7ceB23fD6bC0adD59E62ac25578270cFf1b9f619
137   BTC  8  WBTC   0x1BFD67037B42Cf73acF2047067bd4F2C47D9BfD6
137   USDC 6  USDC   0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359
137   USDC 6  USDC.e 0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174
137   USDT 6  USDT0  0xc2132D05D31c914a87C6611C10748AEb04B58e8F
137   DAI  18 DAI    0x8f3Cf7ad23Cd3CaDbD9735AFf958023239c6A063
137   LINK 18 LINK   0x53E0bca35eC356BD5ddDFebbD1Fc0fD03FaBad39
8453  ETH  18 WETH   0x4200000000000000000000000000000000000006
8453  USDC 6  USDC   0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913
8453  USDC 6  USDbC  0xd9aAEc86B65D86f6A7B5B1b0c42FFA531710b6CA
8453  USDT 6  USDT   0xfde4C96c8593536E31F229EA8f37b2ADa2699bb2
8453  DAI  18 DAI    0x50c5725949A6F0c72E6C4a641F24049A917DB0Cb
8453  BTC  8  cbBTC  0xcbB7C0000aB88B473b1f5aFd9ef808440eed33Bf
42161 ETH  18 WETH   0x82aF49447D8a07e3bd95BD0d56f35241523fBab1
42161 BTC  8  WBTC   0x2f2a2543B76A4166549F7aaB2e75Bef0aefC5B0f
42161 USDC 6  USDC   0xaf88d065e77c8cC2239327C5EDb3A432268e5831
42161 USDC 6  USDC.e 0xFF970A61A04b1cA14834A43f5dE4533eBDDB5CC8
42161 USDT 6  USDT0  0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9
42161 DAI  18 DAI    0xDA10009cBd5D07dd0CeCc66161FC93D7c9000da1
42161 ARB  18 ARB    0x912CE59144191C1204E64559FE8253a0e49E6548
42161 LINK 18 LINK   0xf97f4df75117a78c1A5a0DBb814Af92458539FB4
43114 AVAX 18 WAVAX  0xB31f66AA3C1e785363F0875A1B74E27b85FD66c7
43114 ETH  18 WETH.e 0x49D5c2BdFfac6CE2BFdB6640F4F80f226bc10bAB
43114 BTC  8  WBTC.e 0x50b7545627a5162F82A992c33b87aDc75187B218
43114 BTC  8  BTC.b  0x152b9d0FdC40C096757F570A51E494bd4b943E50
43114 USDC 6  USDC   0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E
43114 USDT 6  USDT   0x9702230A8Ea53601f5cD2dc00fDBc13d4dF4A8c7
43114 DAI  18 DAI.e  0xd586E7F844cEa2F87f50152665BCbc2C279D8d70
43114 LINK 18 LINK.e 0x5947BB275c521040051D82396192181b413227A3
196   OKB  18 WOKB   0xe538905cf8410324e03a5a23c1c177a474d59b2b
196   USDC 6  USDC   0x74b7f16337b8972027f6196a17a631ac6de26d22
196   USDT 6  USDT0  0x779ded0c9e1022225f8e0630b35a9b54be713736
196   ETH  18 WETH   0x5a77f1443d16ee5761d310e38b62f77f726bc71c
"""


def _listed() -> list[Token]:
    tokens = []
    for line in _TABLE.strip().splitlines():
        chain_index, asset, decimals, symbol, address = line.split()
        tokens.append(Token(CHAINS[int(chain_index)], address.lower(), symbol, int(decimals), ASSETS[asset]))
    return tokens


def _natives() -> list[Token]:
    return [
        Token(chain, NATIVE_ADDRESS, chain.native_symbol, 18, ASSETS[chain.native_symbol]) for chain in CHAINS.values()
    ]


def _oddity(chain: Chain, asset: str, *, symbol: str = "", tax_rate: str = "0", is_honeypot: bool = False) -> Token:
    return Token(
        chain,
        "0x" + asset.lower().encode().hex().ljust(40, "0"),
        symbol or asset,
        6 if asset == "COPY" else 18,
        ASSETS[asset],
        tax_rate=Decimal(tax_rate),
        is_honeypot=is_honeypot,
        is_recognized=False,
    )


def _oddities(chain: Chain) -> list[Token]:
    """Return the tokens nobody should trust: a copied symbol, a trap, a tax, markup, no depth, no pool."""
    return [
        _oddity(chain, "COPY", symbol="USDC"),
        _oddity(chain, "HONEY", is_honeypot=True),
        _oddity(chain, "TAXED", tax_rate="0.12"),
        _oddity(chain, "PWN", symbol="<b>PWN</b>"),
        _oddity(chain, "THIN"),
        _oddity(chain, "DEAD"),
    ]


_STAKED_ETHER = Token(
    CHAINS[1],
    "0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0",
    "wstETH",
    18,
    ASSETS["ETH"],
    asset_ratio=Decimal("1.22"),
)

TOKENS: tuple[Token, ...] = (*_natives(), *_listed(), _STAKED_ETHER, *_oddities(CHAINS[1]), *_oddities(CHAINS[8453]))
_BY_ADDRESS = {(token.chain.index, token.address): token for token in TOKENS}
_NATIVE = {token.chain: token for token in TOKENS if token.is_native}
_WRAPPED = {token.chain: token for token in TOKENS if token.symbol == token.chain.wrapped_symbol}


def find_token(chain_index: int, address: str) -> Token | None:
    """Return the token at an address in any case; an empty address means the native coin."""
    return _BY_ADDRESS.get((chain_index, address.lower() or NATIVE_ADDRESS))


def tokens_on(chain: Chain) -> list[Token]:
    return [token for token in TOKENS if token.chain is chain]


def native_token(chain: Chain) -> Token:
    return _NATIVE[chain]


def wrapped(token: Token) -> Token:
    """Return the token that pools hold: the wrapped one for a native coin, else the token itself."""
    return _WRAPPED[token.chain] if token.is_native else token


def asset_called(symbol: str) -> Asset | None:
    """Return the asset behind an asset's or a token's symbol, in any case."""
    wanted = symbol.upper()
    by_token = (token.asset for token in TOKENS if token.symbol.upper() == wanted)
    return ASSETS.get(wanted) or next(by_token, None)
