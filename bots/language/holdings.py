"""What people say for all that they hold of something. It is one class of words."""

from __future__ import annotations

from typing import Final

__all__ = ["ALL"]

ALL: Final = (
    "every last 1, every last 1 of them, every single 1, every single 1 of them, the totality of, totality of, the "
    "complete, the entirety of, the total of, the full amount of, each and every, entirely, totally, fully, in "
    "full, the rest of, rest of, the remainder of, whatever is left of, what is left of, what's left of, all the "
    "rest of, the whole lot of, for full quantity, full quantity, the full quantity, for the full quantity, for "
    "full amount, for full position, my complete, all volume, full volume, the full volume, whole volume, the whole "
    "volume, the whole position, my whole position, the entire position, the full position, full position, whole "
    "position, entire position, all position, all my position, it all, them all, all of it, all of them, my entire, "
    "my full, the entire, the full, every last bit of, every single, the lot, my whole, completely, wholly, all, "
    "everything, max, all of, everything of, everything i have in, everything i have of, all i have in, all i have "
    "of, everything i own in, everything i have got in, everything i've got in, all i've got in, everything i have "
    "got, everything i've got, all i've got, everything i have, everything i hold, everything i own, entire, whole, "
    "full, every bit of, the whole of, 100 percent of, all the"
)
