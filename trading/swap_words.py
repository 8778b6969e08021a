"""What became of a swap, in a sentence for who wanted something else of it."""

from __future__ import annotations

from trading.models import Swap

__all__ = ["why_closed"]

State = Swap.State


def why_closed(swap: Swap) -> str:
    """Say why a swap can no longer be confirmed, refreshed or cancelled."""
    if swap.state == State.QUOTED:  # not closed by anybody, so its minute is over
        return "This quote has expired. Nothing was traded: refresh it to get a new one."
    return {
        State.CONFIRMED: "This trade is already confirmed and being carried out.",
        State.APPROVING: "This trade is already confirmed and being carried out.",
        State.SENT: "This trade is already on its way to the chain.",
        State.BRIDGING: "This trade is already on its way to the other chain.",
        State.REVIEW: "This trade is being looked at by the operator.",
        State.BOOKED: "This trade is already done. It will not be done twice.",
        State.DONE: "This trade is already done. It will not be done twice.",
        State.FAILED: f"This trade did not happen: {swap.failure}",
        State.CANCELLED: "This trade was cancelled. Nothing was traded.",
        State.EXPIRED: "This quote has expired. Nothing was traded: refresh it to get a new one.",
        State.REPLACED: "A newer quote took this one's place. Use the latest card.",
    }[State(swap.state)]
