"""The order of things: one chat's updates one after the other, different chats at the same time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from contextvars import Context, copy_context
from typing import Any

from django.conf import settings
from django.db import Error as AnyDatabaseError
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import BaseUpdateProcessor

from bots import inbox, outbound
from bots.bridge import in_thread
from bots.failures import Sort, new_id
from bots.messages import render
from bots.turn import CURRENT_TURN
from esther_site.lib.correlation import correlated, name_of_update
from esther_site.lib.latency import UPDATE_SECONDS

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
        self._late: set[asyncio.Task[None]] = set()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Close what is finished and not closed yet, and wait no longer for what is late: it goes on in its thread."""
        for task in self._late:
            task.cancel()
        await asyncio.gather(*self._late, return_exceptions=True)
        if self._closing:
            await self._closing

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update):
            await coroutine
            return
        key = update.effective_user.id if update.effective_user else 0
        self._waiting[key] = self._waiting.get(key, 0) + 1
        try:
            with UPDATE_SECONDS.time(), correlated(name_of_update(update.update_id)):
                async with self._turnstiles.setdefault(key, asyncio.Lock()), self._desks:
                    await self._run(update, coroutine)
        except BaseException:
            self.in_hand.discard(update.update_id)  # its lease runs out, and it is tried again
            raise
        finally:
            self._leave(key)
        self._close_soon(update.update_id)

    async def _run(self, update: Update, coroutine: Awaitable[Any]) -> None:
        """Handle an update; when that takes too long, say so once, and let it go on beside the chat's next ones.

        It cannot be undone by giving it up: a service in a thread goes on in any case. So what comes of it is shown
        where it would have been shown, by the very handler, and nothing is said of it that is not known.
        """
        context = copy_context()
        work = asyncio.create_task(_awaited(coroutine), context=context)
        try:
            done, _ = await asyncio.wait({work}, timeout=settings.HANDLER_TIMEOUT_SECS)
        except asyncio.CancelledError:
            work.cancel()
            raise
        if done:
            work.result()
            return
        late = asyncio.create_task(self._outlast(work, await self._tell_of_delay(update, context)))
        self._late.add(late)
        late.add_done_callback(self._late.discard)

    async def _tell_of_delay(self, update: Update, context: Context) -> str:
        """Tell the user, once, that it takes long; return the id by which the log knows it."""
        failure_id, turn = new_id(Sort.LATE), context.get(CURRENT_TURN)
        logger.warning(
            "failure %s: Late for user %s in %s: it took longer than %s s and goes on",
            failure_id,
            turn.user.pk if turn else "-",
            turn.handler if turn and turn.handler else "no handler",
            settings.HANDLER_TIMEOUT_SECS,
        )
        if update.effective_chat:
            text = render("timeout", {"failure": {"id": failure_id}})
            try:
                await outbound.send(update.get_bot(), update.effective_chat.id, text)
            except TelegramError as error:  # the update is in hand all the same, and must not be tried again
                logger.warning("the user could not be told of %s: %s", failure_id, error)
        return failure_id

    async def _outlast(self, work: asyncio.Task[Any], failure_id: str) -> None:
        """Wait as long again for what is late; then, or when Esther stops, its answer is given up."""
        try:
            done, _ = await asyncio.wait({work}, timeout=settings.HANDLER_TIMEOUT_SECS)
        finally:
            work.cancel()  # which what is done does not mind
        if not done:
            logger.warning("failure %s: it still went on, and its answer was given up", failure_id)
        elif error := work.exception():
            logger.error("failure %s: it came to nothing", failure_id, exc_info=error)
        else:
            logger.info("failure %s: it was answered after all", failure_id)

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


async def _awaited(coroutine: Awaitable[Any]) -> None:
    await coroutine
