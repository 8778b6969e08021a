from __future__ import annotations

import math
from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from sandbox.telegram.people import press, set_blocked
from sandbox.telegram.running import telegram
from sandbox.tests.telegram_bot import ALICE, BOB, Talk, meet, png


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Message text is empty"),
        (" \n ", "Text must be non-empty"),
        ("<b></b>", "Text must be non-empty"),
        ("x" * 4097, "Message is too long"),
        ("<b>x", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
    ],
)
def test_it_refuses_a_text(bot: Talk, text: str, reason: str) -> None:
    meet(ALICE)

    with pytest.raises(BadRequest) as refusal:
        bot(lambda b: b.send_message(ALICE, text, parse_mode="HTML"))

    assert refusal.value.message == reason


def test_4096_characters_are_counted_after_parsing(bot: Talk) -> None:
    meet(ALICE)

    message = bot(lambda b: b.send_message(ALICE, f"<b>{'x' * 4095}</b>&lt;", parse_mode="HTML"))

    assert message.text == "x" * 4095 + "<"


@pytest.mark.parametrize("chat", [0, -1, BOB, "@nobody"])
def test_it_knows_only_chats_that_were_started(bot: Talk, chat: int | str) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        bot(lambda b: b.send_message(chat, "hello"))


def test_a_blocked_bot_may_not_write(bot: Talk) -> None:
    meet(ALICE)
    set_blocked(telegram(), ALICE, blocked=True)

    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        bot(lambda b: b.send_message(ALICE, "hello"))


def test_a_chat_that_moved_tells_where_to(bot: Talk) -> None:
    meet(ALICE)
    with telegram().changing() as world:
        world.people[0].migrated_to = -1001234

    with pytest.raises(ChatMigrated) as refusal:
        bot(lambda b: b.send_message(ALICE, "hello"))

    assert refusal.value.new_chat_id == -1001234


def test_pacing_allows_one_message_a_second_to_a_chat(bot: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    meet(ALICE, BOB)
    with telegram().changing() as world:
        world.pacing = True

    bot(lambda b: b.send_message(ALICE, "one"))
    bot(lambda b: b.send_message(BOB, "another chat is free"))
    with pytest.raises(RetryAfter) as refusal:
        bot(lambda b: b.send_message(ALICE, "two"))

    assert refusal.value.retry_after == timedelta(seconds=1)


@pytest.mark.parametrize("data", ["x" * 65, "é" * 33])
def test_callback_data_over_64_bytes_is_refused(bot: Talk, data: str) -> None:
    meet(ALICE)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data=data)]])

    with pytest.raises(BadRequest, match="Button_data_invalid"):
        bot(lambda b: b.send_message(ALICE, "press", reply_markup=keyboard))


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        (InlineKeyboardButton("Go"), "text buttons are unallowed in the inline keyboard"),
        (InlineKeyboardButton("Go", url="not-a-url"), "is invalid: Wrong HTTP URL"),
        (InlineKeyboardButton("Go", url="ftp://example.com"), "is invalid: Unsupported URL protocol"),
    ],
)
def test_it_refuses_a_broken_button(bot: Talk, button: InlineKeyboardButton, reason: str) -> None:
    meet(ALICE)

    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        bot(lambda b: b.send_message(ALICE, "press", reply_markup=InlineKeyboardMarkup([[button]])))


def test_other_keyboards_are_refused_instead_of_ignored(bot: Talk) -> None:
    meet(ALICE)

    with pytest.raises(BadRequest, match="inline keyboards only"):
        bot(lambda b: b.send_message(ALICE, "x", reply_markup=ReplyKeyboardMarkup([["A"]])))


def test_a_message_arrives_with_formatting_keyboard_and_reply(bot: Talk) -> None:
    meet(ALICE)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go:1")]])
    start = telegram().world.people[0].messages[0].id

    message: Message = bot(
        lambda b: b.send_message(
            ALICE,
            "  <b>ETH</b> /price $ETH ",
            parse_mode="HTML",
            reply_markup=keyboard,
            reply_parameters=ReplyParameters(start),
        )
    )

    assert message.text == "ETH /price $ETH"
    assert [(e.type, e.offset, e.length) for e in message.entities] == [
        ("bold", 0, 3),
        ("bot_command", 4, 6),
        ("cashtag", 11, 4),
    ]
    assert message.reply_markup == keyboard
    assert message.chat.id == ALICE
    assert message.chat.type == "private"
    assert message.from_user is not None
    assert message.from_user.is_bot
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "/start"


def test_a_reply_to_nothing_is_refused_unless_allowed(bot: Talk) -> None:
    meet(ALICE)

    with pytest.raises(BadRequest, match="Message to be replied not found"):
        bot(lambda b: b.send_message(ALICE, "x", reply_parameters=ReplyParameters(999)))
    message = bot(
        lambda b: b.send_message(ALICE, "x", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True))
    )

    assert message.reply_to_message is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"this is no picture", "Image_process_failed"),
        (png(10_000, 1), "Photo_invalid_dimensions"),
        (b"", "Image_process_failed"),
    ],
)
def test_it_refuses_a_broken_picture(bot: Talk, content: bytes, reason: str) -> None:
    meet(ALICE)

    with pytest.raises(BadRequest, match=reason):
        bot(lambda b: b.send_photo(ALICE, content))


def test_it_refuses_a_long_caption_and_an_unknown_file(bot: Talk) -> None:
    meet(ALICE)

    with pytest.raises(BadRequest, match="Message caption is too long"):
        bot(lambda b: b.send_photo(ALICE, png(), caption="x" * 1025))
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        bot(lambda b: b.send_photo(ALICE, "no-such-id"))
    with pytest.raises(BadRequest, match="Invalid file_id"):
        bot(lambda b: b.get_file("no-such-id"))


def test_a_picture_is_stored_shown_again_by_its_id_and_downloaded(bot: Talk) -> None:
    meet(ALICE)

    async def send_twice_and_download(b: Bot) -> tuple[Message, Message, bytes]:
        first = await b.send_photo(ALICE, png(40, 30), caption="<i>chart</i>", parse_mode="HTML")
        again = await b.send_photo(ALICE, first.photo[-1].file_id)
        file = await b.get_file(first.photo[-1].file_id)
        return first, again, bytes(await file.download_as_bytearray())

    first, again, content = bot(send_twice_and_download)

    assert (first.caption, first.caption_entities[0].type) == ("chart", "italic")
    assert (first.photo[0].width, first.photo[0].height) == (40, 30)
    assert again.photo == first.photo
    assert content == png(40, 30)


def test_typing_shows_until_the_next_message(bot: Talk) -> None:
    meet(ALICE)
    alice = telegram().world.people[0]

    bot(lambda b: b.send_chat_action(ALICE, "typing"))
    typing = alice.typing_until
    bot(lambda b: b.send_message(ALICE, "done"))

    assert typing > 0
    assert alice.typing_until == 0
    with pytest.raises(BadRequest, match="Wrong parameter action"):
        bot(lambda b: b.send_chat_action(ALICE, "dancing"))


def test_a_pressed_button_is_answered_once(bot: Talk) -> None:
    meet(ALICE)
    message = bot(lambda b: b.send_message(ALICE, "press"))
    question = press(telegram(), ALICE, message.message_id, "go:1")

    bot(lambda b: b.answer_callback_query(question.id, "Done", show_alert=True))

    assert (question.text, question.show_alert) == ("Done", True)
    with pytest.raises(BadRequest, match="Query is too old"):
        bot(lambda b: b.answer_callback_query(question.id))


def test_a_question_grows_too_old_and_answers_are_short(bot: Talk) -> None:
    meet(ALICE)
    message = bot(lambda b: b.send_message(ALICE, "press"))
    question = press(telegram(), ALICE, message.message_id, "go:1")

    with pytest.raises(BadRequest, match="Message_too_long"):
        bot(lambda b: b.answer_callback_query(question.id, "x" * 201))
    question.asked_at = -math.inf
    with pytest.raises(BadRequest, match="Query is too old"):
        bot(lambda b: b.answer_callback_query(question.id))
