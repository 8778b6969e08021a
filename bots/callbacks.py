"""Callback data: `verb:id`, never an amount. What a press means is looked up, and who presses is checked, each time."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

__all__ = ["button", "keyboard", "unpack"]

_MAX_BYTES = 64  # https://core.telegram.org/bots/api#inlinekeyboardbutton


def button(label: str, verb: str, *arguments: object) -> InlineKeyboardButton:
    """Make a button that sends `verb:argument:…` back."""
    data = ":".join([verb, *map(str, arguments)])
    if len(data.encode()) > _MAX_BYTES:
        raise ValueError(f"callback data over {_MAX_BYTES} bytes: {data}")
    return InlineKeyboardButton(label, callback_data=data)


def keyboard(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup | None:
    """Put rows of buttons under a message; None without any, since Telegram refuses an empty keyboard."""
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def unpack(data: str) -> tuple[str, list[str]]:
    """Split callback data into its verb and arguments."""
    verb, *arguments = data.split(":")
    return verb, arguments
