"""When the database goes away while an update is handled: nothing is said, and it is tried again, as after a crash.

What its transaction had not committed is undone, and nobody knows of the commit that was under way. The inbox row still
has the update, and what must not be done twice notes itself there (`esther_site.lib.once`).
"""

from __future__ import annotations

from contextvars import Context, ContextVar
from typing import Final

from django.db import InterfaceError, OperationalError

__all__ = ["is_interruption", "note_interruption", "was_interrupted"]

# Connection exceptions, and a server that stops or starts: postgresql.org/docs/current/errcodes-appendix.html
_GONE: Final = ("08", "57P0")

_interrupted: ContextVar[bool] = ContextVar("interrupted", default=False)


def is_interruption(error: BaseException | None) -> bool:
    """Say whether an error is that of a PostgreSQL that went away, or cannot be reached."""
    cause = error.__cause__ if isinstance(error, OperationalError | InterfaceError) else None
    if cause is None or not hasattr(cause, "pgcode"):
        return False
    code: str | None = cause.pgcode
    return code is None or code.startswith(_GONE)  # the driver itself has no code when the connection is lost


def note_interruption() -> None:
    """Note, for whoever has the update in hand, that it is not done."""
    _interrupted.set(True)


def was_interrupted(context: Context) -> bool:
    """Say whether that was noted in the context in which an update was handled."""
    return context.get(_interrupted, False)
