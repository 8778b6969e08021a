from __future__ import annotations

import pytest

from sandbox.telegram.errors import BotApiError
from sandbox.telegram.pacing import Pacing


def test_the_second_message_within_a_second_must_wait() -> None:
    pacing = Pacing()
    pacing.admit(1, now=100.0)

    with pytest.raises(BotApiError) as refusal:
        pacing.admit(1, now=100.4)

    assert refusal.value.as_json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }


def test_the_thirty_first_message_of_a_second_must_wait() -> None:
    pacing = Pacing()
    for chat in range(30):
        pacing.admit(chat, now=100.0)

    with pytest.raises(BotApiError):
        pacing.admit(31, now=100.9)
    pacing.admit(31, now=101.0)


def test_a_second_later_the_chat_is_free_again() -> None:
    pacing = Pacing()

    pacing.admit(1, now=100.0)
    pacing.admit(1, now=101.0)
