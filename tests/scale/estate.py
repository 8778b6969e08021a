"""The large form, whole: database, Redis, stand-ins and Esther's processes on their hosts, started and taken away."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psycopg2

from tests.pgbouncer import temporary_pool
from tests.postgres import TemporaryServer, running_server
from tests.redis import TemporaryRedis, temporary_redis
from tests.scale import members
from tests.scale.deliveries import SECRET, Address
from tests.scale.hosts import Host, network
from tests.scale.members import Kind, Member
from tests.scale.records import Records
from tests.serving import ROOT, Environment, environment, free_port, manage

__all__ = ["Estate", "estate"]

POOLED: Final = 20  # connections to the database, of all processes together
_TOKENS: Final = "SELECT chain_id, address, symbol, decimals FROM tokens_token WHERE verified"


@dataclass
class Estate:
    """What runs. `env` is what every process of Esther's reads, with the database reached as they reach it."""

    folder: Path
    env: Environment
    postgres: TemporaryServer
    redis: TemporaryRedis
    hosts: list[Host]
    stand_in_url: str
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def webs(self) -> list[Address]:
        return [(each.host.address, each.port) for each in self.of(Kind.WEB)]

    def of(self, kind: Kind) -> list[Member]:
        return [member for member in self.members.values() if member.kind == kind]

    def records(self) -> Records:
        """Return what reached the stand-ins so far."""
        return Records(self.folder / "record")

    def add(self, kind: Kind, count: int, **options: Any) -> list[Member]:
        """Start more processes of a kind, spread over the hosts, and wait until they work."""
        new = self._started(kind, count, **options)
        for member in new:
            member.wait_until_ready()
        return new

    def add_all(self, counts: Mapping[Kind, int]) -> None:
        """Start so many processes of each kind at once, and wait until all of them work."""
        for member in [member for kind, count in counts.items() for member in self._started(kind, count)]:
            member.wait_until_ready()

    def _started(self, kind: Kind, count: int, **options: Any) -> list[Member]:
        make = {Kind.WEB: members.web, Kind.WORKER: members.worker, Kind.MONITOR: members.monitor}[kind]
        new = []
        for number in range(1, count + 1):
            host = self.hosts[(number - 1) % len(self.hosts)]
            new.append(make(f"{kind.value}{number}", host, self.env, self.folder, **options))
        self.members |= {member.name: member for member in new}
        for member in new:
            member.log.write_text("")  # of an earlier one by that name
            member.start()
        return new

    def remove(self, *gone: Member) -> None:
        """Have processes finish what they do and end."""
        for member in gone:
            member.ask_to_stop()
        for member in gone:
            member.wait_until_over()
            del self.members[member.name]

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database itself."""
        with closing(psycopg2.connect(self.postgres.url)) as connection, connection.cursor() as cursor:
            cursor.execute(question, values or None)
            return cursor.fetchall() if cursor.description else []

    def number(self, question: str, *values: Any) -> int:
        return int(self.rows(question, *values)[0][0])

    def move_price(self, symbol: str, usd: str) -> None:
        self._tell("price", {symbol: usd})

    def tell_tokens(self) -> None:
        """Let the stand-in know what Esther knows."""
        names = ("chain", "address", "symbol", "decimals")
        self._tell("tokens", [dict(zip(names, row, strict=True)) for row in self.rows(_TOKENS)])

    def _tell(self, what: str, content: Any) -> None:
        body = json.dumps(content).encode()
        request = urllib.request.Request(f"{self.stand_in_url}/stand-in/{what}", body)
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=10):
            pass


@contextmanager
def estate(
    *, hosts: int = 2, is_pooled: bool = False, is_durable: bool = True, okx_seconds: float = 0, **settings: str
) -> Iterator[Estate]:
    """Start database, Redis and stand-ins, and migrate; Esther's processes are added by whoever uses it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="esther-scale-")))
        hub, named = stack.enter_context(network([f"host{number}" for number in range(1, hosts + 1)]))
        postgres = stack.enter_context(running_server(durable=is_durable, address=hub))
        redis = stack.enter_context(temporary_redis(address=hub))
        url = stack.enter_context(_stand_in(hub, folder / "record", okx_seconds))
        pool = stack.enter_context(temporary_pool(postgres.url, size=POOLED, address=hub)) if is_pooled else ""
        env = _settings(postgres.url, redis.url, url) | settings
        if pool:
            env |= {"DATABASE_URL": pool, "DATABASE_POOLED": "True", "DATABASE_DIRECT_URL": postgres.url}
        manage(env, "migrate", "-v0")
        manage(env, "seed_tokens", "-v0")
        whole = Estate(folder, env, postgres, redis, list(named.values()), url)
        whole.tell_tokens()
        try:
            yield whole
        finally:
            for member in whole.members.values():
                member.kill()


@contextmanager
def _stand_in(address: str, record: Path, okx_seconds: float) -> Iterator[str]:
    record.touch()
    port = free_port()
    command = [sys.executable, "-m", "tests.scale.stand_in", address, str(port), str(record), str(okx_seconds)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait_for(f"http://{address}:{port}")
        yield f"http://{address}:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str) -> None:
    for _attempt in range(200):
        try:
            with urllib.request.urlopen(f"{url}/api/ready", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the stand-in does not answer")


def _settings(database_url: str, redis_url: str, stand_in_url: str) -> Environment:
    addresses = dict.fromkeys(("TELEGRAM_API_BASE_URL", "OKX_BASE_URL", "OKX_MARKET_BASE_URL"), stand_in_url)
    return environment(
        database_url,
        REDIS_URL=redis_url,
        ALLOWED_HOSTS="esther.example",
        SECRET_KEY="a-secret-key-for-measurements-only-0123456789-abcdefghij",
        WEBHOOK_SECRET=SECRET,
        WEBHOOK_URL="https://esther.example",
        TELEGRAM_BOT_TOKEN="42:scale",
        OPEN_REGISTRATION="True",
        ADMIN_IP_ALLOWLIST="127.0.0.1/32",
        OKX_API_KEY="key",
        OKX_API_SECRET="secret",
        OKX_API_PASSPHRASE="passphrase",
        OKX_REQUESTS_PER_SECOND="100000",
        MONITOR_INTERVAL="5",
        LOG_LEVEL="WARNING",
        **addresses,
    )
