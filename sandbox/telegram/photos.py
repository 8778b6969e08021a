"""Takes in pictures: uploads, attachments, or the id of one that is already here."""

from __future__ import annotations

import secrets
import struct

from sandbox.telegram.errors import BotApiError, bad_request
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.state import Telegram
from sandbox.telegram.world import Photo

__all__ = ["find_photo", "read_photo"]

MAX_BYTES = 10 * 1024 * 1024
MAX_SIDES = 10_000
MAX_RATIO = 20
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"


def read_photo(telegram: Telegram, parameters: Parameters, value: str) -> Photo:
    """Return the picture that `value` names: `attach://part`, a file id, or an upload in the field `photo`.

    Raises:
        BotApiError: 400 for no picture, an unknown id or a broken file; 413 for one over 10 MB.
    """
    upload = parameters.files.get(value.removeprefix("attach://") if value else "photo")
    if upload is not None:
        return _stored(telegram, upload.read())
    if not value:
        raise bad_request("there is no photo in the request")
    if (photo := find_photo(telegram, value)) is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return photo


def find_photo(telegram: Telegram, file_id: str) -> Photo | None:
    """Return a picture that is in some chat."""
    with telegram.changed:
        messages = (message for person in telegram.world.people for message in person.messages)
        return next((m.photo for m in messages if m.photo and m.photo.file_id == file_id), None)


def _stored(telegram: Telegram, content: bytes) -> Photo:
    if len(content) > MAX_BYTES:
        raise BotApiError(413, "Request Entity Too Large")
    width, height = _size(content)
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    file_id = secrets.token_urlsafe(24) + (".png" if content.startswith(_PNG) else ".jpg")
    telegram.archive.save_photo(file_id, content)
    return Photo(file_id, width, height, len(content))


def _size(content: bytes) -> tuple[int, int]:
    """Read width and height from a PNG's or JPEG's header."""
    try:
        if content.startswith(_PNG):
            width, height = struct.unpack(">II", content[16:24])
            return width, height
        if content.startswith(_JPEG):
            return _jpeg_size(content)
    except (struct.error, IndexError):
        pass
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Walk the segments to the frame header (SOF0 to SOF15, of which C4, C8 and CC are something else)."""
    at = 2
    while content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise IndexError
