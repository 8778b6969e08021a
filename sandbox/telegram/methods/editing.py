"""editMessageText, …Caption, …ReplyMarkup, …Media, and deleteMessage."""

from __future__ import annotations

import time
from dataclasses import replace

from sandbox.telegram.call import Call
from sandbox.telegram.errors import bad_request
from sandbox.telegram.keyboards import read_keyboard
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.photos import read_photo
from sandbox.telegram.texts import read_caption, read_text
from sandbox.telegram.wire import message_json
from sandbox.telegram.world import Json, Message, Person

__all__ = [
    "delete_message",
    "edit_message_caption",
    "edit_message_media",
    "edit_message_reply_markup",
    "edit_message_text",
]

DELETABLE_SECONDS = 48 * 3600


def edit_message_text(call: Call) -> Json:
    """Replace a text and its keyboard. https://core.telegram.org/bots/api#editmessagetext"""
    text, keyboard = read_text(call.parameters), read_keyboard(call.parameters)
    with call.telegram.changing():
        person = call.paced_person()
        message = call.own_message(person)
        if message.photo or message.document:
            raise bad_request("there is no text in the message to edit")
        edited = replace(message, text=text.text, entities=text.entities, keyboard=keyboard)
        return _put(call, person, edited, instead_of=message)


def edit_message_caption(call: Call) -> Json:
    """Replace a picture's caption and keyboard. https://core.telegram.org/bots/api#editmessagecaption"""
    caption, keyboard = read_caption(call.parameters), read_keyboard(call.parameters)
    with call.telegram.changing():
        person = call.paced_person()
        message = call.own_message(person)
        if not message.photo and not message.document:
            raise bad_request("there is no caption in the message to edit")
        edited = replace(message, text=caption.text, entities=caption.entities, keyboard=keyboard)
        return _put(call, person, edited, instead_of=message)


def edit_message_reply_markup(call: Call) -> Json:
    """Replace a keyboard. https://core.telegram.org/bots/api#editmessagereplymarkup"""
    keyboard = read_keyboard(call.parameters)
    with call.telegram.changing():
        person = call.paced_person()
        message = call.own_message(person)
        return _put(call, person, replace(message, keyboard=keyboard), instead_of=message)


def edit_message_media(call: Call) -> Json:
    """Replace a picture, or turn a text into one. https://core.telegram.org/bots/api#editmessagemedia"""
    media = call.parameters.structure("media")
    if not isinstance(media, dict) or media.get("type") != "photo":
        raise bad_request("the sandbox knows media of the type photo only")
    caption, keyboard = read_caption(Parameters(media)), read_keyboard(call.parameters)
    with call.telegram.changed:
        call.own_message(call.person())
    photo = read_photo(call.telegram, call.parameters, str(media.get("media", "")))
    with call.telegram.changing():
        person = call.paced_person()
        message = call.own_message(person)
        edited = replace(
            message, photo=photo, document=None, text=caption.text, entities=caption.entities, keyboard=keyboard
        )
        return _put(call, person, edited, instead_of=message)


def delete_message(call: Call) -> bool:
    """Delete a message of either side, within 48 hours. https://core.telegram.org/bots/api#deletemessage"""
    with call.telegram.changing():
        person = call.person()
        message = person.message(call.parameters.integer("message_id"))
        if message is None:
            raise bad_request("message to delete not found")
        if time.time() - message.sent_at > DELETABLE_SECONDS:
            raise bad_request("message can't be deleted for everyone")
        person.messages.remove(message)
    return True


def _put(call: Call, person: Person, edited: Message, *, instead_of: Message) -> Json:
    if edited == instead_of:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    edited.edited_at = int(time.time())
    edited.version = call.telegram.world.touch()
    person.messages[person.messages.index(instead_of)] = edited
    return message_json(person, edited)
