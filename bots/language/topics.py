"""What help is about: the topics that commands belong to, and the words people use for them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from bots.language.patterns import Entities, Groups

__all__ = ["TOPIC", "Topic", "topic_in"]


class Topic(StrEnum):
    TRADES = "trades"
    PRICES = "prices"
    ORDERS = "orders"
    ALERTS = "alerts"
    WALLETS = "wallets"
    LIVE = "live"
    SETTINGS = "settings"


_WORDS: Final = {
    Topic.TRADES: r"trad(?:es?|ing)|buying|selling|swaps?|swapping|bridg(?:es?|ing)",
    Topic.PRICES: r"prices?|portfolio|balances?",
    Topic.ORDERS: r"orders?|stop ?loss(?:es)?|take ?profits?|trailing stops?",
    Topic.ALERTS: r"alerts?",
    Topic.WALLETS: r"wallets?|keys?|paper(?: trading)?",
    Topic.LIVE: r"live(?: ?trading)?|real funds|2fa|second factor|limits?|pauses?|safety",
    Topic.SETTINGS: r"settings?|status",
}
TOPIC: Final = "|".join(f"(?P<{topic}>{words})" for topic, words in _WORDS.items())


def topic_in(groups: Groups) -> Entities:
    """Read which topic is meant."""
    return {"topic": next(iter(groups))}
