from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from pytest_django import Settings
from telegram.error import BadRequest, Forbidden, NetworkError, TimedOut

from bots.models import InboxUpdate
from bots.registry import COMMANDS
from bots.tests.chat import Chat
from tokens.models import Token
from trading.models import Swap, User

pytestmark = pytest.mark.django_db

TEXT_ONLY = "I read text only. Send /help to see what I can do."
APOLOGY = re.compile(r"⚠️ <b>Something went wrong on my side\.</b>\nPlease try again in a moment; if it stays,")

PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
STICKER = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "is_animated": False, "is_video": False}
POLL = {
    "id": "1",
    "question": "buy?",
    "options": [{"text": "buy 1 eth", "voter_count": 0, "persistent_id": "1"}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What Esther's own log handler writes."""
    console = next(handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler)
    stream = io.StringIO()
    monkeypatch.setattr(console, "stream", stream)
    return stream


@pytest.mark.parametrize(
    "content",
    [
        {"photo": PHOTO, "caption": "buy 0.1 eth"},
        {"sticker": STICKER | {"type": "regular"}},
        {"location": {"latitude": 1, "longitude": 1}},
        {"contact": {"phone_number": "1", "first_name": "Bob"}},
        {"poll": POLL},
        {"dice": {"emoji": "🎲", "value": 6}},
        {"new_chat_title": "x"},
        {},
    ],
)
def test_it_says_that_it_reads_text_only(alice: Chat, content: dict[str, Any]) -> None:
    assert alice.says(**content) == TEXT_ONLY


def test_it_does_not_act_on_forwarded_words(alice: Chat) -> None:
    origin = {"type": "user", "date": 1, "sender_user": {"id": 2, "is_bot": False, "first_name": "Bob"}}
    answer = alice.says("buy 0.1 eth with usdc", forward_origin=origin)

    assert (answer, Swap.objects.count()) == ("I do not act on forwarded messages. Say it in your own words.", 0)


@pytest.mark.parametrize("text", ["buy 0.1 eth", "/sell 5 usdc for eth", "swap 5 usdc to eth", "/paper reset"])
def test_a_wish_to_move_money_that_comes_too_late_is_refused(alice: Chat, text: str) -> None:
    answer = alice.says(text, sent_at=timezone.now() - timedelta(minutes=2, seconds=2))

    assert answer == "This message reached me too late to act on it. Nothing was done: please send it again."
    assert not Swap.objects.exists()


@pytest.mark.parametrize("text", ["/nope", "/", "/buy0.1", "/ＢＵＹ 1 eth", "//price eth", "/buy@"])
def test_an_unknown_command_is_answered(alice: Chat, text: str) -> None:
    known = ("I do not know that command. Send /help to see what I can do.", "Which token would you like to buy?")

    assert alice.says(text).startswith(known)


@pytest.mark.parametrize("text", ["lorem ipsum", "buy?", "🚀🚀🚀", "lorem " * 600, "\x00\ud800", "[removed", "؟"])
def test_what_is_not_understood_changes_nothing(alice: Chat, text: str) -> None:
    assert alice.says(text).startswith("I am not sure what you want, so I did nothing.")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_answers_without_arguments(alice: Chat, name: str) -> None:
    answer = alice.says(f"/{name}")

    assert answer
    assert not APOLOGY.search(answer)


@pytest.mark.parametrize(
    "junk", ["x" * 80, "1 2 3 4 5 6", "<b>&amp;", "'; DROP TABLE", "\x00\u202e", "-1e999 % $", "?"]
)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_answers_to_junk(alice: Chat, name: str, junk: str) -> None:
    answer = alice.says(f"/{name} {junk}")

    assert answer
    assert not APOLOGY.search(answer)
    assert not Swap.objects.exists()


@pytest.mark.parametrize(
    "text", ["/price eth", "/PRICE eth", "/price@esther_bot eth", "/price\neth", "/price\t eth ", "Price ETH"]
)
def test_a_command_means_the_same_however_it_is_written(alice: Chat, text: str) -> None:
    assert alice.says(text).startswith("<b>ETH</b>  $")


def test_junk_behind_a_command_is_answered_with_its_examples(alice: Chat) -> None:
    usage = "I did not understand that. Write it like “buy 0.1 ETH with USDC” or “buy $100 of LINK”"

    assert alice.says("/buy low sell high").startswith(usage)
    assert alice.says("/buy price eth").startswith(usage)
    assert alice.says("/wallets of bob") == "Send just /wallets."


@pytest.mark.parametrize("data", ["", "nope", ":", "nope:1:2", "confirm2:x", "x" * 64, "\x00", "__init__"])
def test_a_button_nobody_knows_is_answered_and_released(alice: Chat, data: str) -> None:
    answer = alice.brings(alice.press(data))

    assert answer == "This button is from an older version. Ask again for a fresh one."
    assert len(alice.wire.sent("answerCallbackQuery")) == 1


@pytest.mark.parametrize("verb", ["confirm", "cancel", "refresh", "answer", "price", "slippage", "approve", "refuse"])
@pytest.mark.parametrize("arguments", ["", ":", ":x", ":x:y:z", ":%", ":" + "9" * 50, "::"])
def test_every_button_stands_any_arguments(alice: Chat, verb: str, arguments: str) -> None:
    answer = alice.brings(alice.press(verb + arguments))

    assert answer
    assert not APOLOGY.search(answer)
    assert len(alice.wire.sent("answerCallbackQuery")) == 1


def test_a_press_too_old_to_be_released_is_still_carried_out(alice: Chat) -> None:
    alice.wire.failures["answerCallbackQuery"] = [BadRequest("query is too old")]

    assert alice.brings(alice.press("help")).startswith("<b>What you can say</b>")


def test_a_bug_is_apologised_for_with_an_id_that_is_in_the_log(alice: Chat, log: io.StringIO) -> None:
    alice.says("hi")
    Token.objects.filter(symbol="USDC").update(symbol="GONE")  # the cash of every paper wallet
    assert APOLOGY.match(alice.says("/paper reset"))
    failure_id = alice.bubbles[-1].failure_id

    assert f"failure {failure_id}: DoesNotExist for user {User.objects.get().pk} in /paper: a bug" in log.getvalue()
    assert "DoesNotExist" in log.getvalue()
    assert InboxUpdate.objects.filter(done_at=None).count() == 0


def test_a_lost_database_is_apologised_for(alice: Chat, log: io.StringIO) -> None:
    failures = [OperationalError("could not connect to postgres://esther:hunter2@db")]

    def away_at_first(execute: Callable[..., Any], *call: Any) -> Any:
        if failures:
            raise failures.pop()
        return execute(*call)

    update = alice.message("/portfolio")
    with connection.execute_wrapper(away_at_first):
        answer = alice.handled(update)

    assert APOLOGY.match(answer)
    assert "hunter2" not in log.getvalue()


@pytest.mark.parametrize(
    "failure",
    [
        NetworkError("httpx.ConnectError: https://api.telegram.org/bot{token}/sendMessage"),
        BadRequest("Not Found: /bot{token}/sendMessage"),
        TimedOut("https://api.telegram.org/bot{token}/sendMessage"),
    ],
)
def test_neither_token_nor_secret_is_ever_logged(
    alice: Chat, settings: Settings, log: io.StringIO, waits: list[float], failure: NetworkError
) -> None:
    text = failure.message.format(token=settings.TELEGRAM_BOT_TOKEN)
    alice.wire.failures["sendMessage"] = [type(failure)(text) for _ in range(9)]
    alice.says("my key is 0x" + "4c0883a6" * 8)
    alice.says("hi")

    assert "sendMessage" in log.getvalue()
    assert settings.TELEGRAM_BOT_TOKEN.partition(":")[2] not in log.getvalue()
    assert "4c0883a6" not in log.getvalue()


def test_who_blocked_the_bot_is_no_failure(alice: Chat, log: io.StringIO) -> None:
    alice.wire.failures["sendMessage"] = [Forbidden("bot was blocked by the user")]
    alice.says("hi")

    assert "chat 1 does not accept messages" in log.getvalue()
    assert "error" not in log.getvalue().lower()


def test_an_answer_is_shown_to_the_one_who_asked(alice: Chat) -> None:
    bob = Chat(2, "Bob", alice.wire)
    alice.says("price eth")

    assert (bob.says("/history"), len(alice.bubbles), len(bob.bubbles)) == (bob.last, 1, 1)
    assert User.objects.count() == 2
