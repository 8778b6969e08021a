from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto, Message
from telegram.error import BadRequest

from sandbox.telegram.people import say
from sandbox.telegram.running import telegram
from sandbox.tests.telegram_bot import ALICE, BOB, Talk, meet, png

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])


@pytest.fixture
def text(bot: Talk) -> int:
    """A text the bot sent to Alice."""
    meet(ALICE)
    message: Message = bot(lambda b: b.send_message(ALICE, "old", reply_markup=KEYBOARD))
    return message.message_id


@pytest.fixture
def photo(bot: Talk) -> int:
    """A picture the bot sent to Alice."""
    meet(ALICE)
    message: Message = bot(lambda b: b.send_photo(ALICE, png(), caption="old"))
    return message.message_id


def stored(message_id: int) -> Any:
    return telegram().world.people[0].message(message_id)


def test_the_same_content_is_not_modified(bot: Talk, text: int) -> None:
    with pytest.raises(BadRequest) as refusal:
        bot(lambda b: b.edit_message_text("old", ALICE, text, reply_markup=KEYBOARD))

    assert refusal.value.message == (
        "Message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    assert stored(text).edited_at is None


def test_it_edits_only_messages_that_are_there_and_its_own(bot: Talk, text: int) -> None:
    meet(BOB)
    said = say(telegram(), ALICE, "hers")[0].id

    with pytest.raises(BadRequest, match="Message to edit not found"):
        bot(lambda b: b.edit_message_text("new", ALICE, 999))
    with pytest.raises(BadRequest, match="Message to edit not found"):
        bot(lambda b: b.edit_message_text("new", BOB, text))
    with pytest.raises(BadRequest, match="Message can't be edited"):
        bot(lambda b: b.edit_message_text("new", ALICE, said))


def test_a_text_is_no_caption_and_a_caption_is_no_text(bot: Talk, text: int, photo: int) -> None:
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        bot(lambda b: b.edit_message_text("new", ALICE, photo))
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        bot(lambda b: b.edit_message_caption(ALICE, text, caption="new"))


def test_a_new_text_takes_the_keyboard_away_unless_it_is_sent_again(bot: Talk, text: int) -> None:
    kept: Message = bot(
        lambda b: b.edit_message_text("<b>new</b>", ALICE, text, parse_mode="HTML", reply_markup=KEYBOARD)
    )
    bare: Message = bot(lambda b: b.edit_message_text("newer", ALICE, text))

    assert (kept.text, kept.entities[0].type, kept.reply_markup) == ("new", "bold", KEYBOARD)
    assert kept.edit_date is not None
    assert (bare.message_id, bare.text, bare.reply_markup) == (text, "newer", None)
    assert stored(text).text == "newer"


def test_a_keyboard_changes_alone(bot: Talk, text: int) -> None:
    message: Message = bot(lambda b: b.edit_message_reply_markup(ALICE, text))

    assert (message.text, message.reply_markup) == ("old", None)
    with pytest.raises(BadRequest, match="Message is not modified"):
        bot(lambda b: b.edit_message_reply_markup(ALICE, text))


def test_a_caption_changes(bot: Talk, photo: int) -> None:
    message: Message = bot(lambda b: b.edit_message_caption(ALICE, photo, caption="new"))

    assert message.caption == "new"


def test_a_picture_changes_with_its_caption(bot: Talk, photo: int) -> None:
    media = InputMediaPhoto(png(20, 10), caption="<i>new</i>", parse_mode="HTML")

    message: Message = bot(lambda b: b.edit_message_media(media, ALICE, photo))

    assert (message.photo[0].width, message.caption, message.caption_entities[0].type) == (20, "new", "italic")


def test_a_text_can_become_a_picture_but_nothing_else(bot: Talk, text: int) -> None:
    with pytest.raises(BadRequest, match="photo only"):
        bot(lambda b: b.edit_message_media(InputMediaDocument(b"x"), ALICE, text))
    message: Message = bot(lambda b: b.edit_message_media(InputMediaPhoto(png()), ALICE, text))

    assert (message.text, len(message.photo)) == (None, 1)


def test_both_sides_messages_can_be_deleted_once(bot: Talk, text: int) -> None:
    said = say(telegram(), ALICE, "a secret")[0].id

    async def delete(b: Bot) -> None:
        await b.delete_message(ALICE, text)
        await b.delete_message(ALICE, said)

    bot(delete)

    assert stored(text) is None
    assert stored(said) is None
    with pytest.raises(BadRequest, match="Message to delete not found"):
        bot(delete)


def test_after_48_hours_a_message_stays(bot: Talk, text: int) -> None:
    stored(text).sent_at -= 48 * 3600 + 60

    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        bot(lambda b: b.delete_message(ALICE, text))
