"""The bot's home: python-telegram-bot on one asyncio loop in one named thread, started by the serving process.

The application is not thread-safe: every other thread reaches it through `submit` alone.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from itertools import chain, repeat
from typing import Any

from django.conf import settings
from django.db import Error as AnyDatabaseError
from telegram import Bot, BotCommand, Update
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bots import bridge, chat_turns, dialogs, inbox, repeats
from bots.bridge import in_thread
from bots.chat_turns import Accepted
from bots.client import ALLOWED_UPDATES, make_bot, register_webhook
from bots.dispatch import App, build_application
from bots.fleeting import take_back
from bots.language import prepare
from bots.live_follower import follow
from bots.outbound import seconds_of
from bots.processor import MAX_WAITING, ChatProcessor
from bots.registry import listed_commands
from esther_site.lib.correlation import correlated, name_of_update

__all__ = ["is_alive", "start_runtime", "stop_runtime", "submit"]

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 5
TIDY_SECONDS = 3600
PREPARE_AFTER_SECONDS = 15
STOP_SECONDS = 20
_RETRY_SECONDS = (1, 2, 5, 10, 30)


class Runtime:
    """One bot on one loop. `start` and `stop` are called once each, from the serving process."""

    def __init__(self) -> None:
        self.processor = ChatProcessor(self._enqueue)
        self.application: App = build_application(make_bot(), self.processor)
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="telegram", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def submit(self, accepted: Accepted) -> None:
        """Hand a stored update to the loop. Safe from any thread; after the end, the next process takes it up."""
        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._enqueue, accepted)

    def stop(self) -> None:
        """Finish what is in hand, give the rest back, and end the thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(STOP_SECONDS)
        with suppress(AnyDatabaseError):  # the leases run out by themselves
            inbox.release(frozenset(self.processor.in_hand))
        bridge.shut_down()

    def _enqueue(self, accepted: Accepted) -> None:
        if not accepted.has_turn:
            self.processor.has_waiting(accepted.chat_id)
            return
        if accepted.update_id in self.processor.in_hand:
            return
        self.processor.in_hand[accepted.update_id] = accepted.chat_id
        try:
            update = Update.de_json(accepted.payload, self.application.bot)
        except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
            logger.warning("update %s has a shape nobody knows", accepted.update_id)
            self.processor.close(accepted.update_id)
            return
        self.application.update_queue.put_nowait(update)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._live())
        except InvalidToken:
            logger.critical("Telegram refuses TELEGRAM_BOT_TOKEN: set the one BotFather gave you")
        finally:
            self._loop.close()

    async def _live(self) -> None:
        try:
            if await self._persist("reach Telegram", self.application.initialize):
                await self._work()
        finally:
            await self.application.bot.shutdown()  # one that never began has opened connections, too

    async def _work(self) -> None:
        await self.application.start()
        tasks = [asyncio.create_task(work) for work in self._works()]
        await self._stop.wait()
        self.processor.takes_more = False  # what waits is taken by the next process
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.application.stop()  # waits for the updates in hand
        await self.application.shutdown()

    def _works(self) -> list[Coroutine[Any, Any, None]]:
        return [
            self._introduce(),
            self._sweep(),
            self._tidy(),
            self._listen(),
            self._prepare(),
            follow(self.application.bot),
        ]

    async def _prepare(self) -> None:
        """Make ready what the first messages will need, once the start is over: it takes a second, slow hosts ten."""
        await self._pause(PREPARE_AFTER_SECONDS)
        await in_thread(prepare)

    async def _introduce(self) -> None:
        """Tell Telegram which commands there are."""
        commands = [BotCommand(command.name, command.summary) for command in listed_commands()]
        await self._persist("register the commands", lambda: self.application.bot.set_my_commands(commands))

    async def _listen(self) -> None:
        """Have updates brought to the webhook, or fetch them where there is no address for one."""
        bot = self.application.bot
        if settings.WEBHOOK_URL:
            await self._persist("register the webhook", lambda: register_webhook(bot))
            return
        await self._persist("remove the webhook", bot.delete_webhook)
        offset = 0
        while not self._stop.is_set():
            offset = await self._fetch(bot, offset)

    async def _fetch(self, bot: Bot, offset: int) -> int:
        """Long-poll once. An update is confirmed to Telegram only by the next call, when it is stored."""
        try:
            updates = await bot.get_updates(offset=offset, timeout=25, allowed_updates=ALLOWED_UPDATES)
            for update in updates:
                with correlated(name_of_update(update.update_id)):
                    accepted = await in_thread(inbox.accept, json.loads(update.to_json()))
                if accepted:
                    self._enqueue(accepted)
                offset = update.update_id + 1
        except RetryAfter as error:
            await self._pause(seconds_of(error))
        except (TelegramError, AnyDatabaseError) as error:
            logger.warning("could not fetch updates: %s", error)
            await self._pause(3)
        return offset

    async def _sweep(self) -> None:
        """Renew the leases of what is in hand, take up what another process left behind, and take back messages."""
        while True:
            try:
                await in_thread(inbox.renew, frozenset(self.processor.in_hand))
                await self._take_up()
                await take_back(self.application.bot)
            except AnyDatabaseError as error:
                logger.warning("the inbox cannot be read: %s", error)
            await asyncio.sleep(SWEEP_SECONDS)

    async def _take_up(self) -> None:
        """Take what nobody has in hand, as much as there is room for."""
        while len(self.processor.in_hand) < MAX_WAITING:
            taken = await in_thread(chat_turns.take_up)
            for accepted in taken:
                self._enqueue(accepted)
            if not taken:
                return

    async def _tidy(self) -> None:
        """Delete old updates, questions and failures now and then; nobody waits for it."""
        while True:
            try:
                await in_thread(inbox.prune)
                await in_thread(dialogs.prune)
                await in_thread(repeats.prune)
            except AnyDatabaseError as error:
                logger.warning("old updates and questions could not be deleted: %s", error)
            await asyncio.sleep(TIDY_SECONDS)

    async def _persist(self, what: str, call: Callable[[], Awaitable[object]]) -> bool:
        """Try until Telegram answers or Esther stops; True when it is done."""
        for seconds in chain(_RETRY_SECONDS, repeat(_RETRY_SECONDS[-1])):
            if self._stop.is_set():
                break
            try:
                await call()
            except InvalidToken:
                raise
            except TelegramError as error:
                logger.warning("could not %s: %s", what, error)
                await self._pause(seconds)
            else:
                return True
        return False

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return


_runtime: Runtime | None = None


def start_runtime() -> None:
    """Start the bot in this process, once."""
    global _runtime
    if _runtime is None and settings.TELEGRAM_BOT_TOKEN:
        _runtime = Runtime()
        _runtime.start()


def stop_runtime() -> None:
    """Stop the bot of this process, if there is one."""
    global _runtime
    if _runtime is not None:
        _runtime.stop()
        _runtime = None


def is_alive() -> bool:
    """Tell whether the bot's thread runs, or was never meant to run here."""
    return _runtime is None or _runtime.is_alive()


def submit(accepted: Accepted) -> None:
    """Hand a stored update to the bot of this process; without one here, another process takes it up."""
    if _runtime is not None:
        _runtime.submit(accepted)
