"""Two processes of Esther on one database, as while a new version is deployed: everything happens once."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
import requests

from tests.counterparts import Counterparts
from tests.fresh_database import fresh_database
from tests.messaging import SECRET, deliver
from tests.serving import Environment, Server, environment, serving, shell

pytestmark = [pytest.mark.slow, pytest.mark.production]

TICK = "overlap-tick-secret"
MESSAGES, ALERTS = 12, 20

_ALERTS = f"""
from alerts.models import Alert
from tokens.models import Token
from trading.models import User
from trading.users import Newcomer, activate, meet
eth = Token.objects.get(chain_id=1, is_native=True)
for number in range({ALERTS}):
    user, _ = meet(Newcomer(telegram_id=500 + number, first_name="A", username=""))
    activate(user)
    Alert.objects.create(user=user, kind="price", direction="above", token=eth, threshold=1)
"""
_STATES = """
from alerts.models import Notification
print(sorted(Notification.objects.values_list("state", "attempts")))
"""


def settings(url: str, world: Counterparts, **more: str) -> Environment:
    return environment(
        url,
        ALLOWED_HOSTS="127.0.0.1",
        SECRET_KEY="a-secret-key-for-tests-only-0123456789-abcdefghij",
        WEBHOOK_SECRET=SECRET,
        TICK_SECRET=TICK,
        TELEGRAM_BOT_TOKEN="42:overlap",
        OPEN_REGISTRATION="True",
        **world.settings,
        **more,
    )


def price_asked(server: Server, number: int) -> None:
    """Bring a message of a person of its own."""
    deliver(server, number, chat_id=number, text="price eth")


def tick(server: Server, secret: str = TICK) -> requests.Response:
    return requests.post(f"{server.url}/tick", headers={"Authorization": f"Bearer {secret}"}, timeout=40)


def in_threads(*jobs: tuple[Server, int]) -> None:
    threads = [threading.Thread(target=price_asked, args=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_what_reaches_both_is_answered_once_and_fires_once(tmp_path: Path) -> None:
    with Counterparts() as world, fresh_database(tmp_path) as url:
        env = settings(url, world, MONITOR_INTERVAL="1")
        with (
            serving(env, log=tmp_path / "old") as old,
            serving(env, log=tmp_path / "new", is_prepared=True) as new,
        ):
            in_threads(*((server, number) for number in range(1, MESSAGES + 1) for server in (old, new)))
            world.wait_for(MESSAGES, seconds=60)
            shell(env, _ALERTS)
            world.wait_for(MESSAGES + ALERTS, seconds=60)
            time.sleep(3)
            states = shell(env, _STATES)
        chats = [chat for chat, _ in world.replies]

    assert sorted(chats) == [*range(1, MESSAGES + 1), *range(500, 500 + ALERTS)]
    assert states == f"{[('sent', 1)] * ALERTS}\n"


def test_without_a_thread_of_its_own_a_tick_from_outside_does_it_all(tmp_path: Path) -> None:
    with Counterparts() as world, fresh_database(tmp_path) as url:
        env = settings(url, world, RUN_MONITOR="False")
        with serving(env, log=tmp_path / "log") as server:
            shell(env, _ALERTS)
            time.sleep(3)
            assert world.replies == []
            assert tick(server, "wrong").status_code == 403
            assert requests.get(f"{server.url}/tick", timeout=5).status_code == 405

            answer = tick(server)
            world.wait_for(ALERTS, seconds=30)
            again = tick(server)

        log = (tmp_path / "log").read_text()
    assert answer.status_code == 200
    said = answer.json()
    assert (said["ran"], said["failed"], said["left"]) == (True, [], [])
    assert "watch_prices" in said["worked"]
    assert said["delivery_rounds"] > 0
    assert again.json()["worked"] == []
    assert len(world.replies) == ALERTS
    assert TICK not in log
