"""Reads a text or caption as the Bot API does: parsed, trimmed, measured, and searched for links and commands."""

from __future__ import annotations

import re

from sandbox.telegram.errors import bad_request
from sandbox.telegram.markup import FormattedText, parse_html, utf16_length
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.world import Json

__all__ = ["MAX_TEXT_LENGTH", "read_caption", "read_text", "with_found_entities"]

MAX_TEXT_LENGTH = 4096
MAX_CAPTION_LENGTH = 1024

_FOUND = {
    "url": re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]"),
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])"),
    "mention": re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}"),
    "cashtag": re.compile(r"(?<!\w)\$[A-Z]{1,8}(?!\w)"),
}


def read_text(parameters: Parameters) -> FormattedText:
    """Return the parameter `text` with its entities.

    Raises:
        BotApiError: 400 when it is empty, too long or cannot be parsed.
    """
    if not parameters.text("text"):
        raise bad_request("message text is empty")
    text = _parsed(parameters, "text", "entities")
    if not text.text:
        raise bad_request("text must be non-empty")
    if len(text.text) > MAX_TEXT_LENGTH:
        raise bad_request("message is too long")
    return text


def read_caption(parameters: Parameters) -> FormattedText:
    """Return the parameter `caption`, which may be empty.

    Raises:
        BotApiError: 400 when it is too long or cannot be parsed.
    """
    caption = _parsed(parameters, "caption", "caption_entities")
    if len(caption.text) > MAX_CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    return caption


def with_found_entities(formatted: FormattedText) -> FormattedText:
    """Add the entities Telegram finds by itself, outside of code and links."""
    taken = [entity for entity in formatted.entities if entity["type"] in {"code", "pre", "text_link"}]
    for kind, pattern in _FOUND.items():
        for match in pattern.finditer(formatted.text):
            entity = {
                "type": kind,
                "offset": utf16_length(formatted.text[: match.start()]),
                "length": utf16_length(match[0]),
            }
            if not any(_overlap(entity, other) for other in taken):
                taken.append(entity)
                formatted.entities.append(entity)
    formatted.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return formatted


def _parsed(parameters: Parameters, name: str, entities_name: str) -> FormattedText:
    source, mode = parameters.text(name), parameters.text("parse_mode").lower()
    if mode == "html":
        return with_found_entities(_trimmed(parse_html(source)))
    if mode:
        raise bad_request("unsupported parse_mode")
    entities = _given_entities(parameters.structure(entities_name), end=utf16_length(source))
    return with_found_entities(_trimmed(FormattedText(source, entities)))


def _given_entities(entities: object, *, end: int) -> list[Json]:
    """Check entities that came beside the text instead of in it."""
    if entities is not None and not isinstance(entities, list):
        raise bad_request("expected an Array of MessageEntity")
    for entity in entities or []:
        if not isinstance(entity, dict) or not all(isinstance(entity.get(key), int) for key in ("offset", "length")):
            raise bad_request("can't parse MessageEntity: Can't find field \"offset\"")
        if not 0 <= entity["offset"] <= end:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {entity['offset']}")
    return [dict(entity) for entity in entities or []]


def _trimmed(formatted: FormattedText) -> FormattedText:
    """Cut white space off both ends, and the entities with it."""
    text = formatted.text.strip()
    shift, end = len(formatted.text) - len(formatted.text.lstrip()), utf16_length(text)
    entities: list[Json] = []
    for entity in formatted.entities:
        start = max(entity["offset"] - shift, 0)
        length = min(entity["offset"] - shift + entity["length"], end) - start
        if length > 0:
            entities.append({**entity, "offset": start, "length": length})
    return FormattedText(text, entities)


def _overlap(one: Json, other: Json) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])
