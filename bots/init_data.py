"""What a Telegram Mini App says about who opened it, believed only when Telegram signed it.

https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl

from esther_site.lib.errors import UserError

__all__ = ["telegram_id_in"]

MAX_AGE: Final = timedelta(minutes=10)
_CLOCK_SKEW: Final = timedelta(minutes=1)
_LONGEST: Final = 8192
_NOT_BELIEVED: Final = "Telegram did not confirm who you are. Open the page again, with the button in the chat."
_TOO_OLD: Final = "This page was opened too long ago. Open it again, with the button in the chat."


def telegram_id_in(init_data: str, *, bot_token: str, now: datetime) -> int:
    """Return the Telegram id of who opened the Mini App. Raises UserError unless Telegram signed it just now."""
    fields = _fields(init_data)
    signed = fields.pop("hash", "")
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac.digest(b"WebAppData", bot_token.encode(), hashlib.sha256)
    expected = hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signed.encode(), expected.encode()):
        raise UserError(_NOT_BELIEVED)
    age = now.timestamp() - _number(fields.get("auth_date"))
    if not -_CLOCK_SKEW.total_seconds() <= age <= MAX_AGE.total_seconds():
        raise UserError(_TOO_OLD)
    return _user_id(fields.get("user", ""))


def _fields(init_data: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(init_data, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=30)
    except ValueError:
        raise UserError(_NOT_BELIEVED) from None
    fields = dict(pairs)
    if len(init_data) > _LONGEST or len(fields) != len(pairs):  # which of two is meant must not be a question
        raise UserError(_NOT_BELIEVED)
    return fields


def _user_id(text: str) -> int:
    try:
        user: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise UserError(_NOT_BELIEVED) from None
    user_id = user.get("id") if isinstance(user, dict) else None
    if type(user_id) is not int:
        raise UserError(_NOT_BELIEVED)
    return user_id


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 12 else 0
