"""What the outbox and whoever speaks to the chat agree on; `settings.NOTIFICATION_SENDER` names the latter.

A path instead of an import: the alerts must not know the bot.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

__all__ = ["Busy", "DeliveryFailure", "Message", "Moved", "Refused", "Send", "Unclear", "Unreachable", "sender"]


@dataclass(frozen=True)
class Message:
    """What is to be told: a template's name, what it shows, and the time zone of who reads it."""

    template: str
    data: dict[str, Any]
    zone: str = "UTC"


class DeliveryFailure(Exception):
    """Why a message was not delivered; `reason` is for the operator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unreachable(DeliveryFailure):
    """Nothing will reach this chat before the user writes again."""


class Refused(DeliveryFailure):
    """This message will never be accepted; others may be."""


class Unclear(DeliveryFailure):
    """Nobody knows whether it was accepted."""


class Busy(DeliveryFailure):
    """It was not accepted, and this chat must be left alone for a while."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__(f"Telegram asked to wait {retry_after.total_seconds():g} s.")
        self.retry_after = retry_after


class Moved(DeliveryFailure):
    """The chat goes on under another id."""

    def __init__(self, new_chat_id: int) -> None:
        super().__init__(f"The chat is now {new_chat_id}.")
        self.new_chat_id = new_chat_id


class Send(Protocol):
    def __call__(self, chat_id: int, messages: list[Message], *, silent: bool) -> None:
        """Send the messages as one. Returns when it was accepted; raises a DeliveryFailure when it was not.

        It is called from several threads at once, and must return well within the outbox's lease.
        """


def sender() -> Send:
    """Return the function that `settings.NOTIFICATION_SENDER` names."""
    return cast(Send, import_string(settings.NOTIFICATION_SENDER))
