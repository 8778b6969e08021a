from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError, connection
from pytest_django import Settings

from bots import bridge
from bots.bridge import in_thread
from esther_site.lib.correlation import CORRELATION_ID, NOBODY, correlated
from esther_site.lib.errors import UserError
from trading.models import User


@pytest.fixture
def pool(settings: Settings) -> Iterator[None]:
    settings.BOT_DB_THREADS = 2
    bridge.shut_down()
    yield
    settings.BOT_DB_THREADS = 2
    async_to_sync(close_connections)()
    bridge.shut_down()


async def close_connections() -> None:
    """Close what the pool's threads still hold, or the test database could not be dropped."""
    together = threading.Barrier(2, timeout=5)

    def close() -> None:
        together.wait()
        connection.close()

    await asyncio.gather(*(in_thread(close) for _ in range(2)))


async def _asked(count: int) -> list[str]:
    together = threading.Barrier(count, timeout=5)

    def service() -> str:
        together.wait()
        User.objects.count()
        return threading.current_thread().name

    return await asyncio.gather(*(in_thread(service) for _ in range(count)))


@pytest.mark.django_db(transaction=True)
def test_services_run_at_the_same_time_in_threads_of_their_own(pool: None) -> None:
    names = async_to_sync(_asked)(2)

    assert len(set(names)) == 2
    assert all(name.startswith("service") for name in names)


@pytest.mark.parametrize("outcome", [None, UserError("Say more.")])
def test_stale_connections_are_closed_before_and_after_each_service(
    pool: None, monkeypatch: pytest.MonkeyPatch, outcome: Exception | None
) -> None:
    diary: list[str] = []

    def service() -> None:
        diary.append("service")
        if outcome:
            raise outcome

    monkeypatch.setattr(bridge, "close_old_connections", lambda: diary.append("close"))
    with suppress(UserError):
        async_to_sync(in_thread)(service)

    assert diary == ["close", "service", "close"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("threads", [0, 2])
def test_what_a_service_raises_is_raised(pool: None, settings: Settings, threads: int) -> None:
    settings.BOT_DB_THREADS = threads

    def service(error: Exception) -> None:
        raise error

    for error in (UserError("Say more."), OperationalError("gone")):
        with pytest.raises(type(error), match=str(error)):
            async_to_sync(in_thread)(service, error)


@pytest.mark.parametrize("threads", [0, 2])
def test_a_service_runs_in_the_context_of_its_caller(pool: None, settings: Settings, threads: int) -> None:
    settings.BOT_DB_THREADS = threads

    async def asked() -> str:
        with correlated("U7"):
            return await in_thread(CORRELATION_ID.get)

    assert async_to_sync(asked)() == "U7"
    assert async_to_sync(in_thread)(CORRELATION_ID.get) == NOBODY


@pytest.mark.django_db
def test_without_threads_a_service_sees_the_callers_transaction() -> None:
    User.objects.create(username="telegram-1")

    assert async_to_sync(in_thread)(User.objects.count) == 1


def test_shutting_down_twice_is_no_failure() -> None:
    bridge.shut_down()
    bridge.shut_down()
