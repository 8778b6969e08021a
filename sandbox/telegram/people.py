"""What people do in Telegram: write, press buttons, block the bot. Each becomes an update for the bot."""

from __future__ import annotations

import secrets
import time

from sandbox.telegram.markup import FormattedText
from sandbox.telegram.state import Telegram
from sandbox.telegram.texts import MAX_TEXT_LENGTH, with_found_entities
from sandbox.telegram.wire import bot_json, chat_json, message_json, user_json
from sandbox.telegram.world import QUESTIONS_KEPT, Message, Person, Question

__all__ = ["UnknownPlace", "add_person", "press", "say", "set_blocked"]


class UnknownPlace(LookupError):
    """There is no such person or message."""


def say(telegram: Telegram, person_id: int, text: str) -> list[Message]:
    """Send a person's text, in pieces of 4096 as Telegram's apps do; white space alone sends nothing.

    Raises:
        UnknownPlace: nobody has this id.
    """
    text, now = text.strip(), time.time()
    pieces = [text[start : start + MAX_TEXT_LENGTH] for start in range(0, len(text), MAX_TEXT_LENGTH)]
    with telegram.changing():
        person = _person(telegram, person_id)
        _set_blocked(telegram, person, blocked=False)
        person.started = True
        return [_say(telegram, person, piece, now=now) for piece in pieces]


def press(telegram: Telegram, person_id: int, message_id: int, data: str) -> Question:
    """Press a button. As in Telegram, nothing proves that the message carries such a button.

    Raises:
        UnknownPlace: there is no such message in the person's chat.
    """
    with telegram.changing():
        person = _person(telegram, person_id)
        message = person.message(message_id)
        if message is None:
            raise UnknownPlace(f"there is no message {message_id}")
        question = Question(str(secrets.randbits(62)), message_id, asked_at=time.time())
        person.questions = [*person.questions[1 - QUESTIONS_KEPT :], question]
        content = {
            "id": question.id,
            "from": user_json(person),
            "message": message_json(person, message),
            "chat_instance": str(-person.id * 7919),
            "data": data,
        }
        telegram.queue("callback_query", content, now=question.asked_at)
        return question


def set_blocked(telegram: Telegram, person_id: int, *, blocked: bool) -> None:
    """Let a person block or unblock the bot.

    Raises:
        UnknownPlace: nobody has this id.
    """
    with telegram.changing():
        _set_blocked(telegram, _person(telegram, person_id), blocked=blocked)


def add_person(telegram: Telegram, first_name: str) -> Person:
    """Let somebody new sign up with Telegram."""
    with telegram.changing() as world:
        person = Person(world.next_person_id, first_name)
        world.next_person_id += 1
        world.people.append(person)
        return person


def _say(telegram: Telegram, person: Person, text: str, *, now: float) -> Message:
    formatted = with_found_entities(FormattedText(text))
    message = Message(0, by_bot=False, sent_at=int(now), text=text, entities=formatted.entities)
    telegram.world.post(person, message)
    telegram.queue("message", message_json(person, message), now=now)
    return message


def _set_blocked(telegram: Telegram, person: Person, *, blocked: bool) -> None:
    if person.blocked_bot == blocked:
        return
    person.blocked_bot = blocked
    now = time.time()
    away, here = {"user": bot_json(), "status": "kicked", "until_date": 0}, {"user": bot_json(), "status": "member"}
    content = {
        "chat": chat_json(person),
        "from": user_json(person),
        "date": int(now),
        "old_chat_member": here if blocked else away,
        "new_chat_member": away if blocked else here,
    }
    telegram.queue("my_chat_member", content, now=now)


def _person(telegram: Telegram, person_id: int) -> Person:
    person = telegram.world.person(person_id)
    if person is None:
        raise UnknownPlace(f"there is nobody with the id {person_id}")
    return person
