"""What reached the stand-ins, as it was recorded line by line; read further while more is written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Message", "Records"]


@dataclass(frozen=True)
class Message:
    """A message sent to a chat, or put in place of an earlier one; `at` in seconds since 1970."""

    at: float
    chat_id: int
    text: str
    buttons: tuple[str, ...]
    message_id: int
    is_edit: bool


class Records:
    """Reads a record, and keeps what it has read."""

    def __init__(self, path: Path) -> None:
        self._path, self._offset = path, 0
        self.messages: list[Message] = []
        self.asked: list[tuple[float, str]] = []  # of OKX: when, and the path

    def read(self) -> list[Message]:
        """Read what is new, and return the messages in it."""
        new = []
        for line in map(json.loads, self._new_lines()):
            if "okx" in line:
                self.asked.append((line["at"], line["okx"]))
            elif line["message_id"] is not None:
                new.append(_message(line))
        self.messages += new
        return new

    def _new_lines(self) -> list[bytes]:
        with self._path.open("rb") as record:
            record.seek(self._offset)
            whole, _, _ = record.read().rpartition(b"\n")  # the last line may still be written
        self._offset += len(whole) + 1 if whole else 0
        return whole.splitlines()


def _message(line: dict[str, Any]) -> Message:
    is_edit = line["telegram"].lower().startswith("edit")
    return Message(line["at"], line["chat"], line["text"], tuple(line["buttons"]), line["message_id"], is_edit)
