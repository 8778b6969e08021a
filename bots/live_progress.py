"""How far a live trade is, for its card: read from what is stored, so that it says no more than is known."""

from __future__ import annotations

from dataclasses import dataclass

from trading.live import waits_for
from trading.models import Attempt, Swap, Transaction, User
from trading.swaps import own_swap

__all__ = ["Progress", "Sent", "progress_of"]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A transaction of the trade, with the hash it is known by: that of its newest attempt."""

    transaction: Transaction
    hash: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A live trade with its transactions, and the trade whose end it waits for."""

    swap: Swap
    sent: list[Sent]
    waits_for: str

    @property
    def beyond_promise_bps(self) -> int | None:
        """By how many hundredths of a percent more arrived than was promised; None before that is known."""
        got, promised = self.swap.received_units_out, self.swap.expected_units_out
        return None if got is None or not promised else (got - promised) * 10_000 // promised


def progress_of(user: User, handle: str) -> Progress:
    """Return how far a live trade is. Raises UserError when it is not the user's."""
    swap = own_swap(user, handle)
    other = waits_for(swap)
    return Progress(swap=swap, sent=_sent(swap), waits_for=other.handle if other else "")


def _sent(swap: Swap) -> list[Sent]:
    newest = {each.transaction_id: each.hash for each in Attempt.objects.filter(transaction__swap=swap).order_by("pk")}
    return [Sent(transaction=row, hash=newest.get(row.pk, "")) for row in swap.transactions.order_by("pk")]
