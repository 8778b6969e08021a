"""How services answered all the processes of an Esther: each writes down now and then what it saw, and reads the rest.

Where the rows are kept is not known here: `begin` is told (`esther_site.health_rows`). A process that has nothing to
tell starts nothing, and in one that was told nothing only its own memory counts.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from django.db import Error as AnyDatabaseError
from django.utils import timezone

from esther_site.lib import service_health
from esther_site.lib.service_health import Service, ServiceHealth, report

__all__ = ["FRESH", "SharedHealth", "Store", "begin", "process_name", "share", "stop_sharing", "whole_report"]

logger = logging.getLogger(__name__)

PAUSE_SECONDS: Final = 20.0  # between two writes of a process
FRESH: Final = timedelta(minutes=5)  # what was written before is of a process that is gone, or has asked nobody since

Written = dict[str, dict[str, Any]]  # by service


class Store(Protocol):
    """Where rows are kept. Both methods may raise django.db.Error."""

    def write(self, process: str, services: Written, now: datetime) -> None: ...

    def read(self, since: datetime) -> Iterable[tuple[str, Written]]: ...


@dataclass(frozen=True)
class SharedHealth:
    """What is known of one service: its state in all processes together, and where it fails."""

    health: ServiceHealth  # the newest success and failure, the longest row of failures
    processes: int  # that have asked it
    failing: int  # of those


_store: Store | None = None
_sharing_in = 0  # the process whose thread shares: a fork has none
_shared: Written = {}
_stop = threading.Event()


def begin(store: Store) -> None:
    """Share from now on, as soon as something is known: a thread of its own begins with the first answer."""
    global _store
    _store = store
    service_health.when_known(_start_thread)


def stop_sharing() -> None:
    """Share no more: for tests."""
    global _store, _sharing_in, _shared
    service_health.when_known(None)
    _stop.set()
    _store, _sharing_in, _shared = None, 0, {}


def process_name() -> str:
    """Return a name that no other process of this Esther has at the same time."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def share(now: datetime) -> bool:
    """Write what this process knows, where that has changed since; return whether it was written."""
    global _shared
    known = {each.name.value: _written(each) for each in report() if each.state != "unknown"}
    if _store is None or known == _shared:
        return False
    _store.write(process_name(), known, now)
    _shared = known
    return True


def whole_report() -> list[SharedHealth]:
    """Return every service as all processes saw it lately; this one's own memory counts instead of what it wrote."""
    seen = {each.name: [each] for each in report()}
    for process, services in _read():
        if process == process_name():
            continue
        for name, written in services.items():
            if name in seen:
                seen[Service(name)].append(_of(Service(name), written))
    return [_merged(each) for each in seen.values()]


def _read() -> Sequence[tuple[str, Written]]:
    if _store is None:
        return []
    try:
        return list(_store.read(timezone.now() - FRESH))
    except AnyDatabaseError as error:
        logger.warning("what other processes saw cannot be read: %s", error)
        return []


def _start_thread() -> None:
    global _sharing_in
    if _sharing_in == os.getpid():
        return
    _sharing_in = os.getpid()
    _stop.clear()
    threading.Thread(target=_share_for_ever, args=(_stop.wait,), name="health", daemon=True).start()


def _share_for_ever(pause: Callable[[float], bool]) -> None:
    while not pause(PAUSE_SECONDS):
        try:
            share(timezone.now())
        except AnyDatabaseError as error:
            logger.warning("what services answered cannot be written down: %s", error)


def _written(health: ServiceHealth) -> dict[str, Any]:
    fields = {name: value for name, value in asdict(health).items() if name != "name"}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in fields.items()}


def _of(name: Service, written: Mapping[str, Any]) -> ServiceHealth:
    return ServiceHealth(
        name,
        last_success=_moment(written.get("last_success")),
        last_failure=_moment(written.get("last_failure")),
        reason=str(written.get("reason", "")),
        successes=int(written.get("successes", 0)),
        failures=int(written.get("failures", 0)),
        failures_in_a_row=int(written.get("failures_in_a_row", 0)),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _merged(seen: Sequence[ServiceHealth]) -> SharedHealth:
    asked = [each for each in seen if each.state != "unknown"]
    if not asked:
        return SharedHealth(seen[0], processes=0, failing=0)
    failed = [(each.last_failure, number) for number, each in enumerate(asked) if each.last_failure]
    last = asked[max(failed)[1]] if failed else asked[0]
    whole = replace(
        last,
        last_success=max((each.last_success for each in asked if each.last_success), default=None),
        successes=sum(each.successes for each in asked),
        failures=sum(each.failures for each in asked),
        failures_in_a_row=max(each.failures_in_a_row for each in asked),
    )
    return SharedHealth(whole, processes=len(asked), failing=sum(each.state == "failing" for each in asked))
