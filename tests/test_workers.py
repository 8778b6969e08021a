"""The large form's workers and monitors as processes, killed in turn: what was waiting is done all the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from tests.counterparts import Counterparts
from tests.fresh_database import fresh_database
from tests.redis import needs_redis, temporary_redis
from tests.serving import ROOT, Environment, environment, manage, shell

pytestmark = [pytest.mark.slow, pytest.mark.large, pytest.mark.production, needs_redis]

PATIENCE_SECONDS: Final = 40

_ALERT = """
from alerts.models import Alert
from tokens.models import Token
from trading.users import Newcomer, activate, meet
user, _ = meet(Newcomer(telegram_id={chat}, first_name="A", username=""))
activate(user)
eth = Token.objects.get(chain_id=1, is_native=True)
Alert.objects.create(user=user, kind="price", direction="above", token=eth, threshold=1)
"""
_ON_DUTY = "from alerts.models import Duty; print(Duty.objects.get().holder.split(':')[1])"
_TOLD = "from alerts.models import Notification; print(sorted(Notification.objects.values_list('state', 'attempts')))"


class SlowMarket(Counterparts):
    """Lets the price be waited for, when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0
        self.is_asked = False

    def _answer(self, path: str, body: bytes) -> dict[str, Any]:
        if self.seconds and path.endswith("/market/price"):
            self.is_asked = True
            time.sleep(self.seconds)
        return super()._answer(path, body)


class Desk:
    """Processes on one database, and what they were started with."""

    def __init__(self, env: Environment, log: Path) -> None:
        self.env, self._log = env, log
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.env,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        queues = "prices,settle,deliver,sync,snapshot"
        command = ("-m", "celery", "-A", "esther_site.celery_app", "worker", "-Q", queues, "-c", "2")
        return self.start(*command, "--without-gossip", "--without-mingle")

    def shell(self, program: str) -> str:
        return shell(self.env, program).strip()

    def waits_for_a_price(self, chat: int) -> None:
        self.shell(_ALERT.format(chat=chat))

    def close(self) -> None:
        for process in self.running:
            kill(process, signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(20)
            finally:
                kill(process)


def kill(process: subprocess.Popen[bytes], number: signal.Signals = signal.SIGKILL) -> None:
    if process.poll() is None:
        os.killpg(process.pid, number)
    if number == signal.SIGKILL:
        process.wait(10)


@contextmanager
def desk(folder: Path, world: Counterparts, redis_url: str) -> Iterator[Desk]:
    with ExitStack() as stack:
        env = environment(
            stack.enter_context(fresh_database(folder)),
            REDIS_URL=redis_url,
            SECRET_KEY="a-secret-key-for-tests-only-0123456789-abcdefghij",
            TELEGRAM_BOT_TOKEN="42:workers",
            MONITOR_INTERVAL="1",
            WAKE_AGAIN_SECS="3",
            DUTY_LEASE_SECS="3",
            LOG_FORMAT="line",
            **world.settings,
        )
        manage(env, "migrate", "-v0")
        manage(env, "seed_tokens", "-v0")
        desk = Desk(env, folder / "log")
        stack.callback(desk.close)
        yield desk


def test_whoever_is_killed_and_whatever_is_lost_everything_is_told_once(tmp_path: Path) -> None:
    with SlowMarket() as world, temporary_redis() as redis, desk(tmp_path, world, redis.url) as esther:
        for _ in range(2):
            esther.start("manage.py", "monitor")
        first = esther.worker()
        esther.waits_for_a_price(501)
        world.wait_for(1, seconds=PATIENCE_SECONDS)

        world.seconds = 2
        esther.waits_for_a_price(502)
        until(lambda: world.is_asked)
        kill(first)  # with a price in its hands
        world.seconds = 0
        esther.worker()
        world.wait_for(2, seconds=PATIENCE_SECONDS)

        on_duty = int(esther.shell(_ON_DUTY))
        kill(next(process for process in esther.running if process.pid == on_duty))
        esther.waits_for_a_price(503)
        world.wait_for(3, seconds=PATIENCE_SECONDS)

        redis.kill()
        esther.waits_for_a_price(504)
        world.wait_for(4, seconds=PATIENCE_SECONDS)
        redis.start()
        until(lambda: "takes tasks again" in (tmp_path / "log").read_text())
        told = esther.shell(_TOLD)

    assert [chat for chat, _ in world.replies] == [501, 502, 503, 504]
    assert told == str([("sent", 1)] * 4)
    assert (tmp_path / "log").read_text().count("Redis takes no tasks") == 1


def until(is_so: Any) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.01)
