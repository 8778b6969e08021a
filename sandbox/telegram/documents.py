"""Takes in files: uploads, or the id of one that is already here."""

from __future__ import annotations

import secrets
from pathlib import PurePath

from sandbox.telegram.errors import BotApiError, bad_request
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.state import Telegram
from sandbox.telegram.world import Document

__all__ = ["find_document", "read_document"]

MAX_BYTES = 50 * 1024 * 1024
_LONGEST_NAME = 120


def read_document(telegram: Telegram, parameters: Parameters) -> Document:
    """Return the file in the parameter `document`: `attach://part`, a file id, or an upload of that name.

    Raises:
        BotApiError: 400 for no file, an empty one or an unknown id; 413 for one over 50 MB.
    """
    value = parameters.text("document")
    upload = parameters.files.get(value.removeprefix("attach://") if value else "document")
    if upload is not None:
        return _stored(telegram, upload.read(), upload.name or "", upload.content_type or "")
    if not value:
        raise bad_request("there is no document in the request")
    if (document := find_document(telegram, value)) is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return document


def find_document(telegram: Telegram, file_id: str) -> Document | None:
    """Return a file that is in some chat."""
    with telegram.changed:
        messages = (message for person in telegram.world.people for message in person.messages)
        return next((m.document for m in messages if m.document and m.document.file_id == file_id), None)


def _stored(telegram: Telegram, content: bytes, name: str, mime_type: str) -> Document:
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > MAX_BYTES:
        raise BotApiError(413, "Request Entity Too Large")
    file_id = secrets.token_urlsafe(24)
    telegram.archive.save_document(file_id, content)
    shown = PurePath(name).name[-_LONGEST_NAME:] or "file"
    return Document(file_id, shown, mime_type or "application/octet-stream", len(content))
