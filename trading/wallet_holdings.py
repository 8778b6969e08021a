"""What an address holds right now on every chain, as far as nodes answer in time. For a warning, not for accounts."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from esther_site.lib.errors import EstherError
from tokens.models import Token
from trading.balances import balance_units
from trading.models import Wallet

__all__ = ["Found", "Holdings", "look_at"]

PATIENCE_SECONDS: Final = 10


@dataclass(frozen=True)
class Found:
    """An amount of a token."""

    token: Token
    amount: Decimal


@dataclass(frozen=True)
class Holdings:
    """What was found, and the names of the chains whose node did not say in time."""

    found: list[Found]
    unseen: list[str]


def look_at(wallet: Wallet) -> Holdings:
    """Ask each chain's node for its coin and for every token Esther vouches for, all chains at once."""
    chains: dict[str, list[Token]] = defaultdict(list)
    tokens = Token.objects.select_related("chain").filter(verified=True, chain__is_active=True)
    for token in tokens.order_by("chain_id", "-is_native", "pk"):
        chains[token.chain.name].append(token)
    if not chains:
        return Holdings([], [])
    pool = ThreadPoolExecutor(len(chains), thread_name_prefix="holdings")
    asked = {name: pool.submit(_on_chain, wallet, tokens) for name, tokens in chains.items()}
    wait(asked.values(), timeout=PATIENCE_SECONDS)
    pool.shutdown(wait=False, cancel_futures=True)  # a node that never answers must not hold the user up
    answers = {name: future.result() if future.done() else None for name, future in asked.items()}
    return Holdings(
        found=[each for found in answers.values() for each in found or ()],
        unseen=[name for name, found in answers.items() if found is None],
    )


def _on_chain(wallet: Wallet, tokens: list[Token]) -> list[Found] | None:
    """Return what is there, nothing when the node does not say. It runs without a database."""
    try:
        held = [(token, balance_units(wallet, token)) for token in tokens]
    except EstherError:
        return None
    return [Found(token, token.to_amount(units)) for token, units in held if units]
