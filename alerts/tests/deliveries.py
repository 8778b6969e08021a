"""Short words for what the tests of delivery say again and again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import count
from typing import Any

import responses
from django.conf import settings
from requests import PreparedRequest

from alerts.models import Notification
from trading.models import User

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
URL = f"{settings.TELEGRAM_API_BASE_URL}/bot{settings.TELEGRAM_BOT_TOKEN}/sendMessage"
ACCEPTED = (200, {"ok": True, "result": {"message_id": 1}})
BLOCKED = (403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"})

Reply = tuple[int, dict[str, Any]] | Exception

_numbers = count(1)


def person(telegram_id: int, **settings: Any) -> User:
    return User.objects.create(
        username=f"telegram-{telegram_id}", telegram_id=telegram_id, status=User.Status.ACTIVE, **settings
    )


def fired(handle: str) -> dict[str, Any]:
    """Return the data of an alert that fired."""
    return {
        "handle": handle,
        "kind": "price",
        "symbol": "ETH",
        "chain": "Ethereum",
        "address": "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
        "direction": "above",
        "threshold": "3000",
        "usd": "3012.5",
        "at": NOW.isoformat(),
        "note": "",
    }


def notify(user: User, handle: str = "", **fields: Any) -> Notification:
    """Put an alert into the outbox."""
    number = next(_numbers)
    given = {"template": "alert_fired", "not_before": NOW, "created_at": NOW, **fields}
    return Notification.objects.create(
        dedupe_key=f"alert:{number}", user=user, data=fired(handle or f"alert{number}"), **given
    )


def told(user: User) -> Notification:
    """Put something that is never bundled into the outbox: each is a message of its own."""
    return notify(user, template="help")


def now_is(row: Notification) -> Notification:
    return Notification.objects.get(pk=row.pk)


class Telegram:
    """The answers of sendMessage, one after the other, and then acceptance."""

    def __init__(self, mock: responses.RequestsMock) -> None:
        self.replies: list[Reply] = []
        self.calls: list[dict[str, Any]] = []
        self.accepted: list[str] = []
        mock.add_callback(responses.POST, URL, callback=self._answer)

    @property
    def texts(self) -> list[str]:
        return [call["text"] for call in self.calls]

    def _answer(self, request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        self.calls.append(json.loads(request.body or b""))
        reply = self.replies.pop(0) if self.replies else ACCEPTED
        if isinstance(reply, Exception):
            raise reply
        if reply is ACCEPTED:
            self.accepted.append(self.calls[-1]["text"])
        return reply[0], {}, json.dumps(reply[1])


def refusal(code: int, description: str, **parameters: int) -> Reply:
    return code, {"ok": False, "error_code": code, "description": description, "parameters": parameters}
