"""How the services that Esther asks have answered: the last success and the last failure of each, in this process.

Whoever talks to a service says how it went, in one line; the admin's dashboard, `/metrics` and `/status` read it.
Nothing is stored: after a restart every service is unknown until it is asked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from threading import Lock
from typing import Final

from django.utils import timezone

from esther_site.lib.redaction import scrub

__all__ = ["Service", "ServiceHealth", "forget_all", "record_failure", "record_success", "report", "watched"]

_REASON_LENGTH: Final = 200


class Service(StrEnum):
    """What Esther asks over the network."""

    OKX = "okx"
    RPC = "rpc"
    TELEGRAM = "telegram"
    LLM = "llm"


@dataclass(frozen=True)
class ServiceHealth:
    """What one service did since the process started; times are aware UTC."""

    name: Service
    last_success: datetime | None = None
    last_failure: datetime | None = None
    reason: str = ""  # of the last failure, without secrets
    successes: int = 0
    failures: int = 0
    failures_in_a_row: int = 0

    @property
    def state(self) -> str:
        """Return `unknown` before the first answer, `failing` after a failure, and `ok` otherwise."""
        if self.last_success is None and self.last_failure is None:
            return "unknown"
        return "failing" if self.failures_in_a_row else "ok"


_lock = Lock()
_known: dict[Service, ServiceHealth] = {}


def record_success(name: Service | str) -> None:
    """Note that a service answered; an answer that says no is still an answer."""
    with _lock:
        before = _of(Service(name))
        _known[before.name] = replace(
            before, last_success=timezone.now(), successes=before.successes + 1, failures_in_a_row=0
        )


def record_failure(name: Service | str, reason: str) -> None:
    """Note that a service gave no answer, or none of use, and why: one line that may be shown to an operator."""
    shown = " ".join(scrub(reason).split())[:_REASON_LENGTH]
    with _lock:
        before = _of(Service(name))
        _known[before.name] = replace(
            before,
            last_failure=timezone.now(),
            reason=shown,
            failures=before.failures + 1,
            failures_in_a_row=before.failures_in_a_row + 1,
        )


@contextmanager
def watched(name: Service | str, *outages: type[Exception]) -> Iterator[None]:
    """Note how the block ends: an outage is a failure; whatever else it raises came from an answer."""
    try:
        yield
    except outages as failure:
        record_failure(name, str(failure))
        raise
    except Exception:
        record_success(name)
        raise
    record_success(name)


def report() -> list[ServiceHealth]:
    """Return every service, known or not, in the order of `Service`."""
    with _lock:
        return [_of(name) for name in Service]


def forget_all() -> None:
    """Begin anew: for tests."""
    with _lock:
        _known.clear()


def _of(name: Service) -> ServiceHealth:
    return _known.get(name) or ServiceHealth(name)
