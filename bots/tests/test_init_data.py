"""Who opened a Mini App is believed when Telegram signed it a moment ago, and never else."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from bots.init_data import telegram_id_in
from esther_site.lib.errors import UserError

TOKEN = "4242424242:canary-bot-token-that-must-not-be-logged"
NOW = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)


def signed(token: str = TOKEN, *, at: datetime = NOW, user: Any = None, **more: str) -> str:
    """Make what Telegram hands to a Mini App, the way its manual says."""
    fields = {
        "auth_date": str(int(at.timestamp())),
        "query_id": "AAHdF6IQAAAAAN0XohDhrOrc",
        "signature": "third-party-signature",
        "user": json.dumps({"id": 1001, "first_name": "Ålice & Bob"} if user is None else user),
    } | more
    text = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return urlencode(fields | {"hash": hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()})


def refused(init_data: str, *, now: datetime = NOW) -> str:
    with pytest.raises(UserError) as caught:
        telegram_id_in(init_data, bot_token=TOKEN, now=now)
    return caught.value.message


@pytest.mark.parametrize(
    "init_data",
    [
        "",
        "nonsense",
        "user=%ff&hash=x",
        signed("1:another-bot"),
        signed() + "0",
        signed().replace("1001", "1002"),
        signed().split("&hash=")[0],
        signed().split("&hash=")[0] + "&hash=",
        signed() + "&user=%7B%22id%22%3A1002%7D",
        signed() + "&hash=" + "0" * 64,
        signed(user=[]),
        signed(user={}),
        signed(user={"id": True}),
        signed(user={"id": "1001"}),
        signed(user="1001"),
        signed(filler="x" * 9000),
    ],
)
def test_what_telegram_did_not_sign_is_refused(init_data: str) -> None:
    assert refused(init_data).startswith("Telegram did not confirm who you are.")


@pytest.mark.parametrize("age", [timedelta(minutes=10, seconds=1), timedelta(days=1), -timedelta(minutes=2)])
def test_what_was_signed_at_another_time_is_refused(age: timedelta) -> None:
    assert refused(signed(at=NOW - age)).startswith("This page was opened too long ago.")


@pytest.mark.parametrize("date", ["", "-1", "1e9", "９", "9" * 40])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    assert refused(signed(auth_date=date)).startswith("This page was opened too long ago.")


@pytest.mark.parametrize("age", [timedelta(), timedelta(minutes=10), -timedelta(seconds=30)])
def test_what_telegram_signed_just_now_is_believed(age: timedelta) -> None:
    assert telegram_id_in(signed(at=NOW - age), bot_token=TOKEN, now=NOW) == 1001
