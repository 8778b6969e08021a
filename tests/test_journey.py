"""A newcomer talks to Esther and paper-trades: the whole of her, over real HTTP, as served."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser import browser_test, opened_page
from tests.chat_page import Person
from tests.serving import ROOT, Environment, environment, free_port, serving

pytestmark = pytest.mark.slow

ALICE, STRANGER_NAME = 1001, "Stranger"
SECRETS = {
    "TELEGRAM_BOT_TOKEN": "4242424242:canary-bot-token-that-must-never-be-seen",
    "SECRET_KEY": "canary-secret-key-that-must-never-be-seen-0123456789-abcdef",
    "WEBHOOK_SECRET": "canary-webhook-secret",
    "OKX_API_KEY": "canary-okx-key",
    "OKX_API_SECRET": "canary-okx-secret",
    "OKX_API_PASSPHRASE": "canary-okx-passphrase",
}
PRIVATE_KEY = "4f3edf983ac636a65a842ce7c78d9aa706d3b113bce9c46f30d7d21715b23b1d"


def sandbox(folder: Path, **more: str) -> Environment:
    """The settings that `make run` gives a newcomer, with data in a folder of the test's own."""
    return environment(
        f"sqlite:///{folder / 'db.sqlite3'}",
        DEBUG="True",
        SANDBOX="True",
        SANDBOX_STATE=str(folder / "sandbox"),
        **SECRETS | more,
    )


def dollars_held(page: Page) -> float:
    found = re.search(r"([\d,.]+) USDC on Ethereum", page.locator("#log").inner_text().rsplit("/portfolio", 1)[1])
    assert found
    return float(found[1].replace(",", ""))


def say(page: Page, text: str, answer: str) -> None:
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator("#log > li").last).to_contain_text(answer, timeout=20_000)


@browser_test
def test_a_newcomer_buys_in_the_sandbox_and_sees_the_balance_change(tmp_path: Path) -> None:
    with serving(sandbox(tmp_path), log=tmp_path / "log") as server, opened_page(server.url) as page:
        page.locator("#start").click()
        expect(page.locator("#log")).to_contain_text("I am Esther", timeout=20_000)
        say(page, "/portfolio", "10,000 USDC on Ethereum")
        before = dollars_held(page)

        say(page, "buy 0.1 eth with usdc", "Nothing happens until you press Confirm")
        page.get_by_role("button", name="Confirm").last.click()
        expect(page.locator("#log > li").last).to_contain_text("You got: 0.1 ETH", timeout=20_000)

        say(page, "/portfolio", "ETH on Ethereum")
        assert 100 < before - dollars_held(page) < 1000
        say(page, "/history", "→ 0.1 ETH")


def test_a_chat_goes_on_after_a_restart(tmp_path: Path) -> None:
    env, port = sandbox(tmp_path), free_port()
    with serving(env, port=port, log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        alice.says("/start")
        alice.sees("I am Esther")
        alice.says("buy 0.1 eth with usdc")
        alice.sees("Confirm")
        assert server.terminate() == 0

    with serving(env, port=port, log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        alice.presses("Confirm")
        alice.sees("You got: 0.1 ETH")


def test_an_alert_is_told_when_the_market_moves_also_after_a_restart(tmp_path: Path) -> None:
    env, port = sandbox(tmp_path, MONITOR_INTERVAL="1"), free_port()
    with serving(env, port=port, log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        alice.says("/start")
        alice.sees("I am Esther")
        alice.says("alert me when eth goes above 2950")
        alice.sees("2,950")
        server.terminate()  # not killed: the stand-in Telegram lives in the same process

    with serving(env, port=port, log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        alice.moves_the_market("ETH", 25)
        alice.sees("ETH is at")
        alice.says("/alerts")
        alice.sees("no alerts")


def test_no_secret_of_the_installation_or_a_user_is_ever_printed_or_stored(tmp_path: Path) -> None:
    with serving(sandbox(tmp_path), log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        alice.says("/start")
        alice.sees("I am Esther")
        alice.says(f"my key is 0x{PRIVATE_KEY}, please import it")
        alice.sees("looked like a private key")
        alice.says("price nosuchtoken")
        alice.sees("does not know")
        server.terminate()

    written = b"".join(path.read_bytes() for path in [tmp_path / "log", *tmp_path.glob("db.sqlite3*")])
    found = [name for name, value in (SECRETS | {"key": PRIVATE_KEY}).items() if value.encode() in written]
    assert found == []


@contextmanager
def stand_ins(folder: Path) -> Iterator[str]:
    """Telegram and OKX in a process of their own: Esther knows nothing of them but their addresses."""
    port = free_port()
    env = sandbox(folder, SANDBOX_URL=f"http://127.0.0.1:{port}")
    command = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload", "--skip-checks"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/sandbox"
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str) -> None:
    for _attempt in range(300):
        try:
            requests.get(url, timeout=2)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


@pytest.mark.parametrize("way", ["webhook", "polling"])
def test_the_same_conversation_works_by_setting_three_addresses(tmp_path: Path, way: str) -> None:
    port = free_port()
    with stand_ins(tmp_path) as outside:
        env = environment(
            f"sqlite:///{tmp_path / 'production.sqlite3'}",
            ALLOWED_HOSTS="127.0.0.1",
            OPEN_REGISTRATION="True",
            OKX_REQUESTS_PER_SECOND="50",
            TELEGRAM_API_BASE_URL=f"{outside}/telegram",
            OKX_BASE_URL=f"{outside}/okx",
            OKX_MARKET_BASE_URL=f"{outside}/okx",
            **({"WEBHOOK_URL": f"http://127.0.0.1:{port}"} if way == "webhook" else {}),
            **SECRETS,
        )
        with serving(env, port=port, log=tmp_path / "log"):
            alice = Person(outside.removesuffix("/sandbox"), ALICE)
            alice.says("/start")
            alice.sees("I am Esther")
            alice.says("price btc")
            alice.sees("OKX BTC-USDT market")
            alice.says("buy 0.1 eth with usdc")
            alice.sees("Confirm")
            alice.presses("Confirm")
            alice.sees("You got: 0.1 ETH")
