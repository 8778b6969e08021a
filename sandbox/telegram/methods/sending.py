"""sendMessage, sendPhoto, sendDocument, sendChatAction, answerCallbackQuery and getFile."""

from __future__ import annotations

import time

from sandbox.telegram.call import Call
from sandbox.telegram.documents import find_document, read_document
from sandbox.telegram.errors import bad_request
from sandbox.telegram.keyboards import read_keyboard
from sandbox.telegram.markup import FormattedText
from sandbox.telegram.photos import find_photo, read_photo
from sandbox.telegram.texts import read_caption, read_text
from sandbox.telegram.wire import message_json
from sandbox.telegram.world import Document, Json, Message, Photo

__all__ = ["answer_callback_query", "get_file", "send_chat_action", "send_document", "send_message", "send_photo"]

TYPING_SECONDS = 5
QUESTION_LIFETIME_SECONDS = 60
MAX_ANSWER_LENGTH = 200
_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(call: Call) -> Json:
    """Send a text. https://core.telegram.org/bots/api#sendmessage"""
    return _send(call, read_text(call.parameters))


def send_photo(call: Call) -> Json:
    """Send a picture with a caption. https://core.telegram.org/bots/api#sendphoto"""
    caption = read_caption(call.parameters)
    with call.telegram.changed:
        call.person()  # refused chats must not leave pictures behind
    photo = read_photo(call.telegram, call.parameters, call.parameters.text("photo"))
    return _send(call, caption, photo=photo)


def send_document(call: Call) -> Json:
    """Send a file with a caption. https://core.telegram.org/bots/api#senddocument"""
    caption = read_caption(call.parameters)
    with call.telegram.changed:
        call.person()  # refused chats must not leave files behind
    return _send(call, caption, document=read_document(call.telegram, call.parameters))


def _send(call: Call, text: FormattedText, *, photo: Photo | None = None, document: Document | None = None) -> Json:
    keyboard = read_keyboard(call.parameters)
    with call.telegram.changing() as world:
        person = call.paced_person()
        reply_to = call.reply_target(person)
        message = Message(0, by_bot=True, sent_at=int(time.time()), photo=photo, keyboard=keyboard, reply_to=reply_to)
        message.text, message.entities, message.document = text.text, text.entities, document
        person.typing_until = 0.0
        return message_json(person, world.post(person, message))


def send_chat_action(call: Call) -> bool:
    """Show "typing…" for five seconds or until the next message."""
    if call.parameters.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    with call.telegram.changing():
        call.person().typing_until = time.time() + TYPING_SECONDS
    return True


def answer_callback_query(call: Call) -> bool:
    """Answer a pressed button, once, within a minute. https://core.telegram.org/bots/api#answercallbackquery"""
    text = call.parameters.text("text")
    if len(text) > MAX_ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id, oldest = call.parameters.text("callback_query_id"), time.time() - QUESTION_LIFETIME_SECONDS
    with call.telegram.changing() as world:
        questions = (question for person in world.people for question in person.questions)
        question = next((q for q in questions if q.id == query_id and not q.answered and q.asked_at > oldest), None)
        if question is None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        question.answered, question.text = True, text
        question.show_alert = call.parameters.flag("show_alert")
        question.version = world.touch()
    return True


def get_file(call: Call) -> Json:
    """Say where a picture or file can be downloaded. https://core.telegram.org/bots/api#getfile"""
    file_id = call.parameters.text("file_id")
    photo = find_photo(call.telegram, file_id)
    found = photo or find_document(call.telegram, file_id)
    if found is None:
        raise bad_request("invalid file_id")
    return {
        "file_id": file_id,
        "file_unique_id": file_id[:16],
        "file_size": found.size,
        "file_path": f"{'photos' if photo else 'documents'}/{file_id}",
    }
