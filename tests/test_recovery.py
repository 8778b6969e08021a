"""What a crash, a restart or an overlap of two processes does to messages on their way: nothing is lost or doubled."""

from __future__ import annotations

import json
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
import requests

from tests.counterparts import Counterparts
from tests.serving import Environment, Server, environment, serving

pytestmark = [pytest.mark.slow, pytest.mark.production]

SECRET = "recovery-webhook-secret"
_update_ids = count(1)


@contextmanager
def silent_okx() -> Iterator[str]:
    """A server that takes requests and never answers."""
    listener = socket.create_server(("127.0.0.1", 0))
    held: list[socket.socket] = []

    def hold() -> None:
        while True:
            try:
                held.append(listener.accept()[0])
            except OSError:
                return

    threading.Thread(target=hold, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()
        for connection in held:
            connection.close()


def settings(folder: Path, world: Counterparts, *, okx: str) -> Environment:
    return environment(
        f"sqlite:///{folder / 'db.sqlite3'}",
        ALLOWED_HOSTS="127.0.0.1",
        SECRET_KEY="a-secret-key-for-tests-only-0123456789-abcdefghij",
        WEBHOOK_SECRET=SECRET,
        TELEGRAM_BOT_TOKEN="42:recovery",
        TELEGRAM_API_BASE_URL=world.url,
        OKX_BASE_URL=okx,
        OKX_MARKET_BASE_URL=okx,
        OKX_API_KEY="k",
        OKX_API_SECRET="s",
        OKX_API_PASSPHRASE="p",
        OKX_REQUESTS_PER_SECOND="100",
        OPEN_REGISTRATION="True",
    )


def deliver(server: Server, text: str, *, update_id: int | None = None) -> int:
    """Bring a message as Telegram does; return its update id."""
    update_id = update_id or next(_update_ids)
    person = {"id": 7, "is_bot": False, "first_name": "Alice"}
    chat = {"id": 7, "type": "private"}
    message = {"message_id": 1, "date": int(time.time()), "chat": chat, "from": person, "text": text}
    answer = requests.post(
        f"{server.url}/webhook",
        data=json.dumps({"update_id": update_id, "message": message}),
        headers={"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"},
        timeout=10,
    )
    assert answer.status_code == 200
    return update_id


def unfinished(folder: Path) -> int:
    with sqlite3.connect(folder / "db.sqlite3") as database:
        (number,) = database.execute("SELECT count(*) FROM bots_inboxupdate WHERE done_at IS NULL").fetchone()
    return int(number)


def test_a_message_in_hand_when_the_power_goes_is_answered_after_the_restart(tmp_path: Path) -> None:
    with Counterparts() as world, silent_okx() as silence:
        with serving(settings(tmp_path, world, okx=silence), log=tmp_path / "log") as server:
            deliver(server, "price eth")
            time.sleep(1)
            server.kill()
        assert (world.replies, unfinished(tmp_path)) == ([], 1)
        with sqlite3.connect(tmp_path / "db.sqlite3") as database:  # as if the dead process's lease had run out by now
            database.execute("UPDATE bots_inboxupdate SET lease_until = received_at")

        with serving(settings(tmp_path, world, okx=world.url), log=tmp_path / "log"):
            world.wait_for(1, seconds=60)
            time.sleep(1)

    assert (len(world.replies), unfinished(tmp_path)) == (1, 0)


def test_a_repeated_delivery_is_answered_once_also_by_the_next_process(tmp_path: Path) -> None:
    with Counterparts() as world:
        env = settings(tmp_path, world, okx=world.url)
        with serving(env, log=tmp_path / "log") as server:
            update_id = deliver(server, "price eth")
            deliver(server, "price eth", update_id=update_id)
            world.wait_for(1, seconds=30)
            server.kill()
        with serving(env, log=tmp_path / "log") as next_server:
            deliver(next_server, "price eth", update_id=update_id)
            time.sleep(2)

    assert len(world.replies) == 1


def test_a_polite_stop_finishes_what_is_in_hand(tmp_path: Path) -> None:
    with (
        Counterparts(delay_seconds=2) as world,
        serving(settings(tmp_path, world, okx=world.url), log=tmp_path / "log") as server,
    ):
        deliver(server, "/help")
        time.sleep(0.5)
        exit_code = server.terminate()

    assert (exit_code, len(world.replies), unfinished(tmp_path)) == (0, 1, 0)
