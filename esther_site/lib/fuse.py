"""A fuse for a service that keeps failing: it stops asking for a while. Which failures count, its user says."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from pybreaker import STATE_CLOSED, STATE_OPEN, CircuitBreaker, CircuitBreakerError, CircuitMemoryStorage

__all__ = ["ServiceFuse"]


class ServiceFuse:
    """Counts outages in a row, and lets a request through again after a while.

    pybreaker holds its lock for as long as a guarded call runs, which would put everyone who asks in one queue:
    so the call runs outside, and only its outcome goes through the breaker.
    """

    def __init__(self, *, fail_threshold: int, reset_secs: float, outage: type[Exception]) -> None:
        self._storage = CircuitMemoryStorage(STATE_CLOSED)
        self._breaker = CircuitBreaker(
            fail_max=fail_threshold,
            reset_timeout=reset_secs,
            exclude=[lambda failure: not isinstance(failure, outage)],
            state_storage=self._storage,
            throw_new_error_on_trip=False,
        )

    def record(self, failure: Exception | None) -> None:
        """Count how a request ended: an answer that says no is still an answer."""

        def outcome() -> None:
            if failure is not None:
                raise failure

        with suppress(CircuitBreakerError, *([type(failure)] if failure else [])):
            self._breaker.call(outcome)

    def seconds_blown(self) -> float:
        """Return for how much longer nothing is asked; 0 or less when it may be."""
        opened_at = self._storage.opened_at
        if self._breaker.current_state != STATE_OPEN or opened_at is None:
            return 0.0
        return self._breaker.reset_timeout - (datetime.now(UTC) - opened_at).total_seconds()
