"""Circuit breakers that are kept in Redis. Imported only where REDIS_URL is set: it needs the package `redis`."""

from __future__ import annotations

from typing import Any, Final

from pybreaker import STATE_CLOSED, CircuitRedisStorage
from redis import Redis
from redis.exceptions import RedisError

from esther_site.lib.shared_state import link

__all__ = ["storage_for"]

_PREFIX: Final = "esther:fuse:"


class _ReportingRedis(Redis):
    """Tells the link of every failure: the breaker's storage keeps them to itself."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        try:
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        except RedisError as error:
            link().failed(error)
            raise


def storage_for(name: str) -> CircuitRedisStorage:
    """Return where the breaker of this name is kept for all processes. Raises RedisError when Redis is gone."""
    client = _ReportingRedis(connection_pool=link().client.connection_pool)
    return CircuitRedisStorage(STATE_CLOSED, client, namespace=_PREFIX + name)
