"""What people say to Esther in the proofs: updates as Telegram brings them, each with an effect that can be counted."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

__all__ = ["FIRING", "SAID_EACH", "TRADE", "Update", "conversations", "pressed", "said", "shuffled", "waits_for_news"]

_FIRST_CHAT: Final = 10_000
FIRING: Final = ("LINK", "25")  # the price that fires the alerts of those who wait for news ...
_AWAITED: Final = "alert link above 20"
_ONE_IN: Final = 10  # ... which is one in so many
_ALERTS_EACH: Final = 4
TRADE: Final = "buy 0.01 eth with usdc"
_HEARD: Final = {
    _AWAITED: ("Alert set", "<b>LINK</b>"),
    "price link": ("<b>LINK</b>  $",),
    "price wbtc": ("<b>WBTC</b>  $",),
    "/alerts": ("<b>Your alerts</b>",),
    "/settings": ("<b>Your settings</b>",),
}
_THRESHOLD: Final = 1_000_000  # USD, which nothing ever costs; each alert waits for a price of its own
_AT_ONCE: Final = 50  # people who write at the same time
_BURST: Final = 3  # messages of one of them
_LATE_BY: Final = 60  # places by which an update may be overtaken on its way
_REPEATED: Final = 0.2

Sentence = tuple[str, int | None]


@dataclass(frozen=True)
class Update:
    """One update; `counts` is the threshold of the alert it sets, which no other update's alert has.

    `text` is what was written, and empty for a press. The answer has all of `heard` in it, as no other in that chat.
    """

    update_id: int
    chat_id: int
    content: dict[str, Any]
    text: str = ""
    counts: int | None = None
    heard: tuple[str, ...] = ()

    def body(self, at: float) -> bytes:
        """Return what Telegram brings of what was said or pressed at a moment, in seconds since 1970."""
        message = self.content.get("message") or self.content["callback_query"]["message"]
        message["date"] = int(at)
        return json.dumps({"update_id": self.update_id, **self.content}).encode()


def conversations(chats: int, ids: Iterator[int]) -> list[Update]:
    """Return what so many people say, in the order in which they say it: each in bursts, all of them nine messages.

    That is four alerts, two prices, a list, the settings and a trade on paper, which is confirmed by a press. One in
    ten wants to be told of a price instead of asking for it.
    """
    thresholds = count(_THRESHOLD)
    people = range(_FIRST_CHAT, _FIRST_CHAT + chats)
    updates = []
    for group in _parts(people, _AT_ONCE):
        talk = {chat_id: _sentences(chat_id, thresholds) for chat_id in group}
        for start in range(0, SAID_EACH, _BURST):
            for chat_id in group:
                burst = talk[chat_id][start : start + _BURST]
                updates += [said(next(ids), chat_id, text, counts=counts) for text, counts in burst]
    return updates


def pressed(update_id: int, chat_id: int, *, message_id: int, data: str) -> Update:
    """Return the press of a button under a message."""
    message = {"message_id": message_id, "chat": _chat(chat_id)}
    query = {
        "id": str(update_id),
        "from": _person(chat_id),
        "message": message,
        "chat_instance": str(chat_id),
        "data": data,
    }
    return Update(update_id, chat_id, {"callback_query": query})


def shuffled(updates: Iterable[Update], chance: random.Random) -> list[Update]:
    """Return updates as a bad line brings them: each may be overtaken, and a fifth of them come twice."""
    placed = [(place + chance.uniform(0, _LATE_BY), update) for place, update in enumerate(updates)]
    again = [(place + chance.uniform(0, _LATE_BY), update) for place, update in placed if chance.random() < _REPEATED]
    return [update for _, update in sorted(placed + again, key=lambda each: each[0])]


def waits_for_news(chat_id: int) -> bool:
    return chat_id % _ONE_IN == 0


def _sentences(chat_id: int, thresholds: Iterator[int]) -> list[Sentence]:
    alerts: list[Sentence] = [
        (f"alert eth above {usd}", usd) for usd in (next(thresholds) for _ in range(_ALERTS_EACH))
    ]
    asked = [_AWAITED if waits_for_news(chat_id) else "price link", "price wbtc", "/alerts", "/settings"]
    first, second, third, fourth = ((text, None) for text in asked)
    return [*alerts[:2], first, (TRADE, None), second, third, alerts[2], fourth, alerts[3]]


def _heard(text: str, counts: int | None) -> tuple[str, ...]:
    """Return by what the answer to a sentence is known."""
    return ("Alert set", f"${counts:,} ") if counts else _HEARD.get(text, ())


SAID_EACH: Final = len(_sentences(0, count()))


def said(update_id: int, chat_id: int, text: str, *, counts: int | None = None) -> Update:
    """Return a message of somebody's in their private chat."""
    message = {
        "message_id": update_id,
        "chat": _chat(chat_id),
        "from": _person(chat_id),
        "text": text,
    }
    return Update(update_id, chat_id, {"message": message}, text, counts, _heard(text, counts))


def _parts(people: range, size: int) -> Iterator[range]:
    return (people[start : start + size] for start in range(0, len(people), size))


def _chat(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "type": "private", "first_name": "Alice"}


def _person(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": "Alice", "language_code": "en"}
