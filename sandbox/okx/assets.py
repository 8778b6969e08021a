"""What the simulated market trades: one asset per economic thing, however many chains and wrappings it has."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Asset:
    """Something with one price: it stays within `base_price` ± `swing` (a share), on `depth_usd` of liquidity."""

    symbol: str
    name: str
    base_price: Decimal
    swing: Decimal
    depth_usd: int

    @property
    def is_stable(self) -> bool:
        return self.swing < Decimal("0.001")


# symbol | name | base price in USD | swing | USD in the pools of Ethereum
_TABLE = """
BTC       | Bitcoin          | 110000    | 0.08   | 150000000
ETH       | Ether            | 2720      | 0.10   | 250000000
BNB       | BNB              | 860       | 0.10   | 120000000
POL       | Polygon          | 0.24      | 0.15   | 60000000
AVAX      | Avalanche        | 24        | 0.15   | 90000000
OKB       | OKB              | 110       | 0.12   | 80000000
USDC      | USD Coin         | 1         | 0.0004 | 400000000
USDT      | Tether USD       | 1         | 0.0005 | 400000000
DAI       | Dai Stablecoin   | 1         | 0.0005 | 150000000
LINK      | Chainlink        | 18        | 0.15   | 20000000
UNI       | Uniswap          | 8.2       | 0.15   | 15000000
AAVE      | Aave             | 265       | 0.15   | 12000000
OP        | Optimism         | 0.71      | 0.18   | 40000000
ARB       | Arbitrum         | 0.43      | 0.18   | 25000000
PEPE      | Pepe             | 0.0000094 | 0.25   | 9000000
COPY      | USD Coin         | 0.0003    | 0.20   | 40000
HONEY     | Honey Trap       | 0.02      | 0.30   | 200000
TAXED     | Taxed Token      | 0.5       | 0.20   | 300000
PWN       | <i>Bold</i> & Co | 0.01      | 0.20   | 100000
THIN      | Thin Ice         | 3         | 0.20   | 5000
DEAD      | Dead Pool        | 0.1       | 0.01   | 0
"""


def _asset(line: str) -> Asset:
    symbol, name, base_price, swing, depth_usd = (cell.strip() for cell in line.split("|"))
    return Asset(symbol, name, Decimal(base_price), Decimal(swing), int(depth_usd))


ASSETS: dict[str, Asset] = {asset.symbol: asset for asset in map(_asset, _TABLE.strip().splitlines())}
