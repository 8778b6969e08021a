"""What is told of a live trade between chains besides what is told of any: where from, where to, and where to look."""

from __future__ import annotations

from typing import Any, Final

from tokens.models import Chain
from trading.models import Attempt, Swap, Transaction

__all__ = ["ON_THE_WAY", "TEMPLATE", "crossing_facts"]

TEMPLATE: Final = "swap_passing"
ON_THE_WAY: Final = frozenset({str(Swap.State.BRIDGING), "late"})  # what is told while nothing has arrived


def crossing_facts(swap: Swap) -> dict[str, Any]:
    """Return what the messages say of the way; nothing for a trade on one chain."""
    if swap.to_chain is None:
        return {}
    return {
        "there": swap.to_chain.name,
        "bridge": swap.bridge,
        "seconds": swap.estimated_seconds,
        "departure": _link(swap.chain, _departure(swap)),
        "arrival": _link(swap.to_chain, swap.arrival_hash),
        "wallet_there": f"{swap.to_chain.explorer}/address/{swap.wallet.address}",
    }


def _departure(swap: Swap) -> str:
    """Return the hash of what left the first chain: of the attempt with the highest fees."""
    left = Attempt.objects.filter(transaction__swap=swap, transaction__purpose=Transaction.Purpose.SWAP)
    newest = left.exclude(kind=Attempt.Kind.CANCEL).order_by("-pk").first()
    return newest.hash if newest else ""


def _link(chain: Chain, transaction_hash: str) -> str:
    return f"{chain.explorer}/tx/{transaction_hash}" if transaction_hash else ""
