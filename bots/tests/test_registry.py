from __future__ import annotations

import re

import pytest

from bots.help_topics import TITLES
from bots.language import Intent, Topic, understand
from bots.registry import COMMANDS, Command, commands_about, for_intent, listed_commands


def test_the_commands_are_there() -> None:
    expected = (
        "2fa addalert addwallet alert alerts allowances askorder autoorder bridge buy cancel cancelorder "
        "changealert changeorder chart cooldown deletealert deletewallet disable_live_trading disablelivetrading "
        "diversification enable_live_trading enablelivetrading execution export exportwallet help history insights "
        "limit limits listalerts notealert oco orders paper pause pausealert pauseall pauseorder performance "
        "portfolio price profit rebalance renamewallet repeatalert resume resumealert resumeall resumeorder sell "
        "setdefaultwallet settings snapshot start status stoploss swap takeprofit trailing wallets why"
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


def test_other_spellings_and_what_operators_say_are_not_listed() -> None:
    unlisted = set(COMMANDS) - {command.name for command in listed_commands()}
    assert unlisted == {"enable_live_trading", "disable_live_trading", "pauseall", "resumeall", "snapshot"}


def test_commands_that_move_money_say_so() -> None:
    assert {command.name for command in COMMANDS.values() if command.moves_money} == {
        "buy",
        "sell",
        "swap",
        "bridge",
        "rebalance",
        "paper",
        "stoploss",
        "takeprofit",
        "limit",
        "trailing",
        "oco",
        "changeorder",
        "resumeorder",
        "autoorder",
        "enablelivetrading",
        "enable_live_trading",
        "exportwallet",
        "2fa",  # what a button began goes on with it
    }


def test_every_topic_has_commands_and_a_title() -> None:
    assert set(TITLES) == set(Topic)
    assert all(commands_about(topic) for topic in Topic)


@pytest.mark.parametrize("intent", [intent for intent in Intent if intent != Intent.UNKNOWN])
def test_every_intent_has_a_command(intent: Intent) -> None:
    command = for_intent(intent)

    assert command is not None
    assert command.intent == intent


def test_what_is_not_understood_has_none() -> None:
    assert for_intent(Intent.UNKNOWN) is None
