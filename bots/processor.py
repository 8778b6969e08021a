"""The order of things: different chats at the same time, and of one chat what comes next when the last is done.

That only one update of a chat is in hand is decided by rows (`bots.chat_turns`), for all processes together.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import Context, copy_context
from functools import partial
from typing import Any

from django.conf import settings
from django.db import Error as AnyDatabaseError
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import BaseUpdateProcessor

from bots import inbox, outbound
from bots.bridge import in_thread
from bots.chat_turns import Accepted
from bots.failures import Sort, new_id
from bots.interruption import was_interrupted
from bots.messages import render
from bots.turn import CURRENT_TURN
from esther_site.lib.correlation import correlated, name_of_update
from esther_site.lib.latency import UPDATE_SECONDS
from esther_site.lib.once import acting_once

__all__ = ["ChatProcessor"]

logger = logging.getLogger(__name__)

MAX_WAITING = 256
# Few at once are answered sooner than many: they share a handful of threads and connections.
MAX_AT_ONCE = 16
# Finished updates are closed together, unless somebody waits behind them: one statement for all of a moment.
CLOSE_AFTER_SECONDS = 0.05
# What somebody waits behind is closed with whatever is finished in these, which nobody notices.
CLOSE_AWAITED_AFTER_SECONDS = 0.01
RETRY_SECONDS = 5


class ChatProcessor(BaseUpdateProcessor):
    """Runs updates that have their chat's turn, closes their inbox rows, and hands on what waited behind them.

    `in_hand` are these updates with their chats; `take` is told what comes next.
    """

    def __init__(self, take: Callable[[Accepted], None]) -> None:
        super().__init__(MAX_WAITING)
        self.in_hand: dict[int, int | None] = {}
        self.takes_more = True
        self._take = take
        self._desks = asyncio.Semaphore(MAX_AT_ONCE)
        self._finished: set[int] = set()
        self._awaited: set[int] = set()  # chats in hand of which more is known to wait
        self._hurry = asyncio.Event()
        self._is_ending = False
        self._closing: asyncio.Task[None] | None = None
        self._late: set[asyncio.Task[None]] = set()

    def has_waiting(self, chat_id: int | None) -> None:
        """Let a chat's turn go on as soon as it can, for something of it waits."""
        if chat_id is not None and chat_id in self.in_hand.values():
            self._awaited.add(chat_id)
            self._close_soon()

    def close(self, update_id: int) -> None:
        """Have an update closed that is done with."""
        self._finished.add(update_id)
        self._close_soon()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Close what is finished and not closed yet, and wait no longer for what is late: it goes on in its thread."""
        for task in self._late:
            task.cancel()
        await asyncio.gather(*self._late, return_exceptions=True)
        self._is_ending = True
        self._hurry.set()
        if self._closing:
            await self._closing

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update):
            await coroutine
            return
        try:
            noted = acting_once(partial(inbox.note_act, update.update_id))
            with UPDATE_SECONDS.time(), correlated(name_of_update(update.update_id)), noted:
                async with self._desks:
                    is_over = await self._run(update, coroutine)
        except BaseException:
            self.in_hand.pop(update.update_id, None)  # its lease runs out, and it is tried again
            raise
        if is_over:
            self.close(update.update_id)
        else:
            logger.warning("update %s is tried again: the database went away meanwhile", update.update_id)
            self.in_hand.pop(update.update_id, None)

    async def _run(self, update: Update, coroutine: Awaitable[Any]) -> bool:
        """Handle an update; when that takes too long, say so once, and let it go on beside the chat's next ones.

        It cannot be undone by giving it up: a service in a thread goes on in any case. So what comes of it is shown
        where it would have been shown, by the very handler, and nothing is said of it that is not known.

        Returns whether that is all that is to be done about it.
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
            return not was_interrupted(context)
        late = asyncio.create_task(self._outlast(work, await self._tell_of_delay(update, context)))
        self._late.add(late)
        late.add_done_callback(self._late.discard)
        return True

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

    def _close_soon(self) -> None:
        if self._finished and (self._closing is None or self._closing.done()):
            self._closing = asyncio.create_task(self._close_finished())
        if self._is_awaited():
            self._hurry.set()

    def _is_awaited(self) -> bool:
        """Say whether something waits for what is finished."""
        return not self._awaited.isdisjoint(self.in_hand.get(update_id) for update_id in self._finished)

    async def _close_finished(self) -> None:
        """Close inbox rows until none is left; they stay in hand, and so nobody else's, until that worked."""
        while self._finished:
            await self._wait_for_more()
            closing = {update_id: self.in_hand.get(update_id) for update_id in self._finished}
            chats = {chat_id for chat_id in closing.values() if chat_id is not None and self.takes_more}
            try:
                following = await in_thread(inbox.hand_over, closing.keys(), chats)
            except AnyDatabaseError as error:
                logger.warning("finished updates could not be closed yet: %s", error)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            self._finished -= closing.keys()
            for update_id in closing:
                self.in_hand.pop(update_id, None)
            self._awaited -= chats - {accepted.chat_id for accepted in following}
            for accepted in following:
                self._take(accepted)

    async def _wait_for_more(self) -> None:
        """Wait for others to be finished, but not long while something waits for those that are."""
        self._hurry.clear()
        if not (self._is_awaited() or self._is_ending):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), CLOSE_AFTER_SECONDS)
        if self._is_awaited() and not self._is_ending:
            await asyncio.sleep(CLOSE_AWAITED_AFTER_SECONDS)


async def _awaited(coroutine: Awaitable[Any]) -> None:
    await coroutine
