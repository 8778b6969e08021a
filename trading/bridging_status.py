"""What OKX says of a transaction that was handed to a bridge. It is a hint where to look, never the truth.

Nothing is known of a failure or of a refund there, and for half a minute after a transaction nothing at all.

https://github.com/okx/onchainos-skills, skills/okx-dex-bridge/references/troubleshooting.md
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import units_of
from trading.bridging_answer import bridge_id_of
from trading.models import Swap
from trading.proposed import OTHER_QUESTION, only_row

__all__ = ["Passing", "State", "ask_passing"]

_HASH: Final = re.compile(r"0x[0-9a-f]{64}")


class State(StrEnum):
    """How far OKX sees a transfer."""

    NOT_FOUND = "NOT_FOUND"
    PENDING = "PENDING"
    SUCCESS = "SUCCESS"


@dataclass(frozen=True, kw_only=True)
class Passing:
    """Where a transfer is, as OKX tells it; what brought it to the other chain is known with its success alone."""

    state: State
    arrival_hash: str = ""
    to_chain: int | None = None


def ask_passing(swap: Swap, departure_hash: str) -> Passing:
    """Ask OKX where a swap is that left its chain with a transaction. Words that are not known count as pending.

    The bridge that is told back may be another one than was asked about; so only the rest is compared.

    Raises:
        TemporaryError: OKX gives no answer, or one about something else.
    """
    question = {"hash": departure_hash, "chainIndex": str(swap.chain_id), "bridgeId": str(bridge_id_of(swap))}
    row = only_row(web3_client().get("/api/v6/dex/cross-chain/status", question))
    told = {"txHash": departure_hash, "chainIndex": str(swap.chain_id)}
    if any(str(row.get(name) or value).lower() != value.lower() for name, value in told.items()):
        raise OkxTemporaryError(OTHER_QUESTION)
    arrival_hash = str(row.get("toTxHash") or "").lower()
    return Passing(
        state=_state(row.get("status"), arrival_hash),
        arrival_hash=arrival_hash if _HASH.fullmatch(arrival_hash) else "",
        to_chain=units_of(row.get("toChainIndex")),
    )


def _state(value: Any, arrival_hash: str) -> State:
    known = State(str(value)) if str(value) in set(State) else State.PENDING
    return known if known is not State.SUCCESS or _HASH.fullmatch(arrival_hash) else State.PENDING
