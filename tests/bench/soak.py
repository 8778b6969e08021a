"""`python -m tests.bench.soak`: a day of mixed use in some minutes, and how much memory that took at most.

The server is production's, on a PostgreSQL of its own; a second one, with the sandbox on, plays OKX for it, so that
what the stand-in holds in memory does not count. Telegram is canned.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import count, cycle

import psutil
import requests

from tests.counterparts import Counterparts
from tests.postgres import temporary_server
from tests.serving import Environment, Server, environment, free_port, serving

__all__ = ["main"]

MESSAGES = 2_000
CHARTS = 200
USERS = 100
LIMIT_MB = 512
_SECRET = "soak-webhook-secret"
_PACE_SECONDS = 0.05  # between two messages; a day's worth of them in some minutes
_SILENCE_SECONDS = 10
_TOKENS = ("eth", "link", "uni", "aave", "wbtc", "dai")
_MIXED = (
    "price {token}",
    "/portfolio",
    "buy 0.1 eth with usdc",
    "alert {token} above 1000000",
    "/history",
    "/performance 30d",
    "/orders",
    "/alerts",
    "sell all {token} to usdc",
    "/status",
    "/settings",
    "what is this?",
)
_update_ids = count(1)


class Peak:
    """The most memory that the serving process has held since it began."""

    def __init__(self, server: Server) -> None:
        (self._process,) = psutil.Process(server.process.pid).children()
        self.megabytes = 0.0
        self._stop = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def now(self) -> float:
        return float(self._process.memory_info().rss) / 2**20

    def stop(self) -> None:
        self._stop.set()

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            self.megabytes = max(self.megabytes, self.now())


def main() -> int:
    """Live a day, print what it took, and return the exit code: 1 where that is over the limit."""
    with temporary_server() as database_url, Counterparts() as telegram, tempfile.TemporaryDirectory() as folder:
        okx_url = f"sqlite:///{folder}/okx.sqlite3"
        okx_env = environment(
            okx_url, DEBUG="True", SANDBOX="True", SANDBOX_STATE=folder, RUN_MONITOR="False", LOG_LEVEL="WARNING"
        )
        okx_port = free_port()
        with (
            serving(okx_env, port=okx_port),
            serving(_settings(database_url, telegram, okx=f"http://127.0.0.1:{okx_port}/sandbox/okx")) as server,
        ):
            return _live(server, telegram)


def _live(server: Server, telegram: Counterparts) -> int:
    time.sleep(20)  # what the first messages need is made ready by then
    peak, started = Peak(server), time.perf_counter()
    at_start = peak.now()
    for text in _texts():
        _deliver(server, text)
        time.sleep(_PACE_SECONDS)
    _wait_for_silence(telegram)
    minutes = (time.perf_counter() - started) / 60
    peak.stop()
    print(
        f"a day of {MESSAGES} messages, {CHARTS} of them charts, by {USERS} people, in {minutes:.1f} minutes\n"
        f"  memory                     {at_start:.0f} MB at the start, {peak.now():.0f} MB at the end, "
        f"{peak.megabytes:.0f} MB at most (limit {LIMIT_MB})\n"
        f"  answers                    {len(telegram.replies)}, {telegram.pictures} of them pictures"
    )
    return int(peak.megabytes > LIMIT_MB)


def _wait_for_silence(telegram: Counterparts) -> None:
    """Wait until everything is answered, and nothing more comes: some messages are answered by more than one."""
    telegram.wait_for(MESSAGES, seconds=1200)
    before = 0
    while len(telegram.replies) > before:
        before = len(telegram.replies)
        time.sleep(_SILENCE_SECONDS)


def _texts() -> Iterator[str]:
    """Yield what is said, with a chart now and then."""
    tokens, mixed = cycle(_TOKENS), cycle(_MIXED)
    periods = cycle(("1d", "7d", "30d", "1y"))
    every = MESSAGES // CHARTS
    for number in range(MESSAGES):
        if number % every == 0:
            yield f"/chart {next(tokens)} {next(periods)}"
        else:
            yield next(mixed).format(token=next(tokens))


def _deliver(server: Server, text: str) -> None:
    update_id = next(_update_ids)
    person = {"id": 1000 + update_id % USERS, "is_bot": False, "first_name": "Alice"}
    message = {
        "message_id": update_id,
        "date": int(time.time()),
        "chat": {"id": person["id"], "type": "private"},
        "from": person,
        "text": text,
    }
    answer = requests.post(
        f"{server.url}/webhook",
        data=json.dumps({"update_id": update_id, "message": message}),
        headers={"X-Telegram-Bot-Api-Secret-Token": _SECRET, "Content-Type": "application/json"},
        timeout=60,
    )
    answer.raise_for_status()


def _settings(database_url: str, telegram: Counterparts, *, okx: str) -> Environment:
    return environment(
        database_url,
        ALLOWED_HOSTS="127.0.0.1",
        SECRET_KEY="a-secret-key-for-tests-only-0123456789-abcdefghij",
        WEBHOOK_SECRET=_SECRET,
        WEBHOOK_URL="https://esther.example",
        TELEGRAM_BOT_TOKEN="42:soak",
        TELEGRAM_API_BASE_URL=telegram.url,
        OKX_BASE_URL=okx,
        OKX_MARKET_BASE_URL=okx,
        OKX_API_KEY="sandbox-key",
        OKX_API_SECRET="sandbox-secret",
        OKX_API_PASSPHRASE="sandbox-passphrase",
        OKX_REQUESTS_PER_SECOND="50",
        OPEN_REGISTRATION="True",
        MONITOR_INTERVAL="5",
        LOG_LEVEL="WARNING",
    )


if __name__ == "__main__":
    sys.exit(main())
