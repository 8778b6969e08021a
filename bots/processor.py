"""The order of things: one chat's updates one after the other, different chats at the same time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any

from django.conf import settings
from django.db import Error as AnyDatabaseError
from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bots import inbox, outbound
from bots.bridge import in_thread
from bots.messages import render

__all__ = ["ChatProcessor"]

logger = logging.getLogger(__name__)

# Updates that wait for their chat's turn do not keep others from theirs ...
MAX_WAITING = 256
# ... and few at once are answered sooner than many: they share a handful of threads and connections.
MAX_AT_ONCE = 16
# Finished updates are closed together: one statement for all of a moment instead of one for each.
CLOSE_AFTER_SECONDS = 0.05
RETRY_SECONDS = 5


class ChatProcessor(BaseUpdateProcessor):
    """Runs each chat's updates in order, closes their inbox rows, and knows which are in hand."""

    def __init__(self) -> None:
        super().__init__(MAX_WAITING)
        self.in_hand: set[int] = set()
        self._desks = asyncio.Semaphore(MAX_AT_ONCE)
        self._turnstiles: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}
        self._finished: set[int] = set()
        self._closing: asyncio.Task[None] | None = None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Close what is finished and not closed yet."""
        if self._closing:
            await self._closing

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update):
            await coroutine
            return
        key = update.effective_user.id if update.effective_user else 0
        self._waiting[key] = self._waiting.get(key, 0) + 1
        try:
            async with self._turnstiles.setdefault(key, asyncio.Lock()), self._desks:
                await self._run(update, coroutine)
        except BaseException:
            self.in_hand.discard(update.update_id)  # its lease runs out, and it is tried again
            raise
        finally:
            self._leave(key)
        self._close_soon(update.update_id)

    async def _run(self, update: Update, coroutine: Awaitable[Any]) -> None:
        try:
            async with asyncio.timeout(settings.HANDLER_TIMEOUT_SECS):
                await coroutine
        except TimeoutError:
            logger.warning("update %s took too long and was given up", update.update_id)
            if update.effective_chat:
                await outbound.send(update.get_bot(), update.effective_chat.id, render("timeout", {}))

    def _close_soon(self, update_id: int) -> None:
        self._finished.add(update_id)
        if self._closing is None or self._closing.done():
            self._closing = asyncio.create_task(self._close_finished())

    async def _close_finished(self) -> None:
        """Close inbox rows until none is left; they stay in hand, and so nobody else's, until that worked."""
        while self._finished:
            await asyncio.sleep(CLOSE_AFTER_SECONDS)
            closing = frozenset(self._finished)
            try:
                await in_thread(inbox.finish, *closing)
            except AnyDatabaseError as error:
                logger.warning("finished updates could not be closed yet: %s", error)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            self._finished -= closing
            self.in_hand -= closing

    def _leave(self, key: int) -> None:
        """Forget the lock of a chat nobody waits for, or the table would grow by one with each user."""
        self._waiting[key] -= 1
        if not self._waiting[key]:
            del self._waiting[key], self._turnstiles[key]
