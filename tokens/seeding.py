"""Storing chains and tokens: Esther's own seeds, and OKX's longer lists beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from django.db import transaction

from esther_site.lib.okx import web3_client
from tokens.answers import address_of, decimals_of, name_of, rows_of
from tokens.catalogue import forget_catalogue
from tokens.models import Chain, Token
from tokens.seeds import ChainSeed, TokenSeed

__all__ = ["Listing", "Tally", "fetch_listing", "store_listing", "store_seeds"]

_BATCH_SIZE: Final = 500
_SEED_FIELDS: Final = ("symbol", "name", "aliases", "decimals", "is_native", "source", "verified")
# Decimals are left alone: paper balances are counted in them.
_LISTED_FIELDS: Final = ("symbol", "name", "source")


@dataclass(frozen=True)
class Tally:
    """How many rows a seeding found in which state."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Self) -> Tally:
        return Tally(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged"


@dataclass(frozen=True)
class Listing:
    """The tokens OKX lists for one chain (not yet stored), and how many of its rows made no sense."""

    chain_index: int
    tokens: tuple[Token, ...]
    malformed: int


@transaction.atomic
def store_seeds(seeds: Iterable[ChainSeed]) -> Tally:
    """Store chains and their verified tokens; return the tally of the tokens."""
    tally = Tally()
    for seed in seeds:
        _store_chain(seed)
        wanted = [_seeded(token, seed.index) for token in seed.tokens]
        _retire_seeds(seed.index, kept=[token.address for token in wanted])
        tally += _store(wanted, seed.index, _SEED_FIELDS)
    return tally


def fetch_listing(chain_index: int) -> Listing:
    """Ask OKX for all tokens it lists on a chain.

    https://web3.okx.com/onchainos/dev-docs/trade/dex-get-tokens

    Raises:
        EstherError: OKX does not answer, or not with a list.
    """
    rows = rows_of(web3_client().get("/api/v6/dex/aggregator/all-tokens", {"chainIndex": str(chain_index)}))
    read = [_listed(row, chain_index) for row in rows]
    tokens = {token.address: token for token in read if token is not None}
    return Listing(chain_index, tuple(tokens.values()), malformed=read.count(None))


@transaction.atomic
def store_listing(listing: Listing) -> Tally:
    """Store listed tokens as unverified; verified ones stay as they are."""
    verified = set(Token.objects.filter(chain_id=listing.chain_index, verified=True).values_list("address", flat=True))
    others = [token for token in listing.tokens if token.address not in verified]
    return _store(others, listing.chain_index, _LISTED_FIELDS) + Tally(unchanged=len(listing.tokens) - len(others))


def _store_chain(seed: ChainSeed) -> None:
    Chain.objects.update_or_create(
        index=seed.index,
        defaults={
            "name": seed.name,
            "aliases": list(seed.aliases),
            "native_symbol": seed.tokens[0].symbol,
            "gas_reserve": seed.gas_reserve,
            "explorer": seed.explorer,
            "rpc_url": seed.rpc_url,
            "spender": seed.spender.lower(),
            "routers": [router.lower() for router in seed.routers],
            "supports_exact_out": seed.supports_exact_out,
        },
    )


def _retire_seeds(chain_index: int, *, kept: Sequence[str]) -> None:
    """Take the verified mark from what was seeded once and is no longer vouched for."""
    gone = Token.objects.filter(chain_id=chain_index, source=Token.Source.SEED).exclude(address__in=kept)
    gone.update(source=Token.Source.OKX, verified=False)


def _store(wanted: Sequence[Token], chain_index: int, fields: Sequence[str]) -> Tally:
    known = {token.address: token for token in Token.objects.filter(chain_id=chain_index)}
    added = [token for token in wanted if token.address not in known]
    changed = [
        token
        for token in wanted
        if (old := known.get(token.address)) and any(getattr(old, name) != getattr(token, name) for name in fields)
    ]
    Token.objects.bulk_create(
        [*changed, *added],
        batch_size=_BATCH_SIZE,
        update_conflicts=True,
        unique_fields=["chain", "address"],
        update_fields=fields,
    )
    forget_catalogue()
    return Tally(len(added), len(changed), len(wanted) - len(added) - len(changed))


def _seeded(seed: TokenSeed, chain_index: int) -> Token:
    return Token(
        chain_id=chain_index,
        address=seed.address.lower(),
        symbol=seed.symbol,
        name=seed.name,
        aliases=list(seed.aliases),
        decimals=seed.decimals,
        is_native=seed.is_native,
        source=Token.Source.SEED,
        verified=True,
    )


def _listed(row: dict[str, Any], chain_index: int) -> Token | None:
    """Return the token of one row, or None when the row makes no sense."""
    address = address_of(row.get("tokenContractAddress"))
    decimals = decimals_of(row.get("decimals"))
    symbol = name_of(row.get("tokenSymbol"), max_length=40)
    if address is None or decimals is None or not symbol:
        return None
    name = name_of(row.get("tokenName"), max_length=120)
    return Token(
        chain_id=chain_index, address=address, symbol=symbol, name=name, decimals=decimals, source=Token.Source.OKX
    )
