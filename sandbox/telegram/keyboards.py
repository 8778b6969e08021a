"""Reads inline keyboards and refuses the buttons that Telegram refuses."""

from __future__ import annotations

from urllib.parse import urlsplit

from sandbox.telegram.errors import bad_request
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.world import Json

__all__ = ["read_keyboard"]

MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100


def read_keyboard(parameters: Parameters) -> list[list[Json]]:
    """Return the rows of `reply_markup`; no keyboard is an empty list.

    Raises:
        BotApiError: 400 for a broken button, or for another kind of keyboard (the sandbox has inline ones only).
    """
    markup = parameters.structure("reply_markup")
    if markup is None:
        return []
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        raise bad_request("the sandbox knows inline keyboards only")
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array')
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return [[_button(button) for button in row] for row in rows if row]


def _button(button: Json) -> Json:
    prefix = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(f"{prefix}InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad_request(f'{prefix}Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad_request(f'{prefix}Field "text" must be of type String')
    if button.get("url"):
        return _link(button)
    if not button.get("callback_data"):
        raise bad_request(f"{prefix}Text buttons are unallowed in the inline keyboard")
    if len(str(button["callback_data"]).encode()) > MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return button


def _link(button: Json) -> Json:
    url = urlsplit(str(button["url"]))
    if url.scheme and url.scheme not in {"http", "https", "tg"}:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Unsupported URL protocol")
    if not url.netloc:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return button
