"""Short opaque ids that a user may see or press."""

from __future__ import annotations

import secrets

__all__ = ["new_handle"]

_HANDLE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that reads like something else


def new_handle() -> str:
    """Return a short opaque id that a user may see or press (49 bits)."""
    return "".join(secrets.choice(_HANDLE_ALPHABET) for _ in range(10))
