"""What is screened before a signature: the intent that was confirmed, the transaction for it, and a refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from esther_site.lib.errors import UserError
from trading.bridging_terms import Passage
from trading.calldata_pools import Pools
from trading.erc20 import Approval, Transfer
from trading.policy import Verdict
from trading.signing import UnsignedTransaction

__all__ = ["Candidate", "Intent", "Purpose", "Refusal", "Rehearsal", "other_trade"]

_OTHER_TRADE: Final = "OKX's transaction {what}. Ask for a new quote; if it happens again, tell the operator."


class Purpose(StrEnum):
    """What a transaction is for: clearing a permission, giving it, the swap itself, taking the permission back."""

    RESET = "reset"
    APPROVE = "approve"
    SWAP = "swap"
    REVOKE = "revoke"


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What was confirmed, and the lists it is held to. None of it comes from the answer that is screened.

    Addresses may be in any case; the native coin is 0xeeee… Units are base units, `fee_cap` is in wei.
    """

    chain_id: int
    wallet: str
    token_in: str
    token_out: str
    units_in: int
    minimum_out: int
    routers: tuple[str, ...]
    spender: str
    fee_cap: int
    wrapped_native: str | None = None
    passage: Passage | None = None  # of a trade between chains


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What the node says would happen. None for what it could not tell; `failure` is empty when it went well."""

    failure: str
    gas_used: int
    transfers: tuple[Transfer, ...] | None = None
    approvals: tuple[Approval, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A transaction that is about to be signed, and what is known about it."""

    purpose: Purpose
    asked_chain: int  # in the request to OKX ...
    answered_chain: int  # ... in its answer ...
    node_chain: int  # ... and what the node says of itself, just now
    transaction: UnsignedTransaction
    rehearsal: Rehearsal | None
    verdicts: tuple[Verdict, ...] = ()
    pools: Pools = field(default_factory=dict)  # what the pools told that alone know what the swap buys


class Refusal(UserError):
    """Nothing is signed; `rule` names the check that failed, `detail` is for the log."""

    def __init__(self, rule: str, message: str, *, detail: str = "") -> None:
        super().__init__(f"Not signed: {message}")
        self.rule = rule
        self.detail = detail


def other_trade(rule: str, what: str, *, detail: str = "") -> Refusal:
    """Return the refusal of a transaction that is not the trade that was confirmed."""
    return Refusal(rule, _OTHER_TRADE.format(what=what), detail=detail)
