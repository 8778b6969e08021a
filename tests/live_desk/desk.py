"""Everything there is in a live trade, each in its own process: Esther, her database, Telegram, OKX and two chains.

Esther is reached by her webhook alone, and reaches the others through proxies that keep what she says.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cryptography.fernet import Fernet

from tests.chain.world import World
from tests.live_desk.database import Database
from tests.live_desk.figures import Figures
from tests.live_desk.miner import Miner
from tests.live_desk.proxies import Proxy
from tests.live_desk.stand_ins import stand_ins
from tests.serving import Environment, Server, environment, free_port, serving
from tokens.seeds import CHAINS

if TYPE_CHECKING:
    from tests.live_desk.person import Person

__all__ = ["BASE", "ETHEREUM", "TAKEN_UP_WITHIN_SECONDS", "Desk", "open_desk", "until"]

ETHEREUM, BASE = 1, 8453
TAKEN_UP_WITHIN_SECONDS = 60  # what was under way when the power went, and told
_NOWHERE = "http://127.0.0.1:9"  # for the chains that are not here: nothing may be asked of the real ones
_POLL_SECONDS = 0.05

Found = TypeVar("Found")

# Looked for in everything that leaves Esther, so they look like nothing else, and are as long as real ones.
SECRETS: Environment = {
    "SECRET_KEY": "canary-of-the-secret-key-0123456789-abcdefghijklmnopqr",
    "TELEGRAM_BOT_TOKEN": "4242424242:AAE-canary_of_the_bot_token_7f3kQ9x",
    "OKX_API_SECRET": "CA9A27D5E1F04B6C8D3A95B7E2416F0C",
    "OKX_API_PASSPHRASE": "canary-of-the-okx-passphrase",
    "WEBHOOK_SECRET": "canary-of-the-webhook-secret-0123456789-abc",
}
NODE_KEY = "c4na7y0fth3n0d3k3y5e1d2f3a4b5c6d"  # in the address of each node, as providers have it
_SHARED = ("TELEGRAM_BOT_TOKEN", "OKX_API_SECRET", "OKX_API_PASSPHRASE")  # with those who check them


def until(look: Callable[[], Found | None], *, what: str | Callable[[], str], seconds: float = 60) -> Found:
    """Look again and again until there is something, and return it. Raises AssertionError when nothing comes."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > deadline:
            raise AssertionError(f"{what if isinstance(what, str) else what()} did not come within {seconds} s")
        time.sleep(_POLL_SECONDS)
    return found


@dataclass
class Desk:
    """A running Esther and her surroundings."""

    folder: Path
    database: Database
    world: World
    chat_url: str  # where people write and press
    telegram: Proxy
    okx: Proxy
    nodes: dict[int, Proxy]
    miners: dict[int, Miner]
    figures: Figures
    env: Environment
    port: int
    people: list[Person] = field(default_factory=list)  # everybody who came to trade
    seeds: list[str] = field(default_factory=list)  # of their authenticator apps
    _running: ExitStack = field(default_factory=ExitStack)
    _server: Server | None = None

    @property
    def log(self) -> Path:
        return self.folder / "esther.log"

    @property
    def encryption_key(self) -> str:
        return self.env["ENCRYPTION_KEY"]

    @property
    def is_up(self) -> bool:
        return self._server is not None and self._server.process.poll() is None

    def start(self) -> None:
        """Serve Esther; the database keeps what an earlier process left."""
        is_new = self._server is None
        self._server = self._running.enter_context(
            serving(self.env, port=self.port, log=self.log, is_prepared=not is_new)
        )

    def kill(self) -> None:
        """End her as a power cut does: the process by SIGKILL, and with it its connections to the database."""
        assert self._server
        self._server.kill()
        self.database.cut_off()
        self.figures.kills += 1

    def forget_leases(self) -> None:
        """Let the next process take over at once, as if the dead one's time had run out."""
        self.database.rows("UPDATE trading_swap SET not_before = now() WHERE not_before > now() AND mode = 'live'")
        self.database.rows("UPDATE portfolio_rebalanceplan SET lease_until = NULL WHERE lease_until > now()")

    def stop(self) -> None:
        if self._server and self.is_up:
            self._server.kill()  # nobody waits for what she has in hand
        self._running.close()


@contextmanager
def open_desk(folder: Path, *, database: Database, world: World, figures: Figures) -> Iterator[Desk]:
    """Start everything, and stop it when the block ends."""
    with ExitStack() as stack:
        chain_file = world.write(folder / "chain.json")
        credentials = {"OKX_API_KEY": "key", **{name: SECRETS[name] for name in _SHARED}}
        others = stack.enter_context(stand_ins(folder, chain_file=chain_file, credentials=credentials))
        telegram, okx = stack.enter_context(Proxy(others)), stack.enter_context(Proxy(others))
        nodes = {index: stack.enter_context(Proxy(world[index].rpc.url, key=NODE_KEY)) for index in (ETHEREUM, BASE)}
        miners = {index: stack.enter_context(Miner(world[index])) for index in (ETHEREUM, BASE)}
        port = free_port()
        env = _settings(database, telegram=telegram, okx=okx, nodes=nodes, port=port)
        desk = Desk(
            folder,
            database,
            world,
            others,
            telegram=telegram,
            okx=okx,
            nodes=nodes,
            miners=miners,
            figures=figures,
            env=env,
            port=port,
        )
        try:
            desk.start()
            yield desk
        finally:
            desk.stop()


def _settings(database: Database, *, telegram: Proxy, okx: Proxy, nodes: dict[int, Proxy], port: int) -> Environment:
    return environment(
        database.url,
        ALLOWED_HOSTS="127.0.0.1",
        WEBHOOK_URL=f"http://127.0.0.1:{port}",
        TELEGRAM_API_BASE_URL=f"{telegram.url}/sandbox/telegram",
        OKX_BASE_URL=f"{okx.url}/sandbox/okx",
        OKX_MARKET_BASE_URL=f"{okx.url}/sandbox/okx",
        OKX_API_KEY="key",
        OKX_REQUESTS_PER_SECOND="100",
        ENCRYPTION_KEY=Fernet.generate_key().decode(),
        DRY_RUN="False",
        OPEN_REGISTRATION="True",
        MONITOR_INTERVAL="1",
        MAX_TRADE_USD="100000",
        MAX_DAY_USD="1000000",
        LOG_LEVEL="DEBUG",
        **{
            f"RPC_URL_{chain.index}": f"{nodes[chain.index].url}/{NODE_KEY}" if chain.index in nodes else _NOWHERE
            for chain in CHAINS
        },
        **SECRETS,
    )
