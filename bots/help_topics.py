"""Help by topic, made from the one registry: a short list of everything, and buttons that lead to the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from telegram import InlineKeyboardMarkup

from bots.callbacks import button, keyboard
from bots.language import Topic
from bots.registry import Command, commands_about

__all__ = ["TITLES", "HelpTopic", "all_topics_button", "help_topics", "topic_buttons"]

TITLES: Final = {
    Topic.TRADES: "💱 Trades",
    Topic.PRICES: "📈 Prices and portfolio",
    Topic.ORDERS: "🎯 Orders",
    Topic.ALERTS: "🔔 Alerts",
    Topic.WALLETS: "👛 Wallets",
    Topic.LIVE: "🔴 Live trading",
    Topic.SETTINGS: "⚙️ Settings and help",
}
_BUTTONS_IN_A_ROW: Final = 2


@dataclass(frozen=True)
class HelpTopic:
    """A topic in the short list: its commands' names, and one sentence to try."""

    title: str
    commands: list[Command]
    example: str


def help_topics() -> list[HelpTopic]:
    """Return every topic, in the order in which they are shown."""
    return [
        HelpTopic(title, found, _example(found)) for topic, title in TITLES.items() if (found := commands_about(topic))
    ]


def topic_buttons() -> InlineKeyboardMarkup | None:
    buttons = [button(title, "help", topic.value) for topic, title in TITLES.items()]
    rows = [buttons[start : start + _BUTTONS_IN_A_ROW] for start in range(0, len(buttons), _BUTTONS_IN_A_ROW)]
    return keyboard(*rows)


def all_topics_button() -> InlineKeyboardMarkup | None:
    return keyboard([button("◀ All topics", "help", "all")])


def _example(commands: list[Command]) -> str:
    return next((command.examples[0] for command in commands if command.examples), "")
