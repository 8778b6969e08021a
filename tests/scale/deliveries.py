"""Telegram's side of the webhook: each update is brought until somebody takes it, to whichever web process answers."""

from __future__ import annotations

import http.client
import queue
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from tests.scale.updates import Update

__all__ = ["Deliveries"]

SECRET: Final = "scale-webhook-secret"
SENDERS: Final = 16
_ANSWER_SECONDS: Final = 10  # as long as an update may wait for its 200
_AGAIN_SECONDS: Final = 0.25
_HEADERS: Final = {
    "Host": "esther.example",
    "Content-Type": "application/json",
    "X-Telegram-Bot-Api-Secret-Token": SECRET,
    "X-Forwarded-Proto": "https",
}

Address = tuple[str, int]
Waiting = tuple[bool, int, Update | None]  # whether it can wait, its place, and what ends a sender


@dataclass
class Deliveries:
    """Threads that bring updates at a pace; `first_tried` and `taken` say when, by update id, in seconds since 1970."""

    webs: list[Address]
    per_second: float
    first_tried: dict[int, float] = field(default_factory=dict)
    taken: dict[int, float] = field(default_factory=dict)
    tries_that_failed: int = 0
    brought: int = 0
    _waiting: queue.PriorityQueue[Waiting] = field(default_factory=queue.PriorityQueue)
    _places: Iterator[int] = field(default_factory=count)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _next_at: float = 0
    _threads: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._threads = [threading.Thread(target=self._send_all, args=(seed,), daemon=True) for seed in range(SENDERS)]
        for thread in self._threads:
            thread.start()

    def bring(self, update: Update, *, first: bool = False) -> None:
        """Have an update brought; `first` before those that are not."""
        self._waiting.put((not first, next(self._places), update))

    @property
    def is_busy(self) -> bool:
        return self._waiting.unfinished_tasks > 0

    def wait_until_taken(self, *, seconds: float) -> None:
        """Wait until everything was taken. Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while self._waiting.unfinished_tasks:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self._waiting.unfinished_tasks} updates were not taken after {seconds} s")
            time.sleep(0.05)

    def stop(self) -> None:
        """End when everything was taken."""
        for _thread in self._threads:
            self._waiting.put((True, next(self._places), None))
        for thread in self._threads:
            thread.join()

    def _send_all(self, seed: int) -> None:
        chance = random.Random(seed)
        connections: dict[Address, http.client.HTTPConnection] = {}
        while (update := self._waiting.get()[2]) is not None:
            self._wait_for_turn()
            self._bring_until_taken(update, connections, chance)
            self._waiting.task_done()
        for connection in connections.values():
            connection.close()

    def _wait_for_turn(self) -> None:
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next_at)
            self._next_at = turn + 1 / self.per_second
        time.sleep(turn - now)

    def _bring_until_taken(
        self, update: Update, connections: dict[Address, http.client.HTTPConnection], chance: random.Random
    ) -> None:
        body = update.body(self.first_tried.setdefault(update.update_id, time.time()))
        while not self._is_taken(body, chance.choice(self.webs), connections):
            with self._lock:
                self.tries_that_failed += 1
            time.sleep(_AGAIN_SECONDS)
        now = time.time()
        self.taken.setdefault(update.update_id, now)
        with self._lock:
            self.brought += 1

    def _is_taken(self, body: bytes, web: Address, connections: dict[Address, http.client.HTTPConnection]) -> bool:
        connection = connections.pop(web, None) or http.client.HTTPConnection(*web, timeout=_ANSWER_SECONDS)
        try:
            connection.request("POST", "/webhook", body, _HEADERS)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            return False
        connections[web] = connection
        return answer.status == 200
