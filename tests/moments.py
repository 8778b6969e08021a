"""Moments at which something was sent, and how close together they lie."""

from __future__ import annotations

__all__ = ["most_in_a_second"]


def most_in_a_second(moments: list[float]) -> int:
    """Return the largest number of moments within any one second."""
    moments = sorted(moments)
    most, first = 0, 0
    for last, at in enumerate(moments):
        while moments[first] <= at - 1:
            first += 1
        most = max(most, last - first + 1)
    return most
