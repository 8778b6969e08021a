"""A fuse for a service that keeps failing: it stops asking for a while. Which failures count, its user says."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from pybreaker import (
    STATE_CLOSED,
    STATE_OPEN,
    CircuitBreaker,
    CircuitBreakerError,
    CircuitBreakerStorage,
    CircuitMemoryStorage,
)

from esther_site.lib.shared_state import is_shared, link

__all__ = ["ServiceFuse"]


@dataclass(frozen=True)
class _Circuit:
    breaker: CircuitBreaker
    storage: CircuitBreakerStorage

    def record(self, failure: Exception | None) -> None:
        def outcome() -> None:
            if failure is not None:
                raise failure

        with suppress(CircuitBreakerError, *([type(failure)] if failure else [])):
            self.breaker.call(outcome)

    def seconds_blown(self) -> float:
        if self.breaker.current_state != STATE_OPEN:
            return 0.0
        opened_at = self.storage.opened_at
        if opened_at is None:
            return 0.0
        return self.breaker.reset_timeout - (datetime.now(UTC) - opened_at).total_seconds()


class ServiceFuse:
    """Counts outages in a row, and lets a request through again after a while.

    What all processes met is counted in Redis, where there is one that answers; what this process met, in memory.

    pybreaker holds its lock for as long as a guarded call runs, which would put everyone who asks in one queue:
    so the call runs outside, and only its outcome goes through the breaker.
    """

    def __init__(self, name: str, *, fail_threshold: int, reset_secs: float, outage: type[Exception]) -> None:
        self._name = name
        self._breaker_on = partial(
            CircuitBreaker,
            fail_max=fail_threshold,
            reset_timeout=reset_secs,
            exclude=[lambda failure: not isinstance(failure, outage)],
            throw_new_error_on_trip=False,
        )
        self._own = self._circuit(CircuitMemoryStorage(STATE_CLOSED))
        self._shared: _Circuit | None = None

    def record(self, failure: Exception | None) -> None:
        """Count how a request ended: an answer that says no is still an answer."""
        self._own.record(failure)
        if shared := self._of_all():
            shared.record(failure)

    def seconds_blown(self) -> float:
        """Return for how much longer nothing is asked; 0 or less when it may be."""
        return (self._of_all() or self._own).seconds_blown()

    def _circuit(self, storage: CircuitBreakerStorage) -> _Circuit:
        return _Circuit(self._breaker_on(state_storage=storage), storage)

    def _of_all(self) -> _Circuit | None:
        """Return what all processes share; None where there is nothing, or Redis is gone."""
        if not (is_shared() and link().answers()):
            return None
        if self._shared is None:
            self._shared = self._connected()
        return self._shared

    def _connected(self) -> _Circuit | None:
        from redis.exceptions import RedisError

        from esther_site.lib.shared_circuits import storage_for

        try:
            return self._circuit(storage_for(self._name))
        except RedisError:
            return None  # it went just now
