"""The stand-in Telegram while it runs: one world, one lock, and a whisper to whoever waits for a change."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.telegram.archive import Archive
from sandbox.telegram.pacing import Pacing
from sandbox.telegram.world import Json, PendingUpdate, World

__all__ = ["Telegram"]

SAVE_DELAY_SECONDS = 0.3


class Telegram:
    """The world behind a lock.

    Nobody does network or disk work while holding `changed`: the bot answers from other threads of the same process,
    and would wait for ever.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.world: World = archive.load()
        self.changed = threading.Condition()
        self.pacing = Pacing()
        self.poller = 0
        self.polled_at = 0.0
        self._saving: threading.Timer | None = None
        self._closed = False

    @contextmanager
    def changing(self) -> Iterator[World]:
        """Hold the lock for a change; when it succeeds, wake those who wait and have it written down soon."""
        with self.changed:
            yield self.world
            self.world.touch()
            self.changed.notify_all()
            self._save_soon()

    def queue(self, kind: str, content: Json, *, now: float) -> None:
        """Queue an update for the bot, unless it asked not to get this kind. Call it inside `changing`."""
        world = self.world
        if world.allowed_updates and kind not in world.allowed_updates:
            return
        update_id = world.next_update_id
        world.next_update_id += 1
        world.updates.append(PendingUpdate(update_id, now, {"update_id": update_id, kind: content}))

    def save(self) -> None:
        """Write the world down now."""
        with self.changed:
            if self._saving:
                self._saving.cancel()
            self._saving = None
            text = json.dumps(self.world, default=vars)
        self.archive.save(text)

    def close(self) -> None:
        """Write the world down for the last time: whoever still holds this object writes nothing more."""
        self._closed = True
        self.save()

    def _save_soon(self) -> None:
        if self._saving is None and not self._closed:
            self._saving = threading.Timer(SAVE_DELAY_SECONDS, self.save)
            self._saving.daemon = True
            self._saving.start()
