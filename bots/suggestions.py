"""What somebody may have wanted to say: two or three sentences that are understood, near to what was typed."""

from __future__ import annotations

import re
from typing import Final

from bots.language import Topic
from bots.registry import Command, commands_about
from tokens.spoken import fold

__all__ = ["suggestions_for"]

MOST: Final = 3
_ANYTHING: Final = ("price ETH", "buy 0.1 ETH with USDC", "sell half my ETH")

# By which words a topic is told; the first that matches. What waits for a price comes before what trades at once.
_WORDS: Final = {
    Topic.LIVE: r"live|real (?:money|funds)|2fa|authenticator|spending limits?|pause\w*|armed?",
    Topic.ALERTS: r"alerts?|alarms?|notif\w+|(?:tell|ping|warn|remind|text) me|let me know|heads up",
    Topic.ORDERS: r"stop ?loss\w*|stops?|take ?profits?|limit|trail\w*|orders?|oco|targets?|tp|sl|protect",
    Topic.TRADES: (
        r"buy\w*|bought|sell\w*|sold|swap\w*|trad\w+|convert\w*|exchang\w+|bridg\w+|purchas\w+|invest\w*|dump\w*|"
        r"ape\w*|grab|offload|liquidate|cash out|get rid"
    ),
    Topic.WALLETS: r"wallets?|address\w*|accounts?|keys?|paper|deposit\w*",
    Topic.PRICES: (
        r"pric\w+|worth|costs?|charts?|graphs?|portfolio|balances?|holdings?|performance|profits?|history|rebalanc\w*|"
        r"insights?|advice|value|coins?|tokens?"
    ),
    Topic.SETTINGS: r"settings?|slippage|time ?zone|quiet|digest|currency|status|help",
}
_TOPICS: Final = {topic: re.compile(rf"\b(?:{words})\b") for topic, words in _WORDS.items()}


def suggestions_for(text: str) -> tuple[Topic | None, list[str]]:
    """Return the topic that a text seems to be about, and sentences to say instead, the nearest first."""
    words = fold(text[:1000])
    topic = next((topic for topic, pattern in _TOPICS.items() if pattern.search(words)), None)
    if topic is None:
        return None, list(_ANYTHING)
    nearest = sorted(commands_about(topic), key=lambda command: -_likeness(command, words))
    return topic, [command.examples[0] for command in nearest if command.examples][:MOST]


def _likeness(command: Command, words: str) -> int:
    """Count the words that a text shares with a command's name, summary and examples."""
    known = fold(" ".join((command.name, command.summary, *command.examples)))
    return len(set(re.findall(r"[a-z]{3,}", known)) & set(re.findall(r"[a-z]{3,}", words)))
