"""How long it takes to understand a text, and how long it may: hostile texts must cost no more than others."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Final

from bots.language import understand
from esther_site.lib.errors import UserError

__all__ = ["LONGEST", "is_quick"]

LONGEST: Final = 395  # characters that are just short enough to be read as a command
SECONDS_PER_KILOBYTE: Final = 0.005


def is_quick(text: str) -> bool:
    """Say whether a text takes at most five milliseconds a kilobyte; the first try may compile the rules."""
    fastest = min(_seconds(text) for _ in range(3))
    return fastest < SECONDS_PER_KILOBYTE * max(1, len(text.encode()) / 1000)


def _seconds(text: str) -> float:
    started = time.perf_counter()
    with suppress(UserError):
        understand(text)
    return time.perf_counter() - started
