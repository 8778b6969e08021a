"""OKX's answers that are to be signed: read strictly, and about exactly what was asked. Nothing is judged here.

https://web3.okx.com/onchainos/dev-docs/trade/dex-swap
https://web3.okx.com/onchainos/dev-docs/trade/dex-approve-transaction
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from typing import Any, Final

from esther_site.lib.errors import UserError
from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import address_of, rows_of, units_of
from tokens.quotes import Quote, question_of, read_quote
from trading.models import Swap

__all__ = ["Answer", "ask_approval", "ask_swap"]

_MOST_GAS: Final = 30_000_000  # more than any block has room for
_STEP: Final = Decimal("0.01")  # the finest slippage that is asked for
_UNREADABLE: Final = "OKX's transaction makes no sense: try again in a minute."
_OTHER_QUESTION: Final = "OKX answered a different question than Esther asked: try again in a minute."
_MOVED: Final = "The price moved below the minimum you confirmed. Nothing was traded: ask for a new quote."


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A transaction as OKX proposes it; `to` is checksummed, `quote` is missing for an approval."""

    chain_id: int
    to: str
    data: bytes = field(repr=False)
    value: int
    gas: int
    quote: Quote | None = None
    minimum_out: int = 0


def ask_swap(swap: Swap) -> Answer:
    """Ask OKX for the transaction of a confirmed swap; its minimum is kept even where the price has moved a little.

    Raises:
        UserError: the price is below the minimum, or there is no such trade any more.
        TemporaryError: OKX gives no answer, or one that cannot be trusted.
    """
    answer = _ask_swap(swap, swap.slippage_percent)
    if answer.minimum_out >= swap.minimum_units_out or answer.quote is None:
        return answer
    kept = Decimal(swap.minimum_units_out) / Decimal(answer.quote.units_out)
    tighter = ((1 - kept) * 100).quantize(_STEP, ROUND_DOWN)
    if tighter < _STEP:
        raise UserError(_MOVED)
    return _ask_swap(swap, tighter)


def ask_approval(swap: Swap, units: int) -> Answer:
    """Ask OKX for the approval of `units` of what a swap sells. Raises as `ask_swap`."""
    question = {
        "chainIndex": str(swap.chain_id),
        "tokenContractAddress": swap.token_in.address,
        "approveAmount": str(units),
    }
    row = _only_row(web3_client().get("/api/v6/dex/aggregator/approve-transaction", question))
    if address_of(row.get("dexContractAddress")) != swap.chain.spender.lower():
        raise UserError("Not signed: OKX names a spender that is not on Esther's list. Tell the operator.")
    return Answer(
        chain_id=swap.chain_id,  # the answer names none
        to=_checksummed(swap.token_in.address),
        data=_bytes(row.get("data")),
        value=0,
        gas=_gas(row.get("gasLimit")),
    )


def _ask_swap(swap: Swap, slippage: Decimal) -> Answer:
    question = question_of(swap.token_in, swap.token_out, swap.units_in)
    terms = {"slippagePercent": f"{slippage.normalize():f}", "userWalletAddress": swap.wallet.address}
    row = _only_row(web3_client().get("/api/v6/dex/aggregator/swap", question | terms))
    quote = read_quote(_object(row, "routerResult"), question, token_in=swap.token_in, token_out=swap.token_out)
    sent = _object(row, "tx")
    if address_of(sent.get("from")) != swap.wallet.address.lower():
        raise OkxTemporaryError(_OTHER_QUESTION)
    return Answer(
        chain_id=int(question["chainIndex"]),  # compared with the answer's by `read_quote`
        to=_checksummed(sent.get("to")),
        data=_bytes(sent.get("data")),
        value=_units(sent.get("value")),
        gas=_gas(sent.get("gas")),
        quote=quote,
        minimum_out=_units(sent.get("minReceiveAmount")),
    )


def _only_row(data: Any) -> dict[str, Any]:
    rows = rows_of(data)
    if len(rows) != 1:
        raise OkxTemporaryError(_UNREADABLE)
    return rows[0]


def _object(row: dict[str, Any], key: str) -> dict[str, Any]:
    value = row.get(key)
    if not isinstance(value, dict):
        raise OkxTemporaryError(_UNREADABLE)
    return value


def _units(value: Any) -> int:
    units = units_of(value)
    if units is None:
        raise OkxTemporaryError(_UNREADABLE)
    return units


def _gas(value: Any) -> int:
    gas = _units(value)
    if not 0 < gas < _MOST_GAS:
        raise OkxTemporaryError(_UNREADABLE)
    return gas


def _bytes(value: Any) -> bytes:
    if not isinstance(value, str) or not re.fullmatch(r"0x(?:[0-9a-fA-F]{2})+", value):
        raise OkxTemporaryError(_UNREADABLE)
    return bytes.fromhex(value[2:])


def _checksummed(value: Any) -> str:
    from eth_utils.address import to_checksum_address

    address = address_of(value)
    if address is None:
        raise OkxTemporaryError(_UNREADABLE)
    return str(to_checksum_address(address))
