"""Chains asked side by side what contracts may still take, no longer than somebody waits for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass
from typing import Final

from esther_site.lib.errors import EstherError, UserError
from esther_site.lib.progress import report_progress
from tokens.spoken import clean
from trading.models import Swap
from trading.standing import Standing, standing_with

__all__ = ["Asked", "ask"]

PATIENCE_SECONDS: Final = 10


@dataclass(frozen=True)
class Asked:
    """A trade, loaded with its wallet, chain and token, and a spender, in lower case, of the token that it sold."""

    swap: Swap
    spender: str


_Seen = dict[Asked, Standing | str]  # what stands, which may be nothing; or the name of what does not answer


def ask(pairs: Sequence[Asked]) -> tuple[list[tuple[Asked, Standing]], list[str]]:
    """Return what the chains tell, and for each pair that none told of in time the name of its chain, or its token."""
    chains: dict[int, list[Asked]] = defaultdict(list)
    for pair in pairs:
        chains[pair.swap.chain_id].append(pair)
    if not chains:
        return [], []
    seen: _Seen = {}
    pool = ThreadPoolExecutor(len(chains), thread_name_prefix="allowances")
    asked = [pool.submit(copy_context().run, _ask_one, chain, seen, len(pairs)) for chain in chains.values()]
    done, _ = wait(asked, timeout=PATIENCE_SECONDS)
    pool.shutdown(wait=False, cancel_futures=True)  # a node that never answers must not hold the user up
    for each in done:
        each.result()
    answers = [(pair, seen.get(pair, pair.swap.chain.name)) for pair in pairs]
    told = [(pair, answer) for pair, answer in answers if isinstance(answer, Standing)]
    return told, [answer for _, answer in answers if isinstance(answer, str)]


def _ask_one(pairs: Sequence[Asked], seen: _Seen, total: int) -> None:
    """Ask one chain, until it gives no answer. It runs without a database."""
    for pair in pairs:
        try:
            seen[pair] = standing_with(pair.swap, pair.spender)
        except UserError:  # this token does not answer; the others may
            seen[pair] = f"{clean(pair.swap.token_in.symbol)} on {pair.swap.chain.name}"
        except EstherError:  # the node does not
            return
        report_progress(len(seen), total)
