"""One short name for all that is done for one update, on each line of the log: in whichever thread it is done.

It is carried by a context variable: `asyncio` hands it to tasks, `bots.bridge` to the threads of services.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

__all__ = ["CORRELATION_ID", "NOBODY", "CorrelationFilter", "correlated", "crockford", "name_of_update"]

NOBODY: Final = "-"  # of what is done for nobody in particular
# Digits and letters without those that are taken for others (https://www.crockford.com/base32.html).
_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

CORRELATION_ID: ContextVar[str] = ContextVar("correlation_id", default=NOBODY)


def crockford(number: int) -> str:
    """Write a number that is not negative in Crockford's base 32, which can be read out on the telephone."""
    text = ""
    while True:
        number, digit = divmod(number, len(_DIGITS))
        text = _DIGITS[digit] + text
        if not number:
            return text


def name_of_update(update_id: int) -> str:
    """Return an update's correlation id: the same in every process and at every attempt. It is its id in base 32."""
    return f"U{crockford(abs(update_id))}"


@contextmanager
def correlated(name: str) -> Iterator[None]:
    """Put a correlation id on whatever is logged within."""
    token = CORRELATION_ID.set(name)
    try:
        yield
    finally:
        CORRELATION_ID.reset(token)


class CorrelationFilter(logging.Filter):
    """Give each record the `correlation_id` of what it was logged for, unless it brings its own."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not hasattr(record, "correlation_id"):
            record.correlation_id = CORRELATION_ID.get()
        return True
