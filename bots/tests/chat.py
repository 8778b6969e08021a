"""A chat with Esther for tests: updates go in, and what she sends is read at the last wire before Telegram."""

from __future__ import annotations

import asyncio
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from asgiref.sync import async_to_sync
from django.utils import timezone
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from bots import inbox
from bots.dispatch import build_application
from bots.processor import ChatProcessor

Failure = TelegramError | tuple[int, dict[str, Any]]  # raised, or answered with this status and body
NOT_FOUND: Failure = (400, {"description": "Bad Request: message to edit not found"})

# The last line of a failure: an id that nobody can foresee.
_FAILURE_ID = re.compile(r"\n<i>([A-Z]-[0-9A-Z]{5})</i>\Z")

BOT = {"id": 4242424242, "is_bot": True, "first_name": "Esther", "username": "esther_bot"}


@dataclass
class Bubble:
    """A message of Esther's as the user sees it now, but for the id of a failure, which stands by itself."""

    chat_id: int
    message_id: int
    written: str
    buttons: dict[str, str]  # label -> callback data
    photo: bytes = b""
    document: tuple[str, bytes] = ("", b"")  # its name and content

    @property
    def failure_id(self) -> str:
        """The id under a failure; empty under anything else."""
        found = _FAILURE_ID.search(self.written)
        return found[1] if found else ""

    @property
    def text(self) -> str:
        """What is written, without the id of a failure, and with each space as it is typed."""
        return _FAILURE_ID.sub("", self.written).replace("\N{NO-BREAK SPACE}", " ")


@dataclass
class Wire(BaseRequest):
    """Telegram's side of the connection: keeps what was sent, and fails when told to.

    `failures["sendMessage"]` is what becomes of the next calls of that method.
    """

    bubbles: list[Bubble] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    failures: defaultdict[str, list[Failure]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._ids = count(1000)

    @property
    def read_timeout(self) -> float | None:
        return 5

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(  # type: ignore[override]  # no time-outs here
        self, url: str, method: str, request_data: RequestData | None = None, **timeouts: Any
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1]
        parameters: dict[str, Any] = request_data.parameters if request_data else {}
        has_files = request_data is not None and request_data.contains_files
        uploads: list[Any] = list(request_data.multipart_data.values()) if request_data and has_files else []
        self.calls.append((name, parameters))
        if self.failures[name]:
            return _failed(self.failures[name].pop(0))
        if name in ("editMessageText", "editMessageMedia") and self._bubble(parameters["message_id"]) is None:
            return _failed(NOT_FOUND)
        result = self._result(name, parameters, photo=uploads[0][1] if uploads else b"")
        if name == "sendDocument":
            self.bubbles[-1].photo, self.bubbles[-1].document = b"", (uploads[0][0], uploads[0][1])
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _result(self, name: str, parameters: dict[str, Any], *, photo: bytes) -> Any:
        if name == "getMe":
            return BOT
        if name == "sendMessage":
            self.bubbles.append(
                Bubble(parameters["chat_id"], next(self._ids), parameters["text"], _buttons(parameters))
            )
            return self._message(self.bubbles[-1])
        if name in ("sendPhoto", "sendDocument"):
            self.bubbles.append(
                Bubble(
                    parameters["chat_id"], next(self._ids), parameters.get("caption", ""), _buttons(parameters), photo
                )
            )
            return self._message(self.bubbles[-1])
        if name == "editMessageText":
            bubble = self._bubble(parameters["message_id"])
            assert bubble
            bubble.written, bubble.buttons = parameters["text"], _buttons(parameters)
            return self._message(bubble)
        if name == "editMessageMedia":
            bubble = self._bubble(parameters["message_id"])
            assert bubble
            bubble.written, bubble.buttons, bubble.photo = parameters["media"]["caption"], _buttons(parameters), photo
            return self._message(bubble)
        return True

    def _message(self, bubble: Bubble) -> dict[str, Any]:
        chat = {"id": bubble.chat_id, "type": "private"}
        return {"message_id": bubble.message_id, "date": 0, "chat": chat, "from": BOT, "text": bubble.written}

    def _bubble(self, message_id: int) -> Bubble | None:
        return next((bubble for bubble in self.bubbles if bubble.message_id == message_id), None)

    def sent(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of each call of a method."""
        return [parameters for name, parameters in self.calls if name == method]


def _failed(failure: Failure) -> tuple[int, bytes]:
    if isinstance(failure, TelegramError):
        raise failure
    status, body = failure
    return status, json.dumps({"ok": False, "error_code": status} | body).encode()


def _buttons(parameters: dict[str, Any]) -> dict[str, str]:
    markup = parameters.get("reply_markup") or {}
    return {each["text"]: _aim(each) for row in markup.get("inline_keyboard", []) for each in row}


def _aim(button: dict[str, Any]) -> str:
    """Return what a press sends, or where the button leads."""
    return str(button.get("callback_data") or button.get("url") or button["web_app"]["url"])


_update_ids = count(1)


class Chat:
    """One person's private chat. `wire` may be shared to see what several people get."""

    def __init__(self, person_id: int, name: str, wire: Wire | None = None) -> None:
        self.wire = wire or Wire()
        self.person = {"id": person_id, "is_bot": False, "first_name": name}
        self.id = person_id

    @property
    def bubbles(self) -> list[Bubble]:
        return [bubble for bubble in self.wire.bubbles if bubble.chat_id == self.id]

    @property
    def last(self) -> str:
        """The text of the newest message in this chat."""
        return self.bubbles[-1].text

    def message(self, text: str | None = None, **more: Any) -> dict[str, Any]:
        """Make an update with a message; `more` are further fields of the message."""
        sent_at: datetime = more.pop("sent_at", timezone.now())
        body = {
            "message_id": 1,
            "date": int(sent_at.timestamp()),
            "chat": {"id": self.id, "type": "private"},
            "from": self.person,
        }
        return {"update_id": next(_update_ids), "message": body | ({"text": text} if text else {}) | more}

    def press(self, data: str, message_id: int = 1) -> dict[str, Any]:
        """Make an update with a button press, of a button that need not exist."""
        message = {"message_id": message_id, "date": 1, "chat": {"id": self.id, "type": "private"}, "from": BOT}
        if any(bubble.photo for bubble in self.bubbles if bubble.message_id == message_id):
            message["photo"] = [{"file_id": "f", "file_unique_id": "u", "width": 90, "height": 60}]
        query = {"id": "77", "from": self.person, "chat_instance": "1", "data": data, "message": message}
        return {"update_id": next(_update_ids), "callback_query": query}

    def says(self, text: str | None = None, **more: Any) -> str:
        """Send a message and return the answer ("" when there is none)."""
        return self.brings(self.message(text, **more))

    def presses(self, label: str) -> str:
        """Press a button of the newest message that has it, and return what that message says then."""
        bubble = self.card(label)
        self.brings(self.press(bubble.buttons[label], bubble.message_id))
        return bubble.text

    def card(self, label: str) -> Bubble:
        """Return the newest message that has this button."""
        return next(bubble for bubble in reversed(self.bubbles) if label in bubble.buttons)

    def brings(self, *updates: dict[str, Any]) -> str:
        """Have updates accepted and handled, all at once; return the newest answer ("" when there is none)."""
        accepted = [known for update in updates if (known := inbox.accept(update)) and known.has_turn]
        return self.handled(*(known.payload for known in accepted))

    def handled(self, *payloads: dict[str, Any]) -> str:
        """Have updates handled that are in the inbox already; return the newest answer ("" when there is none)."""
        before = len(self.bubbles)
        async_to_sync(self._handle)(payloads)
        return self.last if len(self.bubbles) > before else ""

    async def _handle(self, payloads: tuple[dict[str, Any], ...]) -> None:
        bot = ExtBot("4242424242:test", request=self.wire, get_updates_request=Wire())
        works: list[asyncio.Task[None]] = []

        def take(payload: dict[str, Any]) -> None:
            update = Update.de_json(payload, bot)
            processor.in_hand[update.update_id] = self.id
            works.append(asyncio.create_task(processor.process_update(update, application.process_update(update))))

        processor = ChatProcessor(lambda accepted: take(accepted.payload))
        application = build_application(bot, processor)
        async with application:
            for payload in payloads:
                take(payload)
            while works:
                in_hand, works[:] = list(works), []
                await asyncio.gather(*in_hand)
                await processor.shutdown()  # closes them, and takes what waits behind them
