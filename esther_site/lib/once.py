"""What a message asks for is done once, though the process may die between doing it and noting that it answered.

Whoever takes the message up again does everything anew. That is harmless where doing it twice leads to the same; a
service that makes something new says so by `act_once`, in the transaction that makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from esther_site.lib.errors import UserError

__all__ = ["act_once", "acting_once"]

Note = Callable[[], bool]

_note: ContextVar[Note | None] = ContextVar("act", default=None)


def act_once(*, see: str) -> None:
    """Note, within the caller's transaction, that what was asked for is done now.

    Raises UserError when it is noted already; it leads to `see`, the command that shows what there is. Where nobody
    asked by a message, nothing is noted.
    """
    note = _note.get()
    if note is not None and not note():
        raise UserError(f"I did this already, and was interrupted before I could tell you. See {see}.")


@contextmanager
def acting_once(note: Note) -> Iterator[None]:
    """Have the first `act_once` within noted by `note`, which returns False when it was noted before."""
    token = _note.set(note)
    try:
        yield
    finally:
        _note.reset(token)
