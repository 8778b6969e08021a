"""What trading has to say to whoever tells people: each sent in the transaction that stores the fact.

Nobody is told here, and what a receiver raises takes the fact back with it.
"""

from __future__ import annotations

from typing import Final

from django.dispatch import Signal

__all__ = [
    "allowance_revoked",
    "allowance_stays",
    "contract_seen",
    "swap_reviewed",
    "trading_paused",
    "trading_resumed",
]

allowance_revoked: Final = Signal()  # `swap`, the final `transaction` that took it back, and whether `by_owner`
allowance_stays: Final = Signal()  # `swap`, the `transaction` that did not take it back, and the units `left`, if known
contract_seen: Final = Signal()  # `contract`: a NamedContract that was named for the first time
swap_reviewed: Final = Signal()  # `swap`, and `outcome`: "done", "failed" or "again"
trading_paused: Final = Signal()  # `pause`: the operator's Pause that holds everybody back, or one user
trading_resumed: Final = Signal()  # `pause`: the same, over now
