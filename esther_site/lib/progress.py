"""How far long work is, told by whoever does it to whoever waits for it; with nobody listening it costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["heard_by", "report_progress"]

Listener = Callable[[int, int], None]

_listener: ContextVar[Listener | None] = ContextVar("progress_listener", default=None)


def report_progress(done: int, total: int) -> None:
    """Say how many of how many steps are done. May be called from any thread that runs in the listener's context."""
    if (listener := _listener.get()) is not None:
        listener(done, total)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Have a listener told of what is reported within. It is called in the worker's thread, and must return at once."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
