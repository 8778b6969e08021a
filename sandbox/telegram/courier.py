"""Delivers updates to the bot's webhook as Telegram does: in order, one at a time, repeated until it says 2xx."""

from __future__ import annotations

import logging
import threading
import time

import requests

from sandbox.telegram.state import Telegram
from sandbox.telegram.world import PendingUpdate, Webhook

__all__ = ["Courier"]

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 10
# https://core.telegram.org/bots/webhooks: the answer is awaited this long, then the update is sent again.
ANSWER_SECONDS = 60
FIRST_DELAY_SECONDS = 1.0
LONGEST_DELAY_SECONDS = 60.0
KEPT_SECONDS = 24 * 3600


class Courier:
    """One background thread; it never holds Telegram's lock while it talks to the bot."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._stopping = False
        self._delay = 0.0
        self._last_webhook: Webhook | None = None
        self._session = requests.Session()
        self._session.trust_env = False
        self._thread = threading.Thread(target=self._run, name="sandbox-telegram-courier", daemon=True)

    def start(self) -> None:
        """Begin delivering."""
        self._thread.start()

    def stop(self) -> None:
        """Deliver nothing more; a delivery under way may still end."""
        with self._telegram.changed:
            self._stopping = True
            self._telegram.changed.notify_all()

    def _run(self) -> None:
        while (parcel := self._next()) is not None:
            webhook, update = parcel
            self._settle(webhook, update, problem=self._deliver(webhook, update))
        self._session.close()

    def _next(self) -> tuple[Webhook, PendingUpdate] | None:
        """Wait for an update and its turn; None means stop."""
        telegram = self._telegram
        with telegram.changed:
            not_before = time.monotonic() + self._delay
            while not self._stopping:
                world = telegram.world
                if world.webhook is not self._last_webhook:  # a newly set webhook is tried at once
                    self._last_webhook, self._delay, not_before = world.webhook, 0.0, 0.0
                wait = not_before - time.monotonic()
                if world.webhook.url and world.updates and wait <= 0:
                    return world.webhook, world.updates[0]
                telegram.changed.wait(wait if wait > 0 else None)
        return None

    def _deliver(self, webhook: Webhook, update: PendingUpdate) -> str:
        """Post one update and return what went wrong, or nothing."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            answer = self._session.post(
                webhook.url,
                json=update.content,
                headers=headers,
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                allow_redirects=False,
            )
        except requests.Timeout:
            return "Read timeout expired"
        except requests.RequestException:
            return "Connection failed"
        return "" if 200 <= answer.status_code < 300 else f"Wrong response from the webhook: {answer.status_code}"

    def _settle(self, webhook: Webhook, update: PendingUpdate, *, problem: str) -> None:
        with self._telegram.changing() as world:
            if not problem or time.time() - update.queued_at > KEPT_SECONDS:
                world.updates = [u for u in world.updates if u.id != update.id]
            webhook.failing = bool(problem)
            if problem:
                webhook.last_error, webhook.last_error_at = problem, int(time.time())
                self._delay = min(max(self._delay * 2, FIRST_DELAY_SECONDS), LONGEST_DELAY_SECONDS)
                logger.info("sandbox: update %s was not taken (%s); next try in %s s", update.id, problem, self._delay)
            else:
                self._delay = 0.0
