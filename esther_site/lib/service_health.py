"""How the services that Esther asks have answered: the last success and the last failure of each, in this process.

Whoever talks to a service says how it went, in one line; `/metrics` reads it. Nothing is stored here: after a restart
every service is unknown until it is asked again. What the other processes saw is in `esther_site.lib.shared_health`,
which the admin's dashboard and `/status` read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from threading import Lock
from typing import Final

from django.conf import settings
from django.utils import timezone

from esther_site.lib.redaction import scrub

__all__ = [
    "Service",
    "ServiceHealth",
    "forget_all",
    "record_failure",
    "record_success",
    "report",
    "watched",
    "when_known",
]

_REASON_LENGTH: Final = 200


class Service(StrEnum):
    """What Esther asks over the network."""

    OKX = "okx"
    RPC = "rpc"
    TELEGRAM = "telegram"
    LLM = "llm"
    REDIS = "redis"


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
_listener: Callable[[], None] | None = None


def record_success(name: Service | str) -> None:
    """Note that a service answered; an answer that says no is still an answer."""
    with _lock:
        before = _of(Service(name))
        _known[before.name] = replace(
            before, last_success=timezone.now(), successes=before.successes + 1, failures_in_a_row=0
        )
    _tell()


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
    _tell()


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


def when_known(listener: Callable[[], None] | None) -> None:
    """Have something called whenever a service answered or failed; it must be quick and raise nothing."""
    global _listener
    _listener = listener


def report() -> list[ServiceHealth]:
    """Return every service, known or not, in the order of `Service`; Redis only where there is to be one."""
    with _lock:
        return [_of(name) for name in Service if name != Service.REDIS or settings.REDIS_URL]


def forget_all() -> None:
    """Begin anew: for tests."""
    with _lock:
        _known.clear()


def _tell() -> None:
    if _listener is not None:
        _listener()


def _of(name: Service) -> ServiceHealth:
    return _known.get(name) or ServiceHealth(name)
