"""Fixtures that every test may use, and the guard that keeps tests off the network."""

from __future__ import annotations

# isort: off
import tests.environment  # noqa: F401 - first of all: it decides what the settings read

# isort: on
import re
import socket
from collections.abc import Iterator
from functools import cache as cache_of_calls
from typing import Any

import pytest
import responses
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from requests import PreparedRequest

from esther_site.lib.okx import market_client, web3_client
from esther_site.lib.service_health import forget_all
from esther_site.lib.shared_limits import forget_turns
from esther_site.lib.shared_state import forget_link
from esther_site.tests.operators import signed_in
from sandbox.market import market
from sandbox.okx.faults import clear_faults
from tests.redis import TemporaryRedis, temporary_redis
from tokens.catalogue import forget_catalogue
from tokens.models import Chain, Token
from trading.models import User

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, on PostgreSQL, what asks no database: it ran on SQLite, and nothing would differ."""
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        asking = [item for item in items if _asks_a_database(item)]
        left_out = set(items).difference(asking)
        config.hook.pytest_deselected(items=[item for item in items if item in left_out])
        items[:] = asking


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or any(item.get_closest_marker(name) for name in ("django_db", "slow", "desk"))


@pytest.fixture(autouse=True)
def _no_foreign_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets reach this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise RuntimeError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Forget what an earlier test left in memory: its database is gone."""
    cache.clear()
    forget_catalogue()
    forget_all()
    web3_client.cache_clear()  # a fuse may have blown
    market_client.cache_clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let Django empty all tables after a test that commits; audit entries of one row still cannot be changed."""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE trading_auditentry DISABLE TRIGGER audit_table_stays")


@pytest.fixture
def shared_redis(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[TemporaryRedis]:
    """A Redis that this process shares with others, and that counts as having been there for long."""
    monkeypatch.setattr("esther_site.lib.shared_state.SETTLE_SECONDS", 0.0)
    with temporary_redis() as server:
        settings.REDIS_URL = server.url
        forget_link()
        forget_turns()
        yield server
    forget_link()
    forget_turns()


@pytest.fixture
def admin_client(admin_user: User, client: Client) -> Client:
    """A browser in which an operator has given password and code."""
    return signed_in(admin_user, client)


@pytest.fixture
def seeded(db: None) -> None:
    """The chains and tokens Esther knows from the start: seeded once by the command, and as rows from then on."""
    chains, tokens = _seeds()
    Chain.objects.bulk_create([Chain(**values) for values in chains], ignore_conflicts=True)
    Token.objects.bulk_create([Token(**values) for values in tokens], ignore_conflicts=True)
    forget_catalogue()


@cache_of_calls
def _seeds() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what the command stores; it costs a second for every hundred tests otherwise."""
    with transaction.atomic():
        call_command("seed_tokens", verbosity=0)
        chains = [dict(values) for values in Chain.objects.values()]
        tokens = [{name: value for name, value in values.items() if name != "id"} for values in Token.objects.values()]
        transaction.set_rollback(True)
    return chains, tokens


@pytest.fixture
def okx(seeded: None) -> Iterator[responses.RequestsMock]:
    """OKX as the sandbox plays it: each request is answered by its views, checks of signatures included."""
    client = Client()

    def answer(request: PreparedRequest) -> tuple[int, dict[str, str], bytes]:
        path = str(request.url).removeprefix(settings.SANDBOX_URL)
        body = request.body or b""
        reply = client.generic(str(request.method), path, body, "application/json", headers=request.headers)
        return reply.status_code, dict(reply.items()), reply.content

    everything = re.compile(re.escape(settings.SANDBOX_URL) + "/sandbox/okx/.*")
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        for method in (responses.GET, responses.POST):
            mock.add_callback(method, everything, callback=answer, content_type=None)
        yield mock
    clear_faults()
    market().reset()
