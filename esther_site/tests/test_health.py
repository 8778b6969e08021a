"""The health probe names the part that is down, and says nothing else."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

import pytest
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.test import RequestFactory

from esther_site.health import healthz
from tests.redis import TemporaryRedis, needs_redis

pytestmark = pytest.mark.django_db


def test_it_names_the_database_when_it_is_gone(monkeypatch: pytest.MonkeyPatch, closed_port: int) -> None:
    config = {**connections["default"].settings_dict, "ENGINE": "django.db.backends.postgresql", "NAME": "esther"}
    config |= {"HOST": "127.0.0.1", "PORT": closed_port, "USER": "esther", "OPTIONS": {"connect_timeout": 5}}
    monkeypatch.setattr("esther_site.health.connection", DatabaseWrapper(config))
    started = time.monotonic()
    response = healthz(RequestFactory().get("/healthz"))
    assert (response.status_code, response.content) == (503, b"database")
    assert time.monotonic() - started < 2


def test_it_says_ok_and_no_more() -> None:
    response = healthz(RequestFactory().get("/healthz"))
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.large
@needs_redis
def test_without_the_redis_it_should_have_it_is_degraded_and_goes_on(
    shared_redis: TemporaryRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("esther_site.lib.shared_state.RETRY_SECONDS", 0.0)
    said = []
    changes: list[Callable[[], None]] = [lambda: None, shared_redis.kill, shared_redis.start]
    for change in changes:
        change()
        response = healthz(RequestFactory().get("/healthz"))
        said.append((response.status_code, response.content))
    assert said == [(200, b"ok"), (200, b"degraded: redis"), (200, b"ok")]


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
