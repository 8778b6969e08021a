"""What the chat page needs to know since it last asked."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings

from sandbox.telegram.methods.profile import commands_for
from sandbox.telegram.state import Telegram
from sandbox.telegram.world import Json, Message, Person

__all__ = ["snapshot"]

POLLER_PRESENT_SECONDS = 60


def snapshot(telegram: Telegram, person_id: int, *, since: int) -> Json:
    """Return only the version while nothing changed, else one person's view, with the messages changed since.

    `ids` lists every message that still exists: what is not in it was deleted.
    """
    with telegram.changed:
        world = telegram.world
        online = _is_online(telegram)
        if world.version == since:
            return {"version": since, "online": online}
        person = world.person(person_id) or world.people[0]
        return {
            "version": world.version,
            "online": online,
            "person": person.id,
            "blocked": person.blocked_bot,
            "people": [_person(p) for p in world.people],
            "ids": [message.id for message in person.messages],
            "messages": [_message(person, m) for m in person.messages if m.version > since],
            "answers": [vars(q) for q in person.questions if q.answered and q.version > since],
            "typing_ms": max(0, round((person.typing_until - time.time()) * 1000)),
            "commands": commands_for(world, person),
            "pacing": world.pacing,
            "delivery": _delivery(telegram),
        }


def _is_online(telegram: Telegram) -> bool:
    webhook = telegram.world.webhook
    if webhook.url:
        return not webhook.failing
    return bool(telegram.polled_at) and time.monotonic() - telegram.polled_at < POLLER_PRESENT_SECONDS


def _delivery(telegram: Telegram) -> str:
    webhook, waiting = telegram.world.webhook, len(telegram.world.updates)
    way = "by webhook" if webhook.url else "by polling"
    problem = f" Last error: {webhook.last_error}." if webhook.failing else ""
    return f"Updates go out {way}; {waiting or 'none'} waiting.{problem}"


def _person(person: Person) -> Json:
    last = person.messages[-1] if person.messages else None
    return {
        "id": person.id,
        "name": person.first_name,
        "is_operator": person.id in settings.TELEGRAM_ADMIN_IDS,
        "last": last.id if last else 0,
        "last_by_bot": bool(last and last.by_bot),
        "preview": _preview(last)[:80] if last else "",
    }


def _message(person: Person, message: Message) -> Json:
    original = person.message(message.reply_to) if message.reply_to else None
    data: dict[str, Any] = vars(message) | {
        "photo": None,
        "document": None,
        "reply_to": original and _preview(original)[:80],
    }
    if message.photo:
        photo = message.photo
        data["photo"] = {"url": f"/sandbox/chat/photo/{photo.file_id}", "width": photo.width, "height": photo.height}
    if message.document:
        file = message.document
        data["document"] = {"url": f"/sandbox/chat/document/{file.file_id}", "name": file.name, "size": file.size}
    return data


def _preview(message: Message) -> str:
    return message.text or (message.document.name if message.document else "Photo")
