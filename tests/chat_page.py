"""Using the sandbox as a person does, but over HTTP: write, press, and read what the bubbles say."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import requests

__all__ = ["Person"]

PATIENCE_SECONDS = 60


class Person:
    """Somebody at the chat page of a sandbox."""

    def __init__(self, url: str, person_id: int) -> None:
        self._url = f"{url}/sandbox/chat"
        self._id = person_id

    def says(self, text: str) -> None:
        self._act("send", {"text": text})

    def presses(self, label: str) -> None:
        """Press a button of the newest message that has it."""
        message, data = next(
            (message["id"], button["callback_data"])
            for message in reversed(self._messages())
            for row in message["keyboard"]
            for button in row
            if label in button["text"]
        )
        self._act("press", {"message": message, "data": data})

    def link(self, label: str) -> str:
        """Return where a button of the newest message leads."""
        (url,) = (
            str(button["url"]) for row in self._messages()[-1]["keyboard"] for button in row if label in button["text"]
        )
        return url

    def moves_the_market(self, symbol: str, percent: int) -> None:
        self._act("nudge", {"symbol": symbol, "percent": percent})

    def sees(self, words: str, *, seconds: float = PATIENCE_SECONDS) -> str:
        """Wait until the newest message of the bot holds the words; return all of it."""
        return self._wait(lambda text: words in text, words, seconds)

    def _wait(self, is_right: Callable[[str], bool], what: str, seconds: float) -> str:
        deadline, newest = time.monotonic() + seconds, ""
        while time.monotonic() < deadline:
            theirs = [message for message in self._messages() if message["by_bot"]]
            newest = theirs[-1]["text"].replace("\N{NO-BREAK SPACE}", " ") if theirs else ""
            if is_right(newest):
                return newest
            time.sleep(0.1)
        raise AssertionError(f"{what!r} did not come; the newest message is {newest!r}")

    def _act(self, action: str, body: dict[str, Any]) -> None:
        headers = {"Sec-Fetch-Site": "same-origin"}
        requests.post(
            f"{self._url}/{action}", json={"person": self._id} | body, headers=headers, timeout=10
        ).raise_for_status()

    def _messages(self) -> list[dict[str, Any]]:
        answer = requests.get(f"{self._url}/state", params={"person": str(self._id), "since": "0"}, timeout=10)
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages
