"""The cache in Redis: what one process keeps another finds, and nobody notices when it is gone."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from esther_site.lib.shared_cache import SharedCache
from esther_site.lib.shared_state import link
from tests.redis import TemporaryRedis, needs_redis

pytestmark = [pytest.mark.large, needs_redis]


def cache_of(redis: TemporaryRedis) -> SharedCache:
    """Return the cache as another process would have it."""
    return SharedCache(redis.url, {"KEY_PREFIX": "esther:cache"})


def stored(key: str) -> str:
    return f"esther:cache:1:{key}"


class Trap:
    """Does something as soon as it is unpickled."""

    def __reduce__(self) -> Any:
        return pytest.fail, ("a stranger's bytes were unpickled",)


@pytest.mark.parametrize("is_long", [False, True])
def test_what_a_stranger_put_there_is_never_unpickled(shared_redis: TemporaryRedis, is_long: bool) -> None:
    cache = cache_of(shared_redis)
    forged = (b"x" * 32 if is_long else b"") + pickle.dumps(Trap())
    link().client.set(stored("price"), forged)
    cache.set("sound", 1.5)
    assert cache.get("price", "nothing") == "nothing"
    assert cache.get_many(["price", "sound"]) == {"sound": 1.5}


def test_another_key_reads_nothing(shared_redis: TemporaryRedis, settings: Settings) -> None:
    cache_of(shared_redis).set("price", "1")
    settings.SECRET_KEY = "another"
    assert cache_of(shared_redis).get("price") is None


def test_gone_it_raises_nothing_and_each_process_has_its_own(shared_redis: TemporaryRedis) -> None:
    cache = cache_of(shared_redis)
    cache.set("kept", "in Redis")
    shared_redis.kill()
    assert cache.get("kept") is None
    assert [cache.add("once", 1, 60), cache.add("once", 1, 60), cache.incr("once")] == [True, False, 2]
    cache.set_many({"a": 1, "b": 2})
    assert (cache.get_many(["a", "b", "c"]), cache.has_key("a"), cache.touch("a")) == ({"a": 1, "b": 2}, True, True)
    cache.delete("a")
    cache.delete_many(["b"])
    assert cache.get_or_set("b", "anew") == "anew"
    with pytest.raises(ValueError, match="never"):
        cache.incr("never")


def test_what_was_kept_in_one_outage_is_forgotten_in_the_next(
    shared_redis: TemporaryRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("esther_site.lib.shared_state.RETRY_SECONDS", 0.0)
    cache = cache_of(shared_redis)
    shared_redis.kill()
    cache.set("price", "of then")
    assert cache.get("price") == "of then"
    shared_redis.start()
    assert cache.get("price") is None
    shared_redis.kill()
    assert cache.get("price") is None


def test_a_count_that_ended_meanwhile_begins_anew_instead_of_lasting_forever(shared_redis: TemporaryRedis) -> None:
    cache, redis = cache_of(shared_redis), link().client
    cache.add("updates", 1, 60)
    redis.set(stored("updates"), 0)  # as if it had ended between the look and the count
    with pytest.raises(ValueError, match="updates"):
        cache.incr("updates")
    assert redis.get(stored("updates")) is None


def test_clearing_it_leaves_the_queue_of_tasks_alone(shared_redis: TemporaryRedis) -> None:
    cache, redis = cache_of(shared_redis), link().client
    cache.set("price", "1")
    redis.set("esther:queue:prices", "task")
    cache.clear()
    assert redis.keys("*") == [b"esther:queue:prices"]
