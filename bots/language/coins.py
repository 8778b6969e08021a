"""What coins and chains are called: from a spoken name to a symbol, and to a chain's index."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bots.language.mending import slips
from tokens.foreign_chains import FOREIGN_CHAINS
from tokens.seeds import CHAINS
from tokens.spoken import fold

__all__ = ["CHAIN_INDEXES", "COINS", "COINS_FIRST", "SYMBOLS", "chain_index", "is_name", "symbol"]

# Coins that are not among the seeds, as people say them.
_POPULAR: Final = {
    "BTC": "btc, bitcoin, bitcoins, xbt, btcs",
    "ETH": "eth, ether, ethers, ethereum, eths",
    "USDT": "usdt, tether, tethers, usdt coin",
    "USDC": "usdc, usd coin, usdcoin, usdcs",
    "LINK": "link, chainlink, links, chain link",
    "SOL": "sol, solana",
    "DOGE": "doge, dogecoin",
    "SHIB": "shib, shiba, shiba inu",
    "XRP": "xrp, ripple",
    "ADA": "ada, cardano",
    "LTC": "ltc, litecoin",
    "DOT": "dot, polkadot",
    "BNB": "bnb, binance coin",
    "UNI": "uni, uniswap, uniswaps",
    "AAVE": "aave",
    "AVAX": "avax, avalanche, avalanche coin",
    "OKB": "okb",
    "ARB": "arb, arbitrum",
    "OP": "op, optimism",
    "POL": "pol, polygon, polygon ecosystem token",
    "MATIC": "matic",
    "PEPE": "pepe",
    "MKR": "mkr, maker",
    "CRV": "crv, curve",
    "LDO": "ldo, lido",
    "TRX": "trx, tron",
    "TON": "ton, toncoin",
    "NEAR": "near protocol",
    "ATOM": "atom, cosmos",
    "FIL": "fil, filecoin",
    "WETH": "weth, wrapped eth, wrapped ether, wrapped ethereum",
    "WBTC": "wbtc, wrapped btc, wrapped bitcoin",
    "1INCH": "1inch",
    "GRT": "grt",
    "BONK": "bonk",
    "WIF": "wif",
    "FLOKI": "floki",
    "SUI": "sui",
    "APT": "apt, aptos",
    "INJ": "inj, injective",
    "FTM": "ftm, fantom",
    "COMP": "comp, compound",
    "SNX": "snx, synthetix",
    "SUSHI": "sushi, sushiswap",
    "CAKE": "cake, pancakeswap",
    "ENS": "ens",
    "APE": "apecoin",
    "PENDLE": "pendle",
    "GMX": "gmx",
    "RPL": "rpl, rocket pool",
    "BCH": "bch, bitcoin cash",
    "ETC": "ethereum classic",
    "XLM": "xlm, stellar lumens",
    "XMR": "xmr, monero",
    "HBAR": "hbar, hedera",
    "ICP": "icp, internet computer",
    "ALGO": "algo, algorand",
    "VET": "vechain",
    "TIA": "celestia",
    "WLD": "wld, worldcoin",
    "ENA": "ena, ethena",
    "STRK": "strk, starknet",
    "ONDO": "ondo",
    "HYPE": "hyperliquid",
    "USDE": "usde",
    "PYUSD": "pyusd, paypal usd",
    "FRAX": "frax",
    "WSTETH": "wsteth, wrapped staked eth, wrapped staked ether",
    "RETH": "reth, rocket pool eth",
    "CBETH": "cbeth",
    "CBBTC": "cbbtc, coinbase btc",
    "STETH": "steth, staked ether, staked eth, lido staked ether",
}
_SPOKEN: Final = {
    196: ("okx x layer",),
    56: ("binance chain", "bep20"),
    1: ("erc20", "ethereum l1"),
    42161: ("arbi", "arb one", "arbitrum 1"),
    137: ("poly", "polygon mainnet", "polygon pos", "polygon chain"),
    10: ("optimism mainnet", "op chain"),
}


def _coins() -> dict[str, str]:
    """Return symbols by every spoken name; where several tokens share one, it stays as it is spoken."""
    names = {name.strip(): symbol for symbol, said in _POPULAR.items() for name in said.split(",")}
    for chain in CHAINS:
        for token in chain.tokens:
            names.setdefault(fold(token.symbol), token.symbol.upper())
            if " " in token.name and "(" not in token.name:
                names.setdefault(fold(token.name), token.symbol.upper())
    return names


def _chains() -> dict[str, str]:
    spoken = {
        fold(name): str(chain.index)
        for chain in CHAINS
        for name in (chain.name, *chain.aliases, *_SPOKEN.get(chain.index, ()), str(chain.index))
    }
    foreign = {fold(name): str(index) for index, names in FOREIGN_CHAINS.items() for name in (*names, str(index))}
    return foreign | spoken


COINS: Final = _coins()
SYMBOLS: Final = frozenset(COINS.values())
CHAIN_INDEXES: Final = _chains()
# Names that are a coin wherever no chain stands: “solana” is a chain only in “on solana”.
COINS_FIRST: Final = frozenset(map(fold, sum(FOREIGN_CHAINS.values(), ("eth", "ether", "ethereum")))) & COINS.keys()


_SHORT: Final = 3  # letters: of shorter names and slips, too many are near
_SYMBOL: Final = re.compile(r"[\w. &+-]+")


@lru_cache(maxsize=1024)  # the same few names are said all day
def symbol(text: str) -> str:
    """Return the symbol of a coin by its spoken name; another name in capitals, an address in small letters.

    What cannot be a name stays as it is.
    """
    word = fold(text).removeprefix("$").strip()
    if word.startswith("0x"):
        return word
    return COINS.get(word) or (word.upper() if _SYMBOL.fullmatch(word) else text)


def chain_index(text: str) -> str:
    """Return the index of a chain by its spoken name, with one slip of the finger; any other name stays as it is."""
    word = fold(text).removeprefix("$")
    return CHAIN_INDEXES.get(word) or _nearest_chain(word) or word


@lru_cache(maxsize=1024)
def _nearest_chain(word: str) -> str:
    """Return the index of the one long name that is a slip away, its ends the same; empty for none, or for several."""
    if len(word) < _SHORT or not word.isalpha():
        return ""
    near = {
        index
        for name, index in CHAIN_INDEXES.items()
        if len(name) > _SHORT and (name[0], name[-1]) == (word[0], word[-1]) and slips(word, name) == 1
    }
    return near.pop() if len(near) == 1 else ""


def is_name(text: str) -> bool:
    """Say whether a text is nothing but an address, or the name of a coin that everybody knows."""
    word = fold(text).removeprefix("$").rstrip("?")
    return word in COINS or (len(word) == 42 and word.startswith("0x"))
