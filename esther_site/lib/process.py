"""What this process takes of the machine."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["resident_bytes"]

_STATM = Path("/proc/self/statm")  # proc(5): sizes in pages, the resident one second


def resident_bytes() -> int | None:
    """Return how much memory this process holds, or None where the system does not tell."""
    try:
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return None
