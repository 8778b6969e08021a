"""Turns Bot API HTML into text and entities, and refuses what the real parser refuses, in the same words.

https://core.telegram.org/bots/api#html-style. Custom emoji are not supported here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox.telegram.errors import BotApiError, bad_request
from sandbox.telegram.world import Json

__all__ = ["FormattedText", "parse_html", "utf16_length"]

_TYPES = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "blockquote": "blockquote",
    "code": "code",
    "i": "italic",
    "em": "italic",
    "pre": "pre",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "u": "underline",
    "ins": "underline",
}
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.-]+))?""")
_CHARACTER = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LINK = re.compile(r"(?:https?|tg)://[^\s/]\S*$", re.IGNORECASE)


@dataclass
class FormattedText:
    """Plain text with its formatting; offsets and lengths count UTF-16 units."""

    text: str
    entities: list[Json] = field(default_factory=list)


@dataclass
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int


def utf16_length(text: str) -> int:
    """Return the length as Telegram and JavaScript count it."""
    return len(text) + sum(character > "\uffff" for character in text)


def parse_html(source: str) -> FormattedText:
    """Parse Bot API HTML.

    Raises:
        BotApiError: 400 "can't parse entities: …", with the byte offset.
    """
    return _Reader(source).read()


class _Reader:
    """A cursor over the source, and what has been read so far."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._text: list[str] = []
        self._length = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Json] = []

    def read(self) -> FormattedText:
        while self._at < len(self._source):
            if self._source.startswith("</", self._at):
                self._read_end_tag()
            elif self._source[self._at] == "<":
                self._read_start_tag()
            else:
                self._read_characters()
        if self._open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        self._entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return FormattedText("".join(self._text), self._entities)

    def _read_characters(self) -> None:
        end = self._source.find("<", self._at)
        end = len(self._source) if end < 0 else end
        text = _CHARACTER.sub(_decoded, self._source[self._at : end])
        self._text.append(text)
        self._length += utf16_length(text)
        self._at = end

    def _read_start_tag(self) -> None:
        begin = self._at
        name = self._word(begin + 1).lower()
        if self._at == len(self._source):
            raise _broken(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if name not in _TYPES:
            raise _broken(f'Unsupported start tag "{name}" at byte offset {self._bytes(begin)}')
        attributes = self._read_attributes(begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(begin)}')
        self._open.append(_OpenTag(name, attributes, self._length))

    def _read_attributes(self, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while found := _ATTRIBUTE.match(self._source, self._at):
            attributes[found[1].lower()] = _CHARACTER.sub(_decoded, (found[2] or "").strip("\"'"))
            self._at = found.end()
        self._skip_to_end_of_tag("start", begin)
        return attributes

    def _read_end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise _broken(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        name = self._word(begin + 2).lower()
        self._skip_to_end_of_tag("end", begin)
        tag = self._open.pop()
        if name and name != tag.name:
            raise _broken(
                f'Unmatched end tag at byte offset {self._bytes(begin)}, expected "</{tag.name}>", found "</{name}>"'
            )
        self._add_entity(tag)

    def _add_entity(self, tag: _OpenTag) -> None:
        entity: Json = {"type": _TYPES[tag.name], "offset": tag.offset, "length": self._length - tag.offset}
        if tag.name == "a":
            entity["url"] = tag.attributes.get("href") or "".join(self._text)[-entity["length"] :]
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "pre":
            self._adopt_language(entity)
        elif tag.name == "code" and tag.attributes.get("class", "").startswith("language-"):
            entity["language"] = tag.attributes["class"].removeprefix("language-")
        if entity["length"] and (tag.name != "a" or _LINK.match(entity["url"])):
            self._entities.append(entity)

    def _adopt_language(self, pre: Json) -> None:
        """`<pre><code class="language-x">` is one entity that knows its language."""
        last = self._entities[-1] if self._entities else None
        if last and last["type"] == "code" and (last["offset"], last["length"]) == (pre["offset"], pre["length"]):
            pre.update({key: value for key, value in self._entities.pop().items() if key == "language"})

    def _word(self, begin: int) -> str:
        found = _TAG_NAME.match(self._source, begin)
        self._at = found.end() if found else begin
        return self._source[begin : self._at]

    def _skip_to_end_of_tag(self, kind: str, begin: int) -> None:
        while self._source[self._at : self._at + 1].isspace():
            self._at += 1
        if not self._source.startswith(">", self._at):
            raise _broken(f"Unclosed {kind} tag at byte offset {self._bytes(begin)}")
        self._at += 1

    def _bytes(self, at: int) -> int:
        return len(self._source[:at].encode())


def _decoded(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    code = int(found[1]) if found[1] else int(found[2], 16)
    is_character = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_character else found[0]


def _broken(reason: str) -> BotApiError:
    return bad_request(f"can't parse entities: {reason}")
