from __future__ import annotations

import threading
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer
from telegram import Bot, BotCommand, BotCommandScopeChat, MenuButtonCommands, Update
from telegram.error import BadRequest, Conflict

from sandbox.telegram.people import UnknownPlace, press, say, set_blocked
from sandbox.telegram.running import telegram
from sandbox.tests.telegram_bot import ALICE, BOB, Talk, eventually, meet, talk

HOOK = "http://127.0.0.1:1/hook"


def test_polling_is_a_conflict_while_a_webhook_is_set(bot: Talk) -> None:
    bot(lambda b: b.set_webhook(HOOK))

    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        bot(lambda b: b.get_updates())


def test_of_two_pollers_the_earlier_gets_a_conflict(live_server: LiveServer) -> None:
    problems: list[Exception] = []

    def wait_long() -> None:
        try:
            talk(live_server.url, lambda b: b.get_updates(timeout=30))
        except Conflict as problem:
            problems.append(problem)

    first = threading.Thread(target=wait_long)
    first.start()
    eventually(lambda: telegram().poller == 1)
    talk(live_server.url, lambda b: b.get_updates(timeout=0))
    first.join(5)

    assert [str(problem) for problem in problems] == [
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    ]


def test_setting_a_webhook_ends_a_poll(live_server: LiveServer) -> None:
    problems: list[Exception] = []

    def wait_long() -> None:
        try:
            talk(live_server.url, lambda b: b.get_updates(timeout=30))
        except Conflict as problem:
            problems.append(problem)

    poll = threading.Thread(target=wait_long)
    poll.start()
    eventually(lambda: telegram().poller == 1)
    talk(live_server.url, lambda b: b.set_webhook(HOOK))
    poll.join(5)

    assert [str(problem) for problem in problems] == ["Conflict: terminated by setWebhook request"]


def test_a_long_poll_ends_as_soon_as_somebody_writes(live_server: LiveServer) -> None:
    received: list[Update] = []
    poll = threading.Thread(target=lambda: received.extend(talk(live_server.url, lambda b: b.get_updates(timeout=30))))
    poll.start()
    eventually(lambda: telegram().poller == 1)
    say(telegram(), ALICE, "/price eth on arbitrum")
    poll.join(5)

    message = received[0].message
    assert message is not None
    assert message.text == "/price eth on arbitrum"
    assert [(e.type, e.offset, e.length) for e in message.entities] == [("bot_command", 0, 6)]
    assert message.from_user is not None
    assert (message.from_user.id, message.from_user.first_name, message.from_user.is_bot) == (ALICE, "Alice", False)
    assert (message.chat.id, message.chat.type) == (ALICE, "private")


def test_updates_come_in_rising_order_and_stay_until_confirmed(bot: Talk) -> None:
    for text in ("one", "two", "three"):
        say(telegram(), ALICE, text)

    first = bot(lambda b: b.get_updates(limit=2))
    again = bot(lambda b: b.get_updates(limit=2))
    rest = bot(lambda b: b.get_updates(offset=first[-1].update_id + 1))
    newest = bot(lambda b: b.get_updates(offset=-1))

    assert [update.message.text for update in first] == ["one", "two"]
    assert [update.update_id for update in again] == [update.update_id for update in first]
    assert [update.message.text for update in rest] == ["three"]
    assert rest[0].update_id == first[-1].update_id + 1
    assert newest == rest


def test_a_pressed_button_is_an_update_with_sender_message_and_chat_instance(bot: Talk) -> None:
    meet(ALICE)
    message = bot(lambda b: b.send_message(ALICE, "press"))
    question = press(telegram(), ALICE, message.message_id, "go:1")

    query = bot(lambda b: b.get_updates())[0].callback_query

    assert (query.id, query.data, query.from_user.id) == (question.id, "go:1", ALICE)
    assert query.message.message_id == message.message_id
    assert query.chat_instance


def test_only_messages_of_the_own_chat_can_be_pressed(bot: Talk) -> None:
    meet(ALICE, BOB)
    message = bot(lambda b: b.send_message(ALICE, "press"))

    with pytest.raises(UnknownPlace):
        press(telegram(), BOB, message.message_id, "go:1")


def test_blocking_tells_the_bot(bot: Talk) -> None:
    meet(ALICE)
    set_blocked(telegram(), ALICE, blocked=True)
    say(telegram(), ALICE, "/start")

    blocked, unblocked, message = bot(lambda b: b.get_updates())

    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert unblocked.my_chat_member.new_chat_member.status == "member"
    assert message.message.text == "/start"


def test_unwanted_kinds_are_not_queued(bot: Talk) -> None:
    bot(lambda b: b.set_webhook(HOOK, allowed_updates=["callback_query"]))
    say(telegram(), ALICE, "nobody hears this")

    assert bot(lambda b: b.get_webhook_info()).pending_update_count == 0


def test_long_text_arrives_in_pieces_and_white_space_not_at_all(bot: Talk) -> None:
    say(telegram(), ALICE, "x" * 5000)
    say(telegram(), ALICE, "  \n ")

    assert [len(update.message.text) for update in bot(lambda b: b.get_updates())] == [4096, 904]


@pytest.mark.parametrize("url", ["ftp://example.com", "example.com", "https://"])
def test_a_webhook_needs_an_address(bot: Talk, url: str) -> None:
    with pytest.raises(BadRequest, match="Bad webhook"):
        bot(lambda b: b.set_webhook(url))


def test_a_secret_has_only_plain_characters(bot: Talk) -> None:
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        bot(lambda b: b.set_webhook(HOOK, secret_token="päss"))


def test_the_webhook_is_described_and_deleted(bot: Talk) -> None:
    bot(lambda b: b.set_webhook(HOOK, max_connections=7, allowed_updates=["message"], secret_token="s"))
    info = bot(lambda b: b.get_webhook_info())
    bot(lambda b: b.delete_webhook())
    after = bot(lambda b: b.get_webhook_info())

    assert (info.url, info.max_connections, info.allowed_updates) == (HOOK, 7, ("message",))
    assert after.url == ""


@pytest.mark.parametrize("method", ["set_webhook", "delete_webhook"])
def test_waiting_updates_can_be_dropped(bot: Talk, method: str) -> None:
    say(telegram(), ALICE, "old news")
    arguments: dict[str, Any] = {"url": HOOK} if method == "set_webhook" else {}

    bot(lambda b: getattr(b, method)(drop_pending_updates=True, **arguments))

    assert telegram().world.updates == []


def test_the_bot_introduces_itself(bot: Talk) -> None:
    me = bot(lambda b: b.get_me())

    assert (me.id, me.is_bot, me.first_name) == (4242424242, True, "Esther")


@pytest.mark.parametrize(
    ("command", "description", "reason"),
    [
        ("Price", "x", "Bot_command_invalid"),
        ("p" * 33, "x", "Bot_command_invalid"),
        ("price", "", "Bot_command_description_invalid"),
    ],
)
def test_it_refuses_a_broken_command(bot: Talk, command: str, description: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        bot(lambda b: b.set_my_commands([BotCommand(command, description)]))


def test_commands_are_kept_for_each_scope(bot: Talk) -> None:
    async def set_both(b: Bot) -> Any:
        await b.set_my_commands([("price", "What a token costs")])
        await b.set_my_commands([("approve", "Let somebody in")], scope=BotCommandScopeChat(ALICE))
        return await b.get_my_commands(), await b.get_my_commands(scope=BotCommandScopeChat(ALICE))

    everybody, alice = bot(set_both)

    assert [command.command for command in everybody] == ["price"]
    assert [command.command for command in alice] == ["approve"]


def test_the_menu_button_is_kept(bot: Talk) -> None:
    assert bot(lambda b: b.set_chat_menu_button(menu_button=MenuButtonCommands()))
    assert telegram().world.menu_button == {"type": "commands"}
