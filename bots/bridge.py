"""The one way from the bot's event loop to Django's synchronous services."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import lru_cache, partial
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections

__all__ = ["in_thread", "shut_down"]

P = ParamSpec("P")
R = TypeVar("R")


async def in_thread(service: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a service in the bounded pool, in the caller's context and with a database connection that is still good.

    asgiref's `sync_to_async` would put every user's work on one single thread, one after the other. Tests run inside
    one transaction on one connection, and need exactly that: `BOT_DB_THREADS=0`.
    """
    if not settings.BOT_DB_THREADS:
        return await sync_to_async(service)(*args, **kwargs)
    call = partial(copy_context().run, _with_fresh_connection, service, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_pool(), call)


def _with_fresh_connection(service: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    # Outside a request nobody tells Django that a connection went stale, so each call does.
    close_old_connections()
    try:
        return service(*args, **kwargs)
    finally:
        close_old_connections()


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=settings.BOT_DB_THREADS, thread_name_prefix="service")


def shut_down() -> None:
    """Wait for the services in hand and let the threads go."""
    if _pool.cache_info().currsize:
        _pool().shutdown(wait=True)
        _pool.cache_clear()
