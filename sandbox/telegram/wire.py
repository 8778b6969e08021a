"""The Bot API's JSON shapes of what the world holds."""

from __future__ import annotations

from django.conf import settings

from sandbox.telegram.world import Document, Json, Message, Person, Photo

__all__ = ["bot_json", "chat_json", "message_json", "user_json"]

BOT_NAME = "Esther"
BOT_USERNAME = "esther_sandbox_bot"


def bot_json() -> Json:
    """Return the bot as a `User`."""
    bot_id = int(settings.TELEGRAM_BOT_TOKEN.partition(":")[0])
    return {"id": bot_id, "is_bot": True, "first_name": BOT_NAME, "username": BOT_USERNAME}


def user_json(person: Person) -> Json:
    """Return a person as a `User`."""
    return {"id": person.id, "is_bot": False, **_names(person), "language_code": "en"}


def chat_json(person: Person) -> Json:
    """Return the person's private `Chat`."""
    return {"id": person.id, **_names(person), "type": "private"}


def message_json(person: Person, message: Message, *, with_reply: bool = True) -> Json:
    """Return a `Message`."""
    data: Json = {
        "message_id": message.id,
        "from": bot_json() if message.by_bot else user_json(person),
        "chat": chat_json(person),
        "date": message.sent_at,
    }
    if message.edited_at:
        data["edit_date"] = message.edited_at
    if with_reply and message.reply_to and (original := person.message(message.reply_to)):
        data["reply_to_message"] = message_json(person, original, with_reply=False)
    has_file = message.photo or message.document
    text, entities = ("caption", "caption_entities") if has_file else ("text", "entities")
    if message.photo:
        data["photo"] = [_photo_size(message.photo)]
    if message.document:
        data["document"] = _document(message.document)
    if message.text:
        data[text] = message.text
    if message.entities:
        data[entities] = message.entities
    if message.keyboard:
        data["reply_markup"] = {"inline_keyboard": message.keyboard}
    return data


def _photo_size(photo: Photo) -> Json:
    return {
        "file_id": photo.file_id,
        "file_unique_id": photo.file_id[:16],
        "width": photo.width,
        "height": photo.height,
        "file_size": photo.size,
    }


def _document(document: Document) -> Json:
    return {
        "file_id": document.file_id,
        "file_unique_id": document.file_id[:16],
        "file_name": document.name,
        "mime_type": document.mime_type,
        "file_size": document.size,
    }


def _names(person: Person) -> Json:
    return {"first_name": person.first_name} | ({"username": person.username} if person.username else {})
