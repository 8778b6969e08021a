"""The buttons that open a page of Esther's own."""

from __future__ import annotations

from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, WebAppInfo

from bots.callbacks import keyboard

__all__ = ["page_buttons"]


def page_buttons(url: str) -> InlineKeyboardMarkup | None:
    """Telegram opens a page as a Mini App over https only; the sandbox, on this machine, has a browser."""
    rows = [[InlineKeyboardButton("🌐 Open in a browser", url=url)]]
    if urlsplit(url).scheme == "https":
        rows.insert(0, [InlineKeyboardButton("🔑 Open the page", web_app=WebAppInfo(url))])
    return keyboard(*rows)
