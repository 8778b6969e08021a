"""Messages as Telegram brings them to any of several serving processes, and what their inbox says afterwards."""

from __future__ import annotations

import ast
import json
import time
from dataclasses import dataclass
from typing import Any, Final

import requests

from tests.counterparts import Counterparts
from tests.serving import Environment, Server, environment, shell

__all__ = ["SECRET", "Row", "deliver", "inbox_of", "settings"]

SECRET: Final = "messaging-webhook-secret"

_ROWS: Final = """
from bots.models import InboxUpdate
def seconds(moment):
    return moment and moment.timestamp()
for row in InboxUpdate.objects.order_by("begun_at", "pk"):
    print([row.pk, row.chat_id, row.attempts, *map(seconds, (row.received_at, row.begun_at, row.done_at))])
"""


@dataclass(frozen=True)
class Row:
    """An update as it stands in the inbox; moments are seconds since 1970."""

    update_id: int
    chat_id: int
    attempts: int
    received_at: float
    begun_at: float | None
    done_at: float | None


def settings(database_url: str, world: Counterparts, **more: str) -> Environment:
    """Return the settings of a serving process that takes in whoever writes, as fast as they do."""
    return environment(
        database_url,
        ALLOWED_HOSTS="127.0.0.1",
        SECRET_KEY="a-secret-key-for-tests-only-0123456789-abcdefghij",
        WEBHOOK_SECRET=SECRET,
        TELEGRAM_BOT_TOKEN="42:messaging",
        TELEGRAM_MESSAGES_PER_SECOND="0",
        OPEN_REGISTRATION="True",
        **world.settings,
        **more,
    )


def deliver(server: Server, update_id: int, *, chat_id: int, text: str = "/help") -> None:
    """Bring a message of a person."""
    person = {"id": chat_id, "is_bot": False, "first_name": "Alice"}
    chat = {"id": chat_id, "type": "private"}
    message: dict[str, Any] = {"message_id": 1, "date": int(time.time()), "chat": chat, "from": person, "text": text}
    answer = requests.post(
        f"{server.url}/webhook",
        data=json.dumps({"update_id": update_id, "message": message}),
        headers={"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"},
        timeout=20,
    )
    assert answer.status_code == 200


def inbox_of(env: Environment) -> list[Row]:
    """Return the inbox, in the order in which its updates were last begun."""
    return [Row(*ast.literal_eval(line)) for line in shell(env, _ROWS).splitlines()]
