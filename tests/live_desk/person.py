"""Somebody in Telegram who trades: all they do is write, press and read; the chain is looked at beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.chain.ledger import Ledger
from tests.chain.trader import ETHER
from tests.live_desk.desk import BASE, ETHEREUM, Desk, until

__all__ = ["HEADERS", "Message", "Person", "Trade", "trader"]

PHRASE = "I understand that these are real funds"
HEADERS = {"Sec-Fetch-Site": "same-origin"}
_TAG = re.compile(r"<[^>]+>")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")

Message = dict[str, Any]


@dataclass
class Trade:
    """A trade as its person knows it: by the message that shows it, and the handle in that."""

    handle: str
    message_id: int


@dataclass
class Person:
    """Somebody at the chat page, which is Telegram's app here."""

    desk: Desk
    id: int
    address: str = ""
    funded: dict[tuple[int, str], int] = field(default_factory=dict)
    _seen: int = 0

    def says(self, text: str) -> None:
        self._act("send", {"text": text})

    def presses(self, label: str, *, message_id: int | None = None) -> None:
        """Press a button of the newest message that has it, or of a certain message."""
        found = until(lambda: self._button(label, message_id), what=f"the button {label!r}")
        self._act("press", {"message": found[0], "data": found[1]})

    def sees(self, words: str, *, seconds: float = 60) -> Message:
        """Wait until the bot has said something with these words since the last deed, or edited it in."""
        return until(lambda: self._newest(words), what=lambda: f"{words!r} after {self.chat()[-2:]}", seconds=seconds)

    def trades(self, words: str) -> Trade:
        """Ask for a trade, and confirm it."""
        trade = self.asks_for(words)
        self.presses("Confirm", message_id=trade.message_id)
        return trade

    def asks_for(self, words: str) -> Trade:
        """Ask for a trade, and read its quote."""
        self.says(words)
        message = self.sees("Nothing happens until you press Confirm")
        assert "LIVE" in message["text"]
        _, data = self._button("Confirm", message["id"]) or (0, "")
        return Trade(data.partition(":")[2], message["id"])

    def card(self, trade: Trade) -> Message:
        """Return the message that shows a trade, as it reads now."""
        return next(message for message in self.messages() if message["id"] == trade.message_id)

    def readings(self, trade: Trade) -> list[str]:
        """Return all that the message of a trade has said, from its first edit on."""
        edits = [request.fields for request in self.desk.telegram.requests if request.path.endswith("/editMessageText")]
        mine = (str(self.id), str(trade.message_id))
        return [_TAG.sub("", edit["text"]) for edit in edits if (str(edit["chat_id"]), str(edit["message_id"])) == mine]

    def is_told(self, trade: Trade, words: str, *, seconds: float = 60) -> str:
        """Wait until some message about a trade says it."""
        what = f"{words!r} about {trade.handle}"
        return until(lambda: self._about(trade, words), what=what, seconds=seconds)

    def chat(self) -> list[str]:
        """Return all that the bot has said."""
        return [str(message["text"]) for message in self.messages() if message["by_bot"]]

    def messages(self) -> list[Message]:
        return list(self._state()["messages"])

    def funds(self, symbol: str, units: int, *, chain: int = ETHEREUM) -> None:
        """Send somebody's tokens to the wallet, on the chain."""
        self.ledger(chain).fund(self.address, symbol, units)
        self.funded[chain, symbol] = self.funded.get((chain, symbol), 0) + units

    def holds(self, symbol: str, *, chain: int = ETHEREUM) -> int:
        return self.ledger(chain).balance(self.address, symbol)

    def ledger(self, chain: int) -> Ledger:
        return self.desk.world[chain]

    def _about(self, trade: Trade, words: str) -> str:
        about = [text for text in self.chat() if trade.handle in text and words in text]
        return about[-1] if about else ""

    def _newest(self, words: str) -> Message | None:
        fresh = [m for m in self.messages() if m["by_bot"] and m["version"] > self._seen and words in m["text"]]
        return fresh[-1] if fresh else None

    def _button(self, label: str, message_id: int | None) -> tuple[int, str] | None:
        return next(
            (
                (message["id"], button["callback_data"])
                for message in reversed(self.messages())
                if message_id in (None, message["id"])
                for row in message["keyboard"]
                for button in row
                if label in button["text"]
            ),
            None,
        )

    def _act(self, action: str, body: dict[str, Any]) -> None:
        self._seen = int(self._state()["version"])
        _post(self.desk, action, {"person": self.id} | body)

    def _state(self) -> dict[str, Any]:
        parameters = {"person": str(self.id), "since": "0"}
        answer = requests.get(f"{self.desk.chat_url}/sandbox/chat/state", params=parameters, timeout=10)
        state: dict[str, Any] = answer.json()
        return state


def trader(desk: Desk, name: str, **funds: int) -> Person:
    """Let somebody new sign up, make a wallet and turn live trading on, all in the chat.

    The wallet is given ten coins on both chains, and the funds on Ethereum.
    """
    person = Person(desk, int(_post(desk, "people", {"name": name})["id"]))
    person.says("/start")
    person.sees("I am Esther")
    person.says("/addwallet create Trading")
    (address,) = set(_ADDRESS.findall(person.sees("A fresh wallet")["text"]))
    person.address = address
    for chain in (ETHEREUM, BASE):
        person.funds("ETH", 10 * ETHER, chain=chain)
    for symbol, units in funds.items():
        person.funds(symbol, units)
    person.says("/setdefaultwallet Trading")
    person.sees("You trade with this wallet")
    person.says("/enablelivetrading")
    person.sees("To go on type")
    person.says(PHRASE)
    person.sees("Live trading is on")
    desk.people.append(person)
    desk.figures.people += 1
    return person


def _post(desk: Desk, action: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = requests.post(f"{desk.chat_url}/sandbox/chat/{action}", json=body, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    result: dict[str, Any] = answer.json()
    return result
