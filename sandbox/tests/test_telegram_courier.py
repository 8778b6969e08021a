from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from sandbox.telegram import courier
from sandbox.telegram.people import say
from sandbox.telegram.running import switch_off, telegram
from sandbox.tests.telegram_bot import ALICE, Talk, eventually


class Hook:
    """A bot's webhook that answers as it is told: `answers` first, then 200."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.slow_seconds = 0.0
        self.received: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.secrets.append(self.headers["X-Telegram-Bot-Api-Secret-Token"])
                hook.received.append(json.loads(body))
                if hook.slow_seconds and len(hook.received) == 1:
                    time.sleep(hook.slow_seconds)
                self.send_response(hook.answers.pop(0) if hook.answers else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.received]

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    monkeypatch.setattr(courier, "FIRST_DELAY_SECONDS", 0.05)
    hook = Hook()
    yield hook
    switch_off()
    hook.close()


def test_updates_are_delivered_in_order_with_the_secret(bot: Talk, hook: Hook) -> None:
    bot(lambda b: b.set_webhook(hook.url, secret_token="a-secret"))

    for number in range(20):
        say(telegram(), ALICE, f"{number}")
    eventually(lambda: len(hook.received) == 20)
    eventually(lambda: not telegram().world.updates)

    assert hook.texts() == [f"{number}" for number in range(20)]
    assert set(hook.secrets) == {"a-secret"}
    ids = [update["update_id"] for update in hook.received]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("status", [503, 403, 302])
def test_a_refused_update_is_sent_again_before_the_next(bot: Talk, hook: Hook, status: int) -> None:
    hook.answers = [status, status]
    bot(lambda b: b.set_webhook(hook.url))

    say(telegram(), ALICE, "one")
    say(telegram(), ALICE, "two")
    eventually(lambda: len(hook.received) == 4)

    assert hook.texts() == ["one", "one", "one", "two"]
    assert len({update["update_id"] for update in hook.received[:3]}) == 1
    info = bot(lambda b: b.get_webhook_info())
    assert info.last_error_message == f"Wrong response from the webhook: {status}"
    assert info.last_error_date is not None


def test_an_answer_that_does_not_come_is_a_failure(bot: Talk, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "ANSWER_SECONDS", 0.1)
    hook.slow_seconds = 0.3
    bot(lambda b: b.set_webhook(hook.url))

    say(telegram(), ALICE, "one")
    eventually(lambda: len(hook.received) == 2)

    assert hook.texts() == ["one", "one"]
    assert telegram().world.webhook.last_error == "Read timeout expired"


def test_updates_wait_for_a_webhook_that_is_down_and_a_new_one_is_tried_at_once(
    bot: Talk, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "FIRST_DELAY_SECONDS", 60)
    say(telegram(), ALICE, "written before there was a webhook")
    bot(lambda b: b.set_webhook("http://127.0.0.1:1/nobody-listens"))
    eventually(lambda: telegram().world.webhook.failing)

    assert bot(lambda b: b.get_webhook_info()).pending_update_count == 1
    bot(lambda b: b.set_webhook(hook.url))
    eventually(lambda: not telegram().world.updates)

    assert hook.texts() == ["written before there was a webhook"]


def test_an_update_is_given_up_after_a_day(bot: Talk, hook: Hook) -> None:
    say(telegram(), ALICE, "old")
    telegram().world.updates[0].queued_at -= 24 * 3600 + 1
    hook.answers = [500]
    bot(lambda b: b.set_webhook(hook.url))

    eventually(lambda: not telegram().world.updates)

    assert hook.texts() == ["old"]


def test_what_was_not_delivered_is_delivered_after_a_restart(bot: Talk, hook: Hook) -> None:
    bot(lambda b: b.set_webhook("http://127.0.0.1:1/nobody-listens"))
    say(telegram(), ALICE, "one")
    telegram().world.webhook.url = hook.url
    switch_off()

    telegram()
    eventually(lambda: not telegram().world.updates)

    assert hook.texts()[-1] == "one"
