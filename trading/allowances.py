"""A user's standing allowances: what contracts may still take of the wallets Esther has a key of, read from the chain.

Asked are the tokens that live trades sold, with each contract that an approval of theirs named, the newest first. What
is not known is named; it never counts as nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Lower, Substr

from trading.allowances_asked import Asked, ask
from trading.erc20 import APPROVE
from trading.models import Swap, Transaction, User, Wallet
from trading.nonces import OPEN
from trading.standing import Standing, taking_spender

__all__ = ["MOST", "Allowance", "Look", "Unknown", "What", "allowances_of"]

MOST: Final = 40  # calls at a time

_WITH_KEY: Final = Q(wallet__kind=Wallet.Kind.HOT, wallet__removed_at=None) & ~Q(wallet__sealed_key="")
_APPROVING: Final = "0x" + APPROVE.hex()
_SPENDER: Final = Substr("data", len(_APPROVING) + 25, 40)  # an address fills the end of its word

_Newest = dict[tuple[int, int, str], tuple[int, int]]  # of a wallet, a token and a spender: over, any


class What(StrEnum):
    """What can be done about an allowance."""

    TAKE_BACK = "take back"
    WAIT = "wait"  # a trade is under way that may use it
    LEAVING = "leaving"  # it is being taken back already


@dataclass(frozen=True)
class Allowance:
    """What one spender may still take; `swap` is the newest trade that let it, and the one to take it back with."""

    swap: Swap
    standing: Standing
    what: What

    @property
    def is_chains_own(self) -> bool:
        """Whether it is the contract that trades on this chain use today."""
        return self.standing.spender == self.swap.chain.spender.lower()


@dataclass(frozen=True)
class Unknown:
    """A chain, or a token of it, that gave no answer, and how many pairs are not known for that."""

    name: str
    pairs: int


@dataclass(frozen=True, kw_only=True)
class Look:
    """What was seen, and when.

    A pair is a token of a wallet and a contract: of `in_all` so many were `asked` about, behind `newer` ones. `keyless`
    wallets have traded and have no key here now.
    """

    at: datetime
    has_traded: bool  # live, at all
    standing: list[Allowance] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)  # those that were asked
    newer: int = 0
    asked: int = 0
    in_all: int = 0
    keyless: int = 0

    @property
    def known(self) -> int:
        """How many pairs the chains told about."""
        return self.asked - sum(each.pairs for each in self.unknown)

    @property
    def seen(self) -> int:
        """The number of the last pair that was asked about, counted from the newest."""
        return self.newer + self.asked


def allowances_of(user: User, now: datetime, *, newer: int = 0) -> Look:
    """Ask the chains what contracts may still take of a user's wallets, behind so many `newer` pairs.

    A chain that does not answer is only named.
    """
    traded = Swap.objects.filter(user=user, mode=Swap.Mode.LIVE, begin_before__isnull=False)
    pairs = _pairs(traded.filter(_WITH_KEY, token_in__is_native=False))
    asked = pairs[newer : newer + MOST]
    told, silent = ask(asked)
    standing = [(pair.swap, each) for pair, each in told if each.units]
    return Look(
        at=now,
        has_traded=traded.exists(),
        standing=_with_what(user, standing),
        unknown=[Unknown(name, count) for name, count in Counter(silent).items()],
        chains=list(dict.fromkeys(pair.swap.chain.name for pair in asked)),
        newer=newer,
        asked=len(asked),
        in_all=len(pairs),
        keyless=traded.exclude(_WITH_KEY).values("wallet").distinct().count(),
    )


def _pairs(selling: QuerySet[Swap]) -> list[Asked]:
    """Return whom to ask about, the newest first: each spender that an approval named, and today's of the chain."""
    approvals = Transaction.objects.filter(swap__in=selling, data__startswith=_APPROVING).annotate(spender=_SPENDER)
    named = approvals.values_list("swap__wallet", "swap__token_in", "spender").annotate(
        over=Max("swap", filter=Q(swap__state__in=Swap.OVER)), newest=Max("swap")
    )
    todays = selling.filter(to_chain=None).exclude(chain__spender="").annotate(spender=Lower("chain__spender"))
    usual = todays.values_list("wallet", "token_in", "spender").annotate(
        over=Max("pk", filter=Q(state__in=Swap.OVER)), newest=Max("pk")
    )
    newest: _Newest = {}
    for wallet, token, spender, over, last in [*named, *usual]:
        key = (wallet, token, f"0x{spender.removeprefix('0x')}")
        newest[key] = max(newest.get(key, (0, 0)), (over or 0, last))
    loaded = Swap.objects.select_related("user", "wallet", "chain", "token_in__chain")
    swaps = loaded.in_bulk([over or last for over, last in newest.values()])
    pairs = [Asked(swaps[over or last], spender) for (_, _, spender), (over, last) in newest.items()]
    return sorted(pairs, key=lambda pair: pair.swap.pk, reverse=True)


def _with_what(user: User, standing: Collection[tuple[Swap, Standing]]) -> list[Allowance]:
    """Say of each allowance what can be done about it now."""
    if not standing:
        return []
    on_its_way = [Swap.State.APPROVING, Swap.State.SENT]
    trading = set(Swap.objects.filter(user=user, state__in=on_its_way).values_list("wallet", "chain"))
    revoking = Transaction.objects.filter(swap__user=user, purpose=Transaction.Purpose.REVOKE, state__in=OPEN)
    leaving = {(row.wallet_id, row.chain_id, row.to.lower(), taking_spender(row)) for row in revoking}

    def what(swap: Swap, spender: str) -> What:
        if (swap.wallet_id, swap.chain_id, swap.token_in.address.lower(), spender) in leaving:
            return What.LEAVING
        is_used = swap.state not in Swap.OVER or (swap.wallet_id, swap.chain_id) in trading
        return What.WAIT if is_used else What.TAKE_BACK

    return [Allowance(swap, each, what(swap, each.spender)) for swap, each in standing]
