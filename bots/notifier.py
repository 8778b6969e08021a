"""Notifications on their way to Telegram: one plain call each, outside the bot's event loop.

When and how often is the outbox's business; here a call is made, and its answer put into the outbox's words.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from telegram import InlineKeyboardMarkup

from alerts.sender import Busy, DeliveryFailure, Message, Moved, Refused, Unclear, Unreachable
from bots.messages import render, split, without_markup
from bots.sending_pace import wait_behind_answers
from bots.told_buttons import told_buttons
from esther_site.lib.service_health import Service, watched
from tokens.models import NATIVE_ADDRESS
from tokens.spoken import clean
from trading.time_zones import zone_named

__all__ = ["send"]

TIMEOUTS: Final = (3, 10)  # seconds to connect, and to answer
DEFAULT_WAIT: Final = timedelta(seconds=5)
_CONNECTIONS: Final = 8
_BUNDLE: Final = "alerts_fired"
_GONE: Final = (
    "chat not found",
    "user is deactivated",
    "bot was kicked",
    "bot was blocked",
    "user not found",
    "have no rights to send",
)
_NUMBERS: Final = (
    "threshold",
    "usd",
    "moved_percent",
    "later_usd",
    "trigger_usd",
    "trail_percent",
    "reached_usd",
    "gave",
    "got",
    "gas_usd",
    "total_usd",
    "gain_usd",
    "gain_percent",
    "best_usd",
    "worst_usd",
)
_NAMES: Final = (
    "symbol",
    "chain",
    "note",
    "currency",
    "gave_symbol",
    "got_symbol",
    "reason",
    "best_symbol",
    "worst_symbol",
)
_MOMENTS: Final = ("at", "crossed_at", "away_from", "away_until")
_DAYS: Final = ("start", "end")

Answer = dict[str, Any]


def send(chat_id: int, messages: list[Message], *, silent: bool) -> None:
    """Send the messages as one. Raises a DeliveryFailure (`alerts.sender`) unless Telegram accepted it."""
    *earlier, last = split(_text(messages))
    for part in earlier:
        _send_part(chat_id, part, silent=silent)
    _send_part(chat_id, last, silent=silent, keyboard=_keyboard(messages))


def _text(messages: list[Message]) -> str:
    shown = [_shown(message.data, zone=message.zone) for message in messages]
    if len(messages) == 1:
        return render(messages[0].template, {**shown[0], "zone": messages[0].zone})
    return render(_BUNDLE, {"alerts": shown, "zone": messages[0].zone})


def _shown(data: dict[str, Any], *, zone: str) -> dict[str, Any]:
    """Return the data with numbers and moments as such, and with names that hide nothing."""
    there = zone_named(zone)
    numbers = {name: Decimal(str(data[name])) for name in _NUMBERS if data.get(name)}
    names = {name: clean(data[name]) for name in _NAMES if data.get(name)}
    moments = {name: datetime.fromisoformat(data[name]).astimezone(there) for name in _MOMENTS if data.get(name)}
    days = {name: date.fromisoformat(data[name]) for name in _DAYS if data.get(name)}
    return {**data, **numbers, **names, **moments, **days, "is_native": data.get("address") == NATIVE_ADDRESS}


def _keyboard(messages: list[Message]) -> InlineKeyboardMarkup | None:
    """Return the buttons under the news of an order, which always come alone."""
    return told_buttons(messages[0].template, messages[0].data) if len(messages) == 1 else None


def _send_part(chat_id: int, text: str, *, silent: bool, keyboard: InlineKeyboardMarkup | None = None) -> None:
    message: dict[str, Any] = {
        "chat_id": chat_id,
        "link_preview_options": {"is_disabled": True},
        "disable_notification": silent,
    }
    if keyboard is not None:
        message["reply_markup"] = keyboard.to_dict()
    if not wait_behind_answers(chat_id):
        raise DeliveryFailure("No turn to send came free.")
    with watched(Service.TELEGRAM, Unclear):
        answer = _call({**message, "text": text, "parse_mode": "HTML"})
        if _is_unreadable(answer):
            answer = _call({**message, "text": without_markup(text)})
        if answer.get("ok") is not True:
            raise _failure(answer)


def _call(message: dict[str, Any]) -> Answer:
    """Call sendMessage (https://core.telegram.org/bots/api#sendmessage). Raises Unclear without an answer.

    What `requests` raises names the URL, and with it the bot's token: it goes no further.
    """
    url = f"{settings.TELEGRAM_API_BASE_URL.rstrip('/')}/bot{settings.TELEGRAM_BOT_TOKEN}/sendMessage"
    try:
        with _session().post(url, json=message, timeout=TIMEOUTS, allow_redirects=False) as response:
            answer = response.json()
    except ValueError:
        raise Unclear("Telegram's answer could not be read.") from None
    except requests.RequestException:
        raise Unclear("Telegram did not answer.") from None
    if not isinstance(answer, dict):
        raise Unclear("Telegram's answer could not be read.")
    return answer


def _is_unreadable(answer: Answer) -> bool:
    return answer.get("error_code") == 400 and "parse" in _description(answer)


def _failure(answer: Answer) -> DeliveryFailure:
    """Say what a refusal means (https://core.telegram.org/bots/api#responseparameters)."""
    code, description = answer.get("error_code"), _description(answer)
    parameters = answer.get("parameters") or {}
    if code == 429:
        seconds = parameters.get("retry_after")
        return Busy(timedelta(seconds=seconds) if seconds else DEFAULT_WAIT)
    if "migrate_to_chat_id" in parameters:
        return Moved(int(parameters["migrate_to_chat_id"]))
    if code == 403 or (code == 400 and any(words in description for words in _GONE)):
        return Unreachable(description)
    return Refused(description) if code == 400 else Unclear(f"{code}: {description}")


def _description(answer: Answer) -> str:
    return str(answer.get("description", "")).lower()


@lru_cache(maxsize=1)
def _session() -> requests.Session:
    session = requests.Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(pool_maxsize=_CONNECTIONS))
    return session
