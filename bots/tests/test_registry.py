from __future__ import annotations

import re

import pytest

from bots.language import Intent, understand
from bots.registry import COMMANDS, Command, for_intent


def test_the_commands_are_there() -> None:
    expected = (
        "addalert alert alerts buy cancel cancelorder changealert changeorder cooldown deletealert help history limit "
        "listalerts notealert oco orders paper pausealert pauseorder portfolio price repeatalert resumealert "
        "resumeorder sell settings start status stoploss swap takeprofit trailing wallets"
    )

    assert " ".join(sorted(COMMANDS)) == expected


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)
def test_telegram_accepts_each_command_for_its_menu(command: Command) -> None:
    """https://core.telegram.org/bots/api#botcommand"""
    assert re.fullmatch(r"[a-z0-9_]{1,32}", command.name)
    assert 1 <= len(command.summary) <= 256


@pytest.mark.parametrize(
    ("command", "example"),
    [(command, example) for command in COMMANDS.values() for example in command.examples],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_each_example_in_the_help_is_understood(command: Command, example: str) -> None:
    understood = understand(example.removeprefix("/"))

    assert understood.intent == command.intent
    assert understood.entities


def test_commands_that_move_money_say_so() -> None:
    assert {command.name for command in COMMANDS.values() if command.moves_money} == {
        "buy",
        "sell",
        "swap",
        "paper",
        "stoploss",
        "takeprofit",
        "limit",
        "trailing",
        "oco",
        "changeorder",
        "resumeorder",
    }


@pytest.mark.parametrize("intent", [intent for intent in Intent if intent != Intent.UNKNOWN])
def test_every_intent_has_a_command(intent: Intent) -> None:
    command = for_intent(intent)

    assert command is not None
    assert command.intent == intent


def test_what_is_not_understood_has_none() -> None:
    assert for_intent(Intent.UNKNOWN) is None
