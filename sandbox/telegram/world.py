"""What the stand-in Telegram remembers, as plain data that goes to JSON and back."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "Document",
    "Json",
    "Message",
    "PendingUpdate",
    "Person",
    "Photo",
    "Question",
    "Webhook",
    "World",
    "world_from_json",
]

Json = dict[str, Any]

MESSAGES_KEPT = 500
QUESTIONS_KEPT = 100
# After a crash the last moments are lost. Ids skip ahead on every start, so that none is ever used twice.
ID_GAP_AFTER_RESTART = 1000


@dataclass
class Photo:
    """A stored picture; `file_id` is also its file's name."""

    file_id: str
    width: int
    height: int
    size: int


@dataclass
class Document:
    """A stored file; `file_id` is also its file's name, `name` is what the person sees."""

    file_id: str
    name: str
    mime_type: str
    size: int


@dataclass
class Message:
    """One bubble. `text` is the caption of a file; offsets in `entities` count UTF-16 units, as in the Bot API."""

    id: int
    by_bot: bool
    sent_at: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    photo: Photo | None = None
    document: Document | None = None
    keyboard: list[list[Json]] = field(default_factory=list)
    reply_to: int | None = None
    edited_at: int | None = None
    version: int = 0


@dataclass
class Question:
    """A pressed button that waits for its answer (a callback query)."""

    id: str
    message_id: int
    asked_at: float
    answered: bool = False
    text: str = ""
    show_alert: bool = False
    version: int = 0


@dataclass
class Person:
    """Somebody who may talk to the bot, with their private chat; the chat's id is the person's."""

    id: int
    first_name: str
    username: str = ""
    started: bool = False
    blocked_bot: bool = False
    migrated_to: int | None = None
    typing_until: float = 0.0
    messages: list[Message] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def message(self, message_id: int) -> Message | None:
        """Return the message with this id, if it is still in the chat."""
        return next((m for m in reversed(self.messages) if m.id == message_id), None)


@dataclass
class PendingUpdate:
    """An update the bot has not confirmed yet."""

    id: int
    queued_at: float
    content: Json


@dataclass
class Webhook:
    """Where updates go; an empty `url` means that the bot polls."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: int = 0
    failing: bool = False


def _people() -> list[Person]:
    return [
        Person(1001, "Alice", "alice"),
        Person(1002, "Bob", "bob"),
        Person(9001, "Olivia", "olivia"),
    ]


@dataclass
class World:
    """Everything there is."""

    people: list[Person] = field(default_factory=_people)
    updates: list[PendingUpdate] = field(default_factory=list)
    allowed_updates: list[str] = field(default_factory=list)
    webhook: Webhook = field(default_factory=Webhook)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})
    pacing: bool = False
    # Ids start at the clock: a bot that remembers an earlier sandbox must not take new updates for old ones.
    next_update_id: int = field(default_factory=lambda: int(time.time()) - 1_000_000_000)
    next_message_id: int = 1
    next_person_id: int = 7_100_000_001
    version: int = 1

    def person(self, person_id: int) -> Person | None:
        """Return the person with this id."""
        return next((p for p in self.people if p.id == person_id), None)

    def touch(self) -> int:
        """Advance the version, which never goes back, not even over a restart."""
        self.version = max(self.version + 1, time.time_ns() // 1_000_000)
        return self.version

    def post(self, person: Person, message: Message) -> Message:
        """Put a message into a chat under the next id, and drop the oldest beyond the limit."""
        message.id = self.next_message_id
        message.version = self.touch()
        self.next_message_id += 1
        person.messages.append(message)
        del person.messages[:-MESSAGES_KEPT]
        return message

    def forget_people(self) -> None:
        """Empty every chat. Ids go on rising, and what the bot has set (webhook, commands) stays."""
        self.people = _people()
        self.updates.clear()


def world_from_json(data: Json) -> World:
    """Rebuild the world that `json.dumps(world, default=vars)` wrote.

    Raises:
        KeyError, TypeError: the data is of another shape.
    """
    world = World(
        **{
            **data,
            "people": [_person(p) for p in data["people"]],
            "updates": [PendingUpdate(**u) for u in data["updates"]],
            "webhook": Webhook(**data["webhook"]),
        }
    )
    world.next_update_id += ID_GAP_AFTER_RESTART
    world.next_message_id += ID_GAP_AFTER_RESTART
    return world


def _person(data: Json) -> Person:
    messages = [_message(message) for message in data["messages"]]
    questions = [Question(**question) for question in data["questions"]]
    return Person(**{**data, "messages": messages, "questions": questions})


def _message(data: Json) -> Message:
    photo, document = data["photo"], data.get("document")
    files = {"photo": Photo(**photo) if photo else None, "document": Document(**document) if document else None}
    return Message(**{**data, **files})
