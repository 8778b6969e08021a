"""From a template to what Telegram accepts: escaped HTML, split at 4096, with a plain form to fall back to."""

from __future__ import annotations

import html
import re
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from trading.time_zones import zone_named

__all__ = ["MAX_LENGTH", "render", "split", "without_markup"]

MAX_LENGTH = 4096  # characters after entity parsing (https://core.telegram.org/bots/api#sendmessage)
_TAG = re.compile(r"<[^>]+>")
_BEFORE_PERCENT = re.compile(r"(?<=\d) (?=%)")
_UNBROKEN = "\N{NO-BREAK SPACE}"


def render(template: str, context: dict[str, Any]) -> str:
    """Render `templates/bots/<template>.html`, one line of text for each line that is not empty.

    A line holding only `<br>` stands for an empty line; tags open and close on the same line. Times are shown in UTC
    unless the context names a `zone`. No line ends between a number and its percent sign.
    """
    context = {"zone": "UTC", **context}
    with timezone.override(zone_named(context["zone"])):
        text = render_to_string(f"bots/{template}.html", context)
    lines = (line.strip() for line in _BEFORE_PERCENT.sub(_UNBROKEN, text).splitlines())
    return "\n".join("" if line == "<br>" else line for line in lines if line).strip()


def split(text: str) -> list[str]:
    """Cut a message between lines, so that each part may be sent on its own."""
    parts = [""]
    for line in text.split("\n"):
        for piece in _pieces(line):
            longer = f"{parts[-1]}\n{piece}" if parts[-1] else piece
            if len(longer) <= MAX_LENGTH:
                parts[-1] = longer
            else:
                parts.append(piece)
    return [part for part in parts if part.strip()]


def without_markup(text: str) -> str:
    """Return the text as plain characters."""
    return html.unescape(_TAG.sub("", text))


def _pieces(line: str) -> list[str]:
    """Cut a line that is too long by itself; its markup cannot survive a cut, so it is dropped."""
    if len(line) <= MAX_LENGTH:
        return [line]
    words, pieces = without_markup(line), []
    while words:
        size = _fitting(words)
        pieces.append(html.escape(words[:size], quote=False))
        words = words[size:]
    return pieces


def _fitting(words: str) -> int:
    size = MAX_LENGTH
    while len(html.escape(words[:size], quote=False)) > MAX_LENGTH:
        size -= 64
    return size
