"""OKX's answers that are to be signed: read strictly, and about exactly what was asked. Nothing is judged here.

https://web3.okx.com/onchainos/dev-docs/trade/dex-swap
https://web3.okx.com/onchainos/dev-docs/trade/dex-approve-transaction
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Final

from esther_site.lib.errors import UserError
from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import address_of
from tokens.quotes import question_of, read_quote
from trading.contracts import Role, is_allowed, note_unknown
from trading.models import Swap
from trading.proposed import (
    MOVED,
    OTHER_QUESTION,
    Answer,
    checksummed,
    object_in,
    only_row,
    required_bytes,
    required_gas,
    required_units,
)

__all__ = ["Answer", "ask_approval", "ask_swap"]

_MOVES: Final = "The price is moving fast: Esther asks again."
_STEP: Final = Decimal("0.01")  # the finest slippage that is asked for


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
        raise UserError(MOVED)
    answer = _ask_swap(swap, tighter)
    if answer.minimum_out < swap.minimum_units_out:  # it has moved once more between the two questions
        raise OkxTemporaryError(_MOVES)
    return answer


def ask_approval(swap: Swap, units: int) -> Answer:
    """Ask OKX for the approval of `units` of what a swap sells. Raises as `ask_swap`."""
    question = {
        "chainIndex": str(swap.chain_id),
        "tokenContractAddress": swap.token_in.address,
        "approveAmount": str(units),
    }
    row = only_row(web3_client().get("/api/v6/dex/aggregator/approve-transaction", question))
    spender = address_of(row.get("dexContractAddress"))
    if spender != swap.chain.spender.lower():
        _note_spender(swap, spender)
        raise UserError("Not signed: OKX names a spender that is not on Esther's list. Tell the operator.")
    return Answer(
        chain_id=swap.chain_id,  # the answer names none
        to=checksummed(swap.token_in.address),
        data=required_bytes(row.get("data")),
        value=0,
        gas=required_gas(row.get("gasLimit")),
    )


def _note_spender(swap: Swap, spender: str | None) -> None:
    if spender and not is_allowed(swap.chain, Role.SPENDER, spender):
        note_unknown(swap.chain, Role.SPENDER, spender)


def _ask_swap(swap: Swap, slippage: Decimal) -> Answer:
    question = question_of(swap.token_in, swap.token_out, swap.units_in)
    terms = {"slippagePercent": f"{slippage.normalize():f}", "userWalletAddress": swap.wallet.address}
    row = only_row(web3_client().get("/api/v6/dex/aggregator/swap", question | terms))
    quote = read_quote(object_in(row, "routerResult"), question, token_in=swap.token_in, token_out=swap.token_out)
    sent = object_in(row, "tx")
    if address_of(sent.get("from")) != swap.wallet.address.lower():
        raise OkxTemporaryError(OTHER_QUESTION)
    return Answer(
        chain_id=int(question["chainIndex"]),  # compared with the answer's by `read_quote`
        to=checksummed(sent.get("to")),
        data=required_bytes(sent.get("data")),
        value=required_units(sent.get("value")),
        gas=required_gas(sent.get("gas")),
        quote=quote,
        minimum_out=required_units(sent.get("minReceiveAmount")),
    )
