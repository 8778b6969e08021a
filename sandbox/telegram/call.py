"""One call of a Bot API method, and the checks that several methods share."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sandbox.telegram.errors import bad_request, forbidden
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.state import Telegram
from sandbox.telegram.world import Message, Person

__all__ = ["Call"]


@dataclass(frozen=True)
class Call:
    """A method's surroundings."""

    telegram: Telegram
    parameters: Parameters

    def person(self) -> Person:
        """Return who `chat_id` is, if the bot may write to them.

        Raises:
            BotApiError: 400 for nobody the bot has met or a chat that moved, 403 when the bot is blocked.
        """
        chat_id = self.parameters.text("chat_id")
        if not chat_id:
            raise bad_request("chat_id is empty")
        person = self.telegram.world.person(self.parameters.integer("chat_id"))
        if person is None or not person.started:
            raise bad_request("chat not found")
        if person.migrated_to:
            reason = "group chat was upgraded to a supergroup chat"
            raise bad_request(reason, migrate_to_chat_id=person.migrated_to)
        if person.blocked_bot:
            raise forbidden("bot was blocked by the user")
        return person

    def paced_person(self) -> Person:
        """Return the same, having counted this message against the flood limits.

        Raises:
            BotApiError: as `person`, or 429 with `retry_after`.
        """
        person = self.person()
        if self.telegram.world.pacing:
            self.telegram.pacing.admit(person.id, now=time.monotonic())
        return person

    def reply_target(self, person: Person) -> int | None:
        """Return the message that `reply_parameters` names.

        Raises:
            BotApiError: 400 when it is gone and `allow_sending_without_reply` is not set.
        """
        reply = self.parameters.structure("reply_parameters")
        if not reply:
            return None
        if not isinstance(reply, dict) or not isinstance(reply.get("message_id"), int):
            raise bad_request('can\'t find field "message_id"')
        if person.message(reply["message_id"]):
            return int(reply["message_id"])
        if reply.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")

    def own_message(self, person: Person) -> Message:
        """Return the bot's message that is to be edited.

        Raises:
            BotApiError: 400 when it is gone or a person's.
        """
        message = person.message(self.parameters.integer("message_id"))
        if message is None:
            raise bad_request("message to edit not found")
        if not message.by_bot:
            raise bad_request("message can't be edited")
        return message
