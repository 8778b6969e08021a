"""What a wallet is to consist of: from the names and percentages of a sentence to tokens on one chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Final

from esther_site.lib.errors import UserError
from tokens.models import Chain, Token
from tokens.resolver import AmbiguousToken, resolve_token

__all__ = ["Share", "Target", "UnclearName", "UnevenShares", "equal_shares", "resolve_targets"]

MOST: Final = 10  # tokens of one plan: each may need a trade
_HUNDRED: Final = Decimal(100)
_STEP: Final = Decimal("0.01")


@dataclass(frozen=True)
class Share:
    """A token by the name that was said, and its part of the whole."""

    name: str
    percent: Decimal


@dataclass(frozen=True)
class Target:
    """A token and its part of the whole."""

    token: Token
    percent: Decimal


class UnevenShares(UserError):
    """The shares do not make a whole; `missing` is what they lack, below zero when they are too much."""

    def __init__(self, missing: Decimal) -> None:
        gap = f"{abs(missing).normalize():f} %"
        how = f"{gap} are missing" if missing > 0 else f"{gap} are too much"
        super().__init__(f"The parts must make 100 %: {how}. Say them again, such as “/rebalance ETH 60 USDC 40”.")
        self.missing = missing


class UnclearName(UserError):
    """Several tokens are meant by a name: the user chooses one."""

    def __init__(self, doubt: AmbiguousToken) -> None:
        super().__init__(doubt.message)
        self.text, self.candidates = doubt.text, doubt.candidates


def equal_shares(names: Sequence[str]) -> list[Share]:
    """Share the whole out evenly; what does not come out even goes to the first."""
    each = (_HUNDRED / len(names)).quantize(_STEP, ROUND_DOWN)
    rest = _HUNDRED - each * len(names)
    return [Share(name, each if place else each + rest) for place, name in enumerate(names)]


def resolve_targets(shares: Sequence[Share], chain: Chain) -> list[Target]:
    """Find the tokens on one chain.

    Raises UserError: UnevenShares, UnclearName, UnknownToken, or the same token twice.
    """
    if not shares or len(shares) > MOST:
        raise UserError(f"Name one to {MOST} tokens, such as “/rebalance ETH 60 USDC 40”.")
    if any(share.percent <= 0 or share.percent != share.percent.quantize(_STEP) for share in shares):
        raise UserError("Each part is above zero and has two decimals at most, such as 33.33. Say them again.")
    if missing := _HUNDRED - sum(share.percent for share in shares):
        raise UnevenShares(missing)
    targets = [Target(_resolved(share.name, chain), share.percent) for share in shares]
    if len({target.token.pk for target in targets}) < len(targets):
        raise UserError("A token is named twice. Say each one once, with all of its part.")
    return targets


def _resolved(name: str, chain: Chain) -> Token:
    try:
        return resolve_token(name, chain=chain, default_chain=chain)
    except AmbiguousToken as doubt:
        raise UnclearName(doubt) from doubt
