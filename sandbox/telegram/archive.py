"""Where the stand-in Telegram keeps its chats, pictures and files between two runs."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path

from sandbox.telegram.world import World, world_from_json

__all__ = ["Archive"]

logger = logging.getLogger(__name__)


class Archive:
    """A folder with `telegram.json`, and the pictures and files beside it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "telegram.json"
        self._photos = folder / "photos"
        self._documents = folder / "documents"
        self._writing = threading.Lock()

    def load(self) -> World:
        """Return the world as it was left, or a new one."""
        try:
            return world_from_json(json.loads(self._file.read_text()))
        except FileNotFoundError:
            return World()
        except (KeyError, TypeError, ValueError):
            logger.warning("%s cannot be read, so the sandbox starts with empty chats", self._file)
            return World()

    def save(self, text: str) -> None:
        """Replace the file in one step, so that a reader never sees half of it."""
        with self._writing:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft = self._file.with_suffix(".draft")
            draft.write_text(text)
            draft.replace(self._file)

    def save_photo(self, file_id: str, content: bytes) -> None:
        """Keep a picture under its id."""
        self._photos.mkdir(parents=True, exist_ok=True)
        (self._photos / file_id).write_bytes(content)

    def photo(self, file_id: str) -> bytes | None:
        """Return a picture; `file_id` must be one that the world knows, never a path."""
        try:
            return (self._photos / file_id).read_bytes()
        except FileNotFoundError:
            return None

    def save_document(self, file_id: str, content: bytes) -> None:
        """Keep a file under its id."""
        self._documents.mkdir(parents=True, exist_ok=True)
        (self._documents / file_id).write_bytes(content)

    def document(self, file_id: str) -> bytes | None:
        """Return a file; `file_id` must be one that the world knows, never a path."""
        try:
            return (self._documents / file_id).read_bytes()
        except FileNotFoundError:
            return None

    def forget_files(self) -> None:
        """Delete all pictures and files."""
        for path in (*self._photos.glob("*"), *self._documents.glob("*")):
            path.unlink(missing_ok=True)
