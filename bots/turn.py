"""One user's turn: who said what, and how to answer. Handlers get nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bots import documents, outbound, pictures
from bots.language import Intent, Understood
from bots.messages import render, split
from bots.progress import Progress
from esther_site.lib.progress import heard_by
from trading.models import User

__all__ = ["CURRENT_TURN", "Turn"]

TYPING_AFTER_SECONDS = 0.5
# With more turns open than this everybody waits for Esther, and more calls to Telegram would only add to it.
TYPING_MAX_TURNS = 16


@dataclass
class Turn:
    """A message or a button press by a known, active user in a private chat."""

    update: Update
    bot: Bot
    user: User
    chat_id: int
    understood: Understood = field(default_factory=lambda: Understood(Intent.UNKNOWN))
    arguments: list[str] = field(default_factory=list)  # of a button, behind its verb
    handler: str = ""  # what answers, as the log names it
    keeps_card: bool = False  # the pressed card stays as it is, as the record it may be: the answer is a new message
    place: int | None = None  # a message of Esther's own in this chat that the answer takes the place of

    @property
    def query(self) -> CallbackQuery | None:
        return self.update.callback_query

    @property
    def entities(self) -> dict[str, str]:
        return self.understood.entities

    @property
    def name(self) -> str:
        """A name for this very update, by which a repetition of it can be told."""
        return f"update {self.update.update_id}"

    async def say(self, template: str, *, keyboard: InlineKeyboardMarkup | None = None, **context: Any) -> int | None:
        """Answer with a new message; return its id, None where the chat takes none.

        Where work was long enough to say how far it is, or a failure is tried again, it takes that message's place.
        """
        text, place = self._render(template, context), self._leave_place()
        if place is not None and len(split(text)) == 1:
            return await outbound.edit(self.bot, self.chat_id, place, text, keyboard)
        message_id = await outbound.send(self.bot, self.chat_id, text, keyboard)
        await self._remove(place)
        return message_id

    async def show(self, template: str, *, keyboard: InlineKeyboardMarkup | None = None, **context: Any) -> int | None:
        """Answer a press by changing the pressed card, anything else with a new message; return its id like `say`."""
        if self.keeps_card or self.query is None or self.query.message is None:
            return await self.say(template, keyboard=keyboard, **context)
        message_id, place = self.query.message.message_id, self._leave_place()
        text = self._render(template, context)
        shown = await outbound.edit(self.bot, self.chat_id, message_id, text, keyboard)
        await self._remove(place if place != message_id else None)
        return shown

    async def picture(
        self, png: bytes, template: str, *, keyboard: InlineKeyboardMarkup | None = None, **context: Any
    ) -> int | None:
        """Answer a press under a picture by changing it, anything else with a new one; return its id like `say`."""
        pressed, caption = self.query.message if self.query else None, self._render(template, context)
        place = self._leave_place()
        if isinstance(pressed, Message) and pressed.photo and not self.keeps_card:
            shown = await pictures.edit(self.bot, self.chat_id, pressed.message_id, png, caption, keyboard)
        else:
            shown = await pictures.send(self.bot, self.chat_id, png, caption, keyboard)
        await self._remove(place)
        return shown

    async def document(self, content: bytes, template: str, *, filename: str, **context: Any) -> int | None:
        """Answer with a file; return the message's id like `say`."""
        caption, place = self._render(template, context), self._leave_place()
        sent = await documents.send(self.bot, self.chat_id, content, filename=filename, caption=caption)
        await self._remove(place)
        return sent

    @asynccontextmanager
    async def progress(self, doing: str) -> AsyncIterator[None]:
        """Say how far it is (`esther_site.lib.progress`) when what is done within takes longer than a moment.

        `doing` is words like "Looking at your wallets". The answer, or the failure, takes the message's place.
        """
        progress = Progress(self.bot, self.chat_id, doing, at=self.place)
        try:
            with heard_by(progress.hear):
                yield
        finally:
            self.place = await progress.end()

    def _leave_place(self) -> int | None:
        """Return the message to be replaced, which is then nobody's any more."""
        place, self.place = self.place, None
        return place

    async def _remove(self, message_id: int | None) -> None:
        if message_id is not None:
            await outbound.delete(self.bot, self.chat_id, message_id)

    def _render(self, template: str, context: dict[str, Any]) -> str:
        return render(template, {"zone": self.user.time_zone, **context})

    async def toast(self, text: str = "") -> None:
        """Release the pressed button, with a short notice over the chat."""
        if self.query is not None:
            with suppress(TelegramError):  # too old to be answered: nobody waits for it any more
                await self.bot.answer_callback_query(self.query.id, text=text[:200] or None)

    @contextmanager
    def typing(self) -> Iterator[None]:
        """Show that Esther is typing while an answer takes longer than a moment."""
        typist = _Typist(self.bot, self.chat_id)
        _typists.add(typist)
        try:
            yield
        finally:
            _typists.discard(typist)
            typist.stop()


# Whose turn it is in this task, for whoever is told only that it failed.
CURRENT_TURN: ContextVar[Turn | None] = ContextVar("turn", default=None)


class _Typist:
    """Says "typing" to a chat again and again, from half a second on; nothing is made for an answer at once."""

    def __init__(self, bot: Bot, chat_id: int) -> None:
        self._bot, self._chat_id = bot, chat_id
        self._task: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(TYPING_AFTER_SECONDS, self._begin)

    def stop(self) -> None:
        self._timer.cancel()
        if self._task:
            self._task.cancel()

    def _begin(self) -> None:
        self._task = asyncio.create_task(self._type())

    async def _type(self) -> None:
        with suppress(TelegramError):
            while len(_typists) <= TYPING_MAX_TURNS:
                await self._bot.send_chat_action(self._chat_id, ChatAction.TYPING)
                await asyncio.sleep(4)  # Telegram shows it for five seconds


_typists: set[_Typist] = set()
