"""Those who use Esther in the proofs: they write, confirm trades when the card is there, and ask again when told to."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tests.scale.deliveries import Deliveries
from tests.scale.records import Message, Records
from tests.scale.updates import TRADE, Update, pressed, said, shuffled

__all__ = ["People"]

_LOOK_SECONDS: Final = 0.1
_TWICE: Final = 0.1  # of those who confirm
_MOST_ASKED: Final = 4  # times, for one trade
_ASK_AGAIN: Final = ("Nothing was done: please send it again", "Nothing was traded: refresh it")


@dataclass
class People:
    """Reads what reaches the chats, and presses Confirm under the first card of each."""

    records: Records
    deliveries: Deliveries
    ids: Iterator[int]
    chance: random.Random
    more: list[Update] = field(default_factory=list)  # that they said and pressed upon what they read
    confirmed: set[int] = field(default_factory=set)  # chats
    asked_again: Counter[int] = field(default_factory=Counter)
    _over: threading.Event = field(default_factory=threading.Event)

    def say(self, updates: list[Update], *, first: bool = False) -> None:
        """Have updates brought, in disorder; `first` before all that still waits to be brought."""
        for update in shuffled(updates, self.chance):
            self.deliveries.bring(update, first=first)

    def watch(self) -> None:
        """Press until `stop` is called. For a thread of its own."""
        while not self._over.wait(_LOOK_SECONDS):
            for message in self.records.read():
                self._heed(message)

    def stop(self) -> None:
        self._over.set()

    def _heed(self, message: Message) -> None:
        chat_id = message.chat_id
        if any(words in message.text for words in _ASK_AGAIN) and self.asked_again[chat_id] < _MOST_ASKED:
            self.asked_again[chat_id] += 1
            self.confirmed.discard(chat_id)
            self._act([said(next(self.ids), chat_id, TRADE)])
            return
        data = next((each for each in message.buttons if each.startswith("confirm:")), None)
        if data and not message.is_edit and chat_id not in self.confirmed:
            self.confirmed.add(chat_id)
            times = 1 + (self.chance.random() < _TWICE)
            ids = [next(self.ids) for _ in range(times)]
            self._act([pressed(each, chat_id, message_id=message.message_id, data=data) for each in ids])

    def _act(self, updates: list[Update]) -> None:
        self.more += updates
        self.say(updates, first=True)
