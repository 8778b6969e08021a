"""The one list of what users can say and press. Help, Telegram's command menu and routing are made from it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bots.language import Intent, Topic
from bots.turn import Turn

__all__ = [
    "BUTTONS",
    "COMMANDS",
    "Command",
    "button_handler",
    "command",
    "commands_about",
    "for_intent",
    "listed_commands",
]

Handler = Callable[[Turn], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Command:
    """A slash command, the intent it shares with plain words, and the handler of both."""

    name: str
    intent: Intent
    topic: Topic
    summary: str
    examples: tuple[str, ...]
    moves_money: bool
    implies: Mapping[str, str]  # what its name says, beside the intent that it shares with others
    is_listed: bool  # in /help and in Telegram's menu; not another spelling, and not for operators only
    handler: Handler


COMMANDS: dict[str, Command] = {}
BUTTONS: dict[str, Handler] = {}


def command(
    name: str,
    *,
    intent: Intent,
    topic: Topic,
    summary: str,
    examples: tuple[str, ...] = (),
    moves_money: bool = False,
    is_listed: bool = True,
    implies: Mapping[str, str] = MappingProxyType({}),
) -> Callable[[Handler], Handler]:
    """Register a handler under a slash command and an intent."""

    def register(handler: Handler) -> Handler:
        COMMANDS[name] = Command(
            name=name,
            intent=intent,
            topic=topic,
            summary=summary,
            examples=examples,
            moves_money=moves_money,
            implies=implies,
            is_listed=is_listed,
            handler=handler,
        )
        return handler

    return register


def button_handler(verb: str) -> Callable[[Handler], Handler]:
    """Register a handler for presses of buttons with this verb."""

    def register(handler: Handler) -> Handler:
        BUTTONS[verb] = handler
        return handler

    return register


def listed_commands() -> list[Command]:
    """Return the commands that everybody is told of."""
    return [command for command in COMMANDS.values() if command.is_listed]


def commands_about(topic: Topic) -> list[Command]:
    """Return the commands of one topic that everybody is told of."""
    return [command for command in listed_commands() if command.topic == topic]


def for_intent(intent: Intent) -> Command | None:
    """Return the command that does what an intent wants (the first registered)."""
    return next((command for command in COMMANDS.values() if command.intent == intent), None)
