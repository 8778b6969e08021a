"""How long answers take, counted where they are given, and read at `/metrics`."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Histogram

__all__ = ["REGISTRY", "UPDATE_SECONDS"]

REGISTRY: Final = CollectorRegistry()  # of this process

UPDATE_SECONDS: Final = Histogram(
    "esther_update_seconds",
    "From when an update is handed to the bot until its handler is done, the wait for its turn included.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180),
    registry=REGISTRY,
)
