"""What one process makes of a Redis that comes and goes."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django.fixtures import Settings
from redis.exceptions import ConnectionError as RedisConnectionError

from esther_site.lib.service_health import Service, report
from esther_site.lib.shared_state import RETRY_SECONDS, SETTLE_SECONDS, WINDOW_SECONDS, Link, is_degraded

LONG_AGO = 1000.0


class Clock:
    now = 5000.0

    def __call__(self) -> float:
        return self.now


class FakeRedis:
    """Says for how long it has been up, or nothing."""

    def __init__(self) -> None:
        self.uptime: float | None = LONG_AGO
        self.asked = 0

    def info(self, _: str) -> dict[str, Any]:
        self.asked += 1
        if self.uptime is None:
            raise RedisConnectionError
        return {"uptime_in_seconds": self.uptime}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def redis() -> FakeRedis:
    return FakeRedis()


@pytest.fixture
def link(clock: Clock, redis: FakeRedis, settings: Settings) -> Link:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    return Link(redis, clock=clock)  # type: ignore[arg-type]


def test_gone_it_is_left_alone_for_a_while(link: Link, redis: FakeRedis, clock: Clock) -> None:
    redis.uptime = None
    assert not link.answers()
    assert [link.answers() for _ in range(5)] == [False] * 5
    assert redis.asked == 1
    clock.now += RETRY_SECONDS
    assert (link.answers(), redis.asked) == (False, 2)


def test_lost_the_last_second_of_all_still_counts(link: Link, redis: FakeRedis, clock: Clock) -> None:
    link.answers()
    redis.uptime = None
    link.failed(RedisConnectionError())
    assert link.is_quiet()
    clock.now += WINDOW_SECONDS
    assert not link.is_quiet()
    assert link.is_quiet(longer_by=1)


def test_back_it_is_trusted_alone_once_everybody_has_noticed(link: Link, redis: FakeRedis, clock: Clock) -> None:
    redis.uptime = None
    link.answers()
    redis.uptime = 1
    clock.now += RETRY_SECONDS
    assert (link.answers(), link.is_settled()) == (True, False)
    clock.now += SETTLE_SECONDS
    assert link.is_settled()


def test_a_redis_that_was_just_started_has_forgotten_what_was_sent(link: Link, redis: FakeRedis, clock: Clock) -> None:
    redis.uptime = 1
    assert (link.answers(), link.is_settled()) == (True, False)
    clock.now += SETTLE_SECONDS - 1
    assert link.is_settled()


def test_a_dropped_connection_is_no_outage(link: Link) -> None:
    link.answers()
    link.failed(RedisConnectionError())
    assert (link.answers(), link.is_settled(), link.outages) == (True, True, 0)


def test_operators_see_it_among_the_services(link: Link, redis: FakeRedis) -> None:
    redis.uptime = None
    link.answers()
    assert {each.name: each.state for each in report()}[Service.REDIS] == "failing"


def test_who_has_none_is_not_without_it() -> None:
    assert not is_degraded()
    assert Service.REDIS not in {each.name for each in report()}
