"""The button that asks why something came to what it did, and the one that shows more of the answer."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bots.callbacks import button, keyboard
from bots.why import Story

__all__ = ["more_buttons", "why_button"]


def why_button(kind: str, handle: str) -> InlineKeyboardButton:
    """Return the button under a card or news; `kind` is swap, order or alert."""
    return button("❓ Why?", "why", kind, handle)


def more_buttons(story: Story) -> InlineKeyboardMarkup | None:
    """Return the way to the pages before and after, where there are any."""
    later = button("◀ Newer", "why_page", story.kind, story.handle, story.page - 1) if story.page else None
    earlier = button("More ▶", "why_page", story.kind, story.handle, story.page + 1) if story.has_more else None
    return keyboard([each for each in (later, earlier) if each])
