"""The bridges of the stand-in: what each of them carries, between which chains, and what it keeps for that.

The number and the fee of ACROSS V3 are those of a recorded answer, and its contracts are where they are
(https://docs.across.to/reference/contract-addresses); the other bridges are made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sandbox.okx.chains import Chain
from sandbox.okx.listing import Token, tokens_on

__all__ = ["BRIDGES", "Bridge", "between", "bridge_numbered"]


@dataclass(frozen=True, slots=True)
class Bridge:
    """One bridge. It keeps `fee_ppm` millionths of what it carries, and `coin_fee` wei of the chain it starts on."""

    id: int
    name: str
    fee_ppm: int
    coin_fee: int
    seconds: int
    least_usd: Decimal
    most_usd: Decimal
    assets: tuple[str, ...]
    chains: frozenset[int]
    spender: str
    contracts: Mapping[int, str] = field(default_factory=dict)

    def contract_on(self, chain: Chain) -> str:
        """Return what is called on a chain, and may move tokens there."""
        return self.contracts.get(chain.index, self.spender)

    def carried_on(self, chain: Chain, asset: str) -> Token | None:
        """Return the token that stands for an asset on a chain, if the bridge carries it there."""
        if asset not in self.assets or chain.index not in self.chains:
            return None
        return next((token for token in tokens_on(chain) if token.asset.symbol == asset), None)

    def legs(self, source: Token, target: Token) -> tuple[Token, Token] | None:
        """Return what crosses for a pair, on either side: best one end itself, else any asset both chains have."""
        wanted = [asset for asset in (source.asset.symbol, target.asset.symbol) if asset in self.assets]
        for asset in [*wanted, *self.assets]:
            here, there = self.carried_on(source.chain, asset), self.carried_on(target.chain, asset)
            if here and there:
                return here, there
        return None


BRIDGES: tuple[Bridge, ...] = (
    Bridge(
        id=636,
        name="ACROSS V3",
        fee_ppm=466,
        coin_fee=0,
        seconds=43,
        least_usd=Decimal("0.5"),
        most_usd=Decimal(2_000_000),
        assets=("USDC", "ETH", "USDT", "BTC"),
        chains=frozenset({1, 10, 137, 8453, 42161}),
        spender="0x00000000000000000000000000000000ac055003",
        contracts={
            1: "0x5c7bcd6e7de5423a257d81b442095a1a6ced35c5",
            10: "0x6f26bf09b1c792e3228e5467807a900a503c0281",
            137: "0x9295ee1d8c5b022be115a2ad3c30c72e34e7f096",
            8453: "0x09aea4b2242abc8bb4bb78d537a67a245a7bec64",
            42161: "0xe35e9842fceaca96570b734083f4a58e8f7c5f2a",
        },
    ),
    Bridge(
        id=701,
        name="STARGATE V2",
        fee_ppm=600,
        coin_fee=40_000_000_000_000,
        seconds=180,
        least_usd=Decimal(5),
        most_usd=Decimal(500_000),
        assets=("USDC", "USDT", "ETH"),
        chains=frozenset({1, 10, 56, 137, 8453, 42161, 43114}),
        spender="0x0000000000000000000000000000000057a26a7e",
    ),
    Bridge(
        id=812,
        name="CCTP V2",
        fee_ppm=100,
        coin_fee=0,
        seconds=1_140,
        least_usd=Decimal(10),
        most_usd=Decimal(10_000_000),
        assets=("USDC",),
        chains=frozenset({1, 10, 137, 8453, 42161, 43114}),
        spender="0x00000000000000000000000000000000000cc792",
    ),
)


def bridge_numbered(bridge_id: str) -> Bridge | None:
    return next((bridge for bridge in BRIDGES if str(bridge.id) == bridge_id), None)


def between(source: Chain, target: Chain) -> Iterator[Bridge]:
    """Yield the bridges that join two chains."""
    return (bridge for bridge in BRIDGES if {source.index, target.index} <= bridge.chains)
