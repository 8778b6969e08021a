"""The Bot API methods of the sandbox, by their lower-case names (Telegram does not mind the case)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.methods import editing, profile, receiving, sending

__all__ = ["METHODS"]

METHODS: Mapping[str, Callable[[Call], Any]] = {
    "answercallbackquery": sending.answer_callback_query,
    "deletemessage": editing.delete_message,
    "deletewebhook": receiving.delete_webhook,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagemedia": editing.edit_message_media,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "editmessagetext": editing.edit_message_text,
    "getfile": sending.get_file,
    "getme": profile.get_me,
    "getmycommands": profile.get_my_commands,
    "getupdates": receiving.get_updates,
    "getwebhookinfo": receiving.get_webhook_info,
    "sendchataction": sending.send_chat_action,
    "senddocument": sending.send_document,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "setchatmenubutton": profile.set_chat_menu_button,
    "setmycommands": profile.set_my_commands,
    "setwebhook": receiving.set_webhook,
}
