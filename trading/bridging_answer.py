"""OKX's answers about a trade between chains that are to be signed: read strictly, and about exactly what was asked.

Each bridge has a contract of its own that may move tokens. The parameters are those of OKX's own v6 client.

https://github.com/okx/onchainos-skills
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Any, Final

from esther_site.lib.errors import UserError
from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import address_of
from tokens.bridge_choice import choose
from tokens.cross_chain import LEAST_SLIPPAGE_PERCENT, cross_question, read_taken_offer
from trading.contracts import is_allowed, note_unknown
from trading.erc20 import decode_approve
from trading.models import NamedContract, Swap, Transaction
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

__all__ = ["ask_crossing", "ask_crossing_approval", "bridge_id_of", "spender_of"]

Role = NamedContract.Role
_APPROVALS: Final = (Transaction.Purpose.RESET, Transaction.Purpose.APPROVE)
_STEP: Final = Decimal("0.01")  # the finest slippage that is asked for
_UNKNOWN_SPENDER: Final = (
    "Not signed: OKX names a contract of {bridge} that is not on Esther's list. The operator was told."
)


def ask_crossing(swap: Swap) -> Answer:
    """Ask OKX for the transaction that hands a confirmed swap to its bridge; its minimum is kept, as on one chain.

    Raises:
        UserError: what arrives is below the minimum, or the bridge does not take it any more.
        TemporaryError: OKX gives no answer, or one that cannot be trusted.
    """
    answer = _ask(swap, swap.slippage_percent)
    if answer.minimum_out >= swap.minimum_units_out or answer.quote is None:
        return answer
    kept = Decimal(swap.minimum_units_out) / Decimal(answer.quote.units_out)
    tighter = ((1 - kept) * 100).quantize(_STEP, ROUND_DOWN)
    if tighter < LEAST_SLIPPAGE_PERCENT:
        raise UserError(MOVED)
    return _ask(swap, tighter)


def ask_crossing_approval(swap: Swap, units: int) -> Answer:
    """Ask OKX for the approval of `units` of what a swap sells, for its bridge. Raises as `ask_crossing`."""
    row = _approval_row(swap, units)
    if str(row.get("chainIndex")) != str(swap.chain_id):
        raise OkxTemporaryError(OTHER_QUESTION)
    if address_of(row.get("tokenContractAddress")) != swap.token_in.address.lower():
        raise OkxTemporaryError(OTHER_QUESTION)
    sent = object_in(row, "tx")
    return Answer(
        chain_id=int(row["chainIndex"]),
        to=checksummed(sent.get("to")),
        data=required_bytes(sent.get("data")),
        value=required_units(sent.get("value")),
        gas=required_gas(sent.get("gasLimit")),
    )


def spender_of(swap: Swap) -> str:
    """Return the contract that takes the tokens of a swap: its bridge's, where it crosses, as approved or named by OKX.

    Raises UserError when that is on no list; the operators hear of it.
    """
    if not swap.is_crossing or swap.token_in.is_native:
        return swap.chain.spender
    approval = swap.transactions.filter(purpose__in=_APPROVALS).order_by("pk").first()
    decoded = decode_approve(bytes.fromhex(approval.data.removeprefix("0x"))) if approval else None
    if decoded is not None:
        return decoded[0]
    spender = checksummed(_approval_row(swap, swap.units_in).get("approveAddress")).lower()
    if not is_allowed(swap.chain, Role.BRIDGE_SPENDER, spender, bridge_id=bridge_id_of(swap)):
        note_unknown(swap.chain, Role.BRIDGE_SPENDER, spender, bridge_id=bridge_id_of(swap))
        raise UserError(_UNKNOWN_SPENDER.format(bridge=swap.bridge))
    return spender


def bridge_id_of(swap: Swap) -> int:
    """Return OKX's number of the confirmed bridge. Raises UserError for a quote from before it was kept."""
    if swap.bridge_id is None:
        raise UserError("This trade does not say which bridge it was confirmed for: ask for a new quote.")
    return swap.bridge_id


def _ask(swap: Swap, slippage: Decimal) -> Answer:
    given, wanted, bridge_id = swap.token_in, swap.token_out, bridge_id_of(swap)
    question = cross_question(given, wanted, swap.units_in, slippage_percent=slippage, bridge_id=bridge_id)
    wallet = swap.wallet.address
    whose = {"userWalletAddress": wallet, "receiveAddress": wallet}
    row = only_row(web3_client().get("/api/v6/dex/cross-chain/swap", question | whose))
    offer = read_taken_offer(row, units=swap.units_in, bridge_id=bridge_id)
    sent = object_in(row, "tx")
    if address_of(sent.get("from")) != wallet.lower():
        raise OkxTemporaryError(OTHER_QUESTION)
    return Answer(
        chain_id=swap.chain_id,  # the answer names none
        to=checksummed(sent.get("to")),
        data=required_bytes(sent.get("data")),
        value=required_units(sent.get("value")),
        gas=required_gas(sent.get("gasLimit")),
        quote=choose([offer], swap.units_in, token_in=given, token_out=wanted),
        minimum_out=offer.minimum_units_out,
    )


def _approval_row(swap: Swap, units: int) -> dict[str, Any]:
    question = {
        "chainIndex": str(swap.chain_id),
        "tokenContractAddress": swap.token_in.address,
        "userWalletAddress": swap.wallet.address,
        "bridgeId": str(bridge_id_of(swap)),
        "approveAmount": str(units),
    }
    return only_row(web3_client().get("/api/v6/dex/cross-chain/approve-tx", question))
