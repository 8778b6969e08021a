"""Chains in a trade: where its token is, and where it goes."""

from __future__ import annotations

from typing import Final

from bots.language.clauses import Parts
from bots.language.coins import CHAIN_INDEXES, COINS, chain_index
from bots.language.quantities import Entities

__all__ = ["PLACES", "chain_of", "known", "places"]

PLACES: Final = frozenset({"polygon", "arbitrum", "optimism", "avalanche"})  # chains rather than their coins


def places(parts: Parts, verb: str) -> Entities | None:
    """Read where a token is and where it goes; None where that is not clear."""
    if parts.get("chain", "") in COINS.keys() - CHAIN_INDEXES.keys():
        return None
    near, on = chain_of(parts, "from_chain"), chain_of(parts, "chain")
    far, to = chain_of(parts, "far_chain"), chain_of(parts, "to_chain")
    currency = parts.get("currency", "")
    crosses = verb == "bridge" or (verb == "swap" and (currency in PLACES or (near and currency == "ethereum")))
    if crosses and currency and not far and not to:
        to = chain_index(parts.pop("currency"))
    if near and on and not far and not to and "currency" in parts:  # “… to eth on base from arbitrum”, turned round
        far, on = on, ""
    if verb == "bridge" and near and on and not far and not to:  # “from optimism in base”
        to, on = on, ""
    if (near and on) or (far and to) or (verb == "bridge" and not far and not to):
        return None
    source = near or on
    if verb != "bridge" and far and not source:
        return {"chain": far}
    return {"chain": source, "to_chain": far or to}


def chain_of(parts: Parts, name: str) -> str:
    """Return the index of a chain in the parts; empty for none, as typed where it is not known."""
    return chain_index(parts[name]) if name in parts else ""


def known(chains: Entities) -> Entities:
    """Return only the chains that were said."""
    return {name: index for name, index in chains.items() if index}
