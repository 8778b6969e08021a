"""What an address holds right now on every chain, as far as nodes answer in time. For a warning, not for accounts."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from esther_site.lib.errors import EstherError, UserError
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
    """What was found, and what was not seen: chains whose node said nothing in time, tokens that do not answer."""

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
    asked = {name: pool.submit(_on_chain, wallet, name, tokens) for name, tokens in chains.items()}
    wait(asked.values(), timeout=PATIENCE_SECONDS)
    pool.shutdown(wait=False, cancel_futures=True)  # a node that never answers must not hold the user up
    answers = [future.result() if future.done() else Holdings([], [name]) for name, future in asked.items()]
    return Holdings(
        found=[each for answer in answers for each in answer.found],
        unseen=[each for answer in answers for each in answer.unseen],
    )


def _on_chain(wallet: Wallet, name: str, tokens: list[Token]) -> Holdings:
    """Return what is there, as far as the node and the tokens say. It runs without a database."""
    seen = Holdings([], [])
    for token in tokens:
        try:
            units = balance_units(wallet, token)
        except UserError:  # this token does not answer; the others may
            seen.unseen.append(f"{token.symbol} on {name}")
        except EstherError:  # the node does not
            return Holdings(seen.found, [name])
        else:
            if units:
                seen.found.append(Found(token, token.to_amount(units)))
    return seen
