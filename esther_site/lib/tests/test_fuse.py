"""A fuse that processes share: what one of them met, all know. How a fuse blows at all is tested with OKX's client."""

from __future__ import annotations

import pytest

from esther_site.lib.fuse import ServiceFuse
from tests.redis import TemporaryRedis, needs_redis


class Outage(Exception):
    pass


def fuse(name: str = "okx:/quote") -> ServiceFuse:
    return ServiceFuse(name, fail_threshold=2, reset_secs=30, outage=Outage)


def test_without_redis_a_fuse_is_its_own_process() -> None:
    one, other = fuse(), fuse()
    for _ in range(2):
        one.record(Outage())
    assert one.seconds_blown() > 28
    assert other.seconds_blown() == 0


@pytest.mark.large
@needs_redis
def test_failures_of_all_processes_add_up_and_blow_the_fuse_of_all(shared_redis: TemporaryRedis) -> None:
    one, other, of_another_endpoint = fuse(), fuse(), fuse("okx:/price")
    one.record(Outage())
    other.record(Outage())
    assert min(one.seconds_blown(), other.seconds_blown(), fuse().seconds_blown()) > 28
    assert of_another_endpoint.seconds_blown() == 0


@pytest.mark.large
@needs_redis
def test_when_redis_goes_each_process_knows_what_it_met_itself(shared_redis: TemporaryRedis) -> None:
    one, other = fuse(), fuse()
    for _ in range(2):
        one.record(Outage())
    shared_redis.kill()
    other.record(None)
    assert one.seconds_blown() > 28
    assert other.seconds_blown() == 0
