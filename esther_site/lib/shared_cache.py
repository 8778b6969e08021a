"""The cache that all processes share in Redis; while Redis is gone, each has one of its own in memory.

Nobody notices but for what is asked for again: a cache that fails is a cache that holds nothing. What is put in is
signed with SECRET_KEY and the version, so that whoever can write to Redis cannot have this process unpickle what is not
its own, and an old release never reads what a new one wrote.

https://docs.djangoproject.com/en/5.2/topics/cache/#redis
"""

from __future__ import annotations

import hashlib
import hmac
import pickle
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from django.core.signing import BadSignature
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from esther_site.lib.shared_state import CONNECTION_OPTIONS, link
from esther_site.lib.version import esther_version

__all__ = ["SharedCache", "SignedPickles"]

_DIGEST: Final = hashlib.sha256
_OWN_ENTRIES: Final = 10_000
_MISSING: Final = object()


class SignedPickles:
    """What turns values into bytes and back. Integers stay as they are, so that Redis can count."""

    def __init__(self) -> None:
        self._key = _DIGEST(f"cache:{esther_version()}:{settings.SECRET_KEY}".encode()).digest()

    def dumps(self, value: Any) -> int | bytes:
        if type(value) is int:
            return value
        packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return hmac.digest(self._key, packed, "sha256") + packed

    def loads(self, data: bytes) -> Any:
        """Return the value. Raises BadSignature when this release did not write it."""
        if data.removeprefix(b"-").isdigit():
            return int(data)
        size = _DIGEST().digest_size
        if not hmac.compare_digest(data[:size], hmac.digest(self._key, data[size:], "sha256")):
            raise BadSignature("This was not written by this release of Esther.")
        return pickle.loads(data[size:])  # noqa: S301 - signed above


class SharedCache(BaseCache):
    """Django's cache in Redis, which never raises because of Redis: then this process' own memory answers."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        connection = {"retry": Retry(NoBackoff(), 0), **CONNECTION_OPTIONS}  # `Link` hears of every failure
        self._redis = RedisCache(server, params | {"OPTIONS": {"serializer": SignedPickles, **connection}})
        self._own = LocMemCache("while-redis-is-gone", params | {"OPTIONS": {"MAX_ENTRIES": _OWN_ENTRIES}})
        self._outages = 0

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("add", key, value, timeout, version))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return self._ask("get", key, default, version)
        except BadSignature:
            return default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask("set", key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("touch", key, timeout, version))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._ask("delete", key, version))

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        wanted = list(keys)
        try:
            found: dict[str, Any] = self._ask("get_many", wanted, version) if wanted else {}
        except BadSignature:  # of one of them
            each = {key: self.get(key, _MISSING, version) for key in wanted}
            found = {key: value for key, value in each.items() if value is not _MISSING}
        return found

    def set_many(self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        self._ask("set_many", data, timeout, version)
        return []

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        self._ask("delete_many", list(keys), version)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return bool(self._ask("has_key", key, version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number. Raises ValueError when there is none."""
        count: int = self._ask("incr", key, delta, version)
        if count == delta:  # it ended between Django's two commands, and what is there now would never end
            self.delete(key, version)
            raise ValueError(f"Key {key!r} not found.")
        return count

    def clear(self) -> None:
        """Delete what Esther keeps, and nothing else: the queue of tasks is in the same Redis."""
        self._ask_redis(self._delete_all)
        self._own.clear()

    def _delete_all(self) -> None:
        client = self._redis._cache.get_client(write=True)  # noqa: SLF001 - Django's own way to the connection
        for key in client.scan_iter(match=f"{self.key_prefix}:*", count=1000):
            client.delete(key)

    def _ask(self, verb: str, *arguments: Any) -> Any:
        answer = self._ask_redis(lambda: getattr(self._redis, verb)(*arguments))
        return getattr(self._own_now(), verb)(*arguments) if answer is _MISSING else answer

    def _ask_redis(self, question: Callable[[], Any]) -> Any:
        """Return Redis' answer, or `_MISSING` while it is gone."""
        if link().answers():
            try:
                return question()
            except RedisError as error:
                link().failed(error)
        return _MISSING

    def _own_now(self) -> LocMemCache:
        """Return this process' memory, without what it holds from an earlier outage."""
        if self._outages != link().outages:
            self._own.clear()
            self._outages = link().outages
        return self._own
