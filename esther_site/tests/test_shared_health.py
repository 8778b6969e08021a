"""What one process of many knows of the services: what all of them saw, and no more than that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from esther_site.health_rows import HealthRows
from esther_site.lib import shared_health
from esther_site.lib.service_health import Service, forget_all, record_failure, record_success
from esther_site.lib.shared_health import SharedHealth, Written, begin, share, stop_sharing, whole_report
from esther_site.models import ProcessHealth

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(shared_health, "PAUSE_SECONDS", 3600)  # the thread of a test writes nothing
    forget_all()
    yield
    stop_sharing()
    forget_all()


def of(name: Service) -> SharedHealth:
    return next(each for each in whole_report() if each.health.name == name)


def elsewhere(monkeypatch: pytest.MonkeyPatch, name: str, *, at: datetime = NOW) -> None:
    """Write down what is known here as if another process knew it, and forget it here."""
    monkeypatch.setattr(shared_health, "process_name", lambda: name)
    share(at)
    monkeypatch.undo()
    forget_all()
    shared_health._shared = {}


class Broken:
    """A database that is away."""

    def write(self, process: str, services: Written, now: datetime) -> None:
        raise OperationalError("gone")

    def read(self, since: datetime) -> Iterable[tuple[str, Written]]:
        raise OperationalError("gone")


def test_without_a_database_only_its_own_memory_counts() -> None:
    begin(Broken())
    record_failure("rpc", "timed out")
    assert (of(Service.RPC).health.state, of(Service.RPC).processes, of(Service.RPC).failing) == ("failing", 1, 1)
    assert (of(Service.OKX).health.state, of(Service.OKX).processes) == ("unknown", 0)


def test_nothing_is_written_twice_or_by_who_knows_nothing() -> None:
    begin(HealthRows())
    assert not share(NOW)
    record_success("okx")
    assert share(NOW)
    assert not share(NOW)
    assert ProcessHealth.objects.count() == 1


def test_no_secret_is_written_down() -> None:
    begin(HealthRows())
    record_failure("rpc", "https://user:canary@node.example failed")
    share(NOW)
    assert "canary" not in str(ProcessHealth.objects.get().services)


def test_what_fails_in_another_process_is_seen_here(monkeypatch: pytest.MonkeyPatch) -> None:
    begin(HealthRows())
    record_failure("okx", "busy")
    record_failure("okx", "down")
    elsewhere(monkeypatch, "worker:7")
    record_success("okx")

    okx = of(Service.OKX)
    assert (okx.health.state, okx.health.reason, okx.health.failures_in_a_row) == ("failing", "down", 2)
    assert (okx.processes, okx.failing, okx.health.successes) == (2, 1, 1)
    assert okx.health.last_success is not None


def test_a_process_that_is_gone_counts_for_some_minutes_only(monkeypatch: pytest.MonkeyPatch) -> None:
    begin(HealthRows())
    record_failure("okx", "down")
    elsewhere(monkeypatch, "worker:7", at=NOW - timedelta(minutes=6))
    assert of(Service.OKX).processes == 0
    HealthRows().write("worker:8", {}, NOW + timedelta(minutes=60))
    assert [row.process for row in ProcessHealth.objects.all()] == ["worker:8"]


def test_what_this_process_wrote_is_not_counted_beside_what_it_knows() -> None:
    begin(HealthRows())
    record_success("okx")
    share(NOW)
    record_failure("okx", "down")
    assert (of(Service.OKX).processes, of(Service.OKX).failing) == (1, 1)
