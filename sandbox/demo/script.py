"""What somebody did on each day of their past: a script that is played again every thirty days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

__all__ = ["LENGTH", "SCRIPT", "Deposit", "Trade"]

LENGTH: Final = 30


@dataclass(frozen=True)
class Trade:
    """A share in percent of what is held of a token on Ethereum, traded for another one at an hour of the day."""

    percent: int
    given: str
    wanted: str
    hour: int = 12


@dataclass(frozen=True)
class Deposit:
    """Paper money that came from outside."""

    amount: Decimal
    symbol: str
    chain: str = "Ethereum"
    hour: int = 9


SCRIPT: Final[Mapping[int, tuple[Trade | Deposit, ...]]] = {
    0: (Trade(30, "USDC", "ETH"), Trade(20, "USDC", "WBTC", hour=15)),
    2: (Trade(12, "USDC", "LINK"),),
    5: (Trade(8, "USDC", "ETH", hour=20),),
    7: (Trade(40, "LINK", "USDC"),),
    9: (Deposit(Decimal(2500), "USDC"), Trade(6, "USDC", "UNI")),
    12: (Trade(15, "USDC", "ETH", hour=7),),
    14: (Deposit(Decimal("0.35"), "ETH", chain="Base"),),
    15: (Trade(25, "ETH", "USDC"),),
    17: (Trade(9, "USDC", "AAVE", hour=18),),
    19: (Trade(50, "UNI", "USDC"),),
    22: (Trade(5, "USDC", "wstETH", hour=22),),
    24: (Trade(10, "USDC", "WBTC"),),
    26: (Trade(30, "WBTC", "ETH", hour=16),),
    28: (Trade(6, "USDC", "LINK", hour=10),),
}
