"""Seeing a wallet's key: the page in a real browser, on a real server, and the key nowhere else afterwards."""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path
from typing import Any

import pyotp
import pytest
import requests
from cryptography.fernet import Fernet
from playwright.sync_api import Page, expect

from bots.tests.test_init_data import signed
from tests.browser import browser_test, opened_page
from tests.chat_page import Person
from tests.serving import Environment, Server, environment, serving
from tests.test_journey import ALICE, SECRETS, sandbox
from tests.test_wallet_import import in_telegram
from trading.exporting import PHRASE

pytestmark = [pytest.mark.slow, pytest.mark.home]

PROBLEM = "#problem"


def settings(folder: Path, **more: str) -> Environment:
    return sandbox(folder, ENCRYPTION_KEY=Fernet.generate_key().decode(), **more)


def execute(folder: Path, statement: str) -> list[Any]:
    with sqlite3.connect(folder / "db.sqlite3", timeout=20) as database:
        return database.execute(statement).fetchall()


def with_a_wallet(server: Server, folder: Path) -> tuple[Person, pyotp.TOTP]:
    """Return somebody with a wallet, and their authenticator app, which they have had for two days."""
    alice = Person(server.url, ALICE)
    alice.says("/start")
    alice.sees("I am Esther")
    alice.says("/addwallet create Trading")
    alice.sees("A fresh wallet is yours")
    alice.says("/2fa")
    (secret,) = re.findall(r"^[A-Z2-7]{32}$", alice.sees("Scan this with an authenticator app"), re.MULTILINE)
    app = pyotp.TOTP(secret)
    alice.says(app.now())
    alice.sees("Your second factor is on")
    execute(folder, "UPDATE trading_secondfactor SET confirmed_at = '2026-01-01 00:00:00', last_step = 0")
    return alice, app


def link_of(server: Server, alice: Person) -> str:
    """Ask for the page in the chat, and return where its button leads."""
    alice.says("/exportwallet Trading")
    alice.sees("See the key of Trading?")
    alice.says(PHRASE)
    alice.sees("The key is shown once")
    url = alice.link("Open in a browser")
    assert url.startswith(f"{server.url}/wallet-export/")
    return url


def give(page: Page, code: str) -> None:
    page.locator("#code").fill(code)
    page.get_by_role("button", name="Show the key").click()


@browser_test
def test_a_key_is_shown_in_a_browser_once(tmp_path: Path) -> None:
    with serving(settings(tmp_path), log=tmp_path / "log") as server:
        alice, app = with_a_wallet(server, tmp_path)
        url = link_of(server, alice)
        with opened_page(url, refusals=True) as page:
            expect(page.locator("main")).to_contain_text("The key of Trading")
            assert page.locator("#key").text_content() == ""
            give(page, f"{(int(app.now()) + 1) % 10**6:06d}")
            expect(page.locator(PROBLEM)).to_contain_text("This code is wrong")
            give(page, app.now())
            expect(page.locator("#key")).to_have_text(re.compile("^0x[0-9a-f]{64}$"))
            key = str(page.locator("#key").text_content()).removeprefix("0x")
            assert page.locator("#code").input_value() == ""
            page.get_by_role("button", name="I have it, hide it").click()
            expect(page.locator("#done")).to_contain_text("The key is hidden")
            assert key not in page.content()
            page.go_back()
            page.go_forward()
            expect(page.locator("main")).to_contain_text("no longer good")

        told = alice.sees("The key of Trading was shown")
        assert "If it was not you" in told
        assert requests.get(url, timeout=10).status_code == 410
        assert address_of(key) == execute(tmp_path, "SELECT address FROM trading_wallet WHERE kind = 'hot'")[0][0]
        assert execute(tmp_path, "SELECT COUNT(*) FROM trading_wallet WHERE exported_at IS NOT NULL") == [(1,)]
        server.terminate()

    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).lower()
    assert key.encode() not in written
    assert bytes.fromhex(key) not in written
    log = (tmp_path / "log").read_bytes()
    assert b"was shown the key of their wallet" in log
    assert url.rsplit("/", 1)[1].encode() not in log


def address_of(key: str) -> str:
    from eth_account import Account

    return str(Account.from_key(key).address).lower()


@browser_test
def test_in_a_dry_run_one_can_leave_too(tmp_path: Path) -> None:
    env = settings(tmp_path)
    with serving(env | {"DRY_RUN": "False"}, log=tmp_path / "log") as server:
        _, app = with_a_wallet(server, tmp_path)
    with serving(env | {"DRY_RUN": "True"}, port=server.port, log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        with opened_page(link_of(server, alice)) as page:
            give(page, app.now())
            expect(page.locator("#key")).to_have_text(re.compile("^0x[0-9a-f]{64}$"))


@browser_test
def test_inside_telegram_the_page_is_for_the_links_user(tmp_path: Path) -> None:
    with serving(settings(tmp_path), log=tmp_path / "log") as server:
        alice, app = with_a_wallet(server, tmp_path)
        url, now, bot = link_of(server, alice), str(int(time.time())), SECRETS["TELEGRAM_BOT_TOKEN"]
        with opened_page(in_telegram(url, signed(bot, auth_date=now, user={"id": 1002})), refusals=True) as page:
            give(page, app.now())
            expect(page.locator(PROBLEM)).to_contain_text("made for somebody else")
            assert page.locator("#key").text_content() == ""
        with opened_page(in_telegram(url, signed(bot, auth_date=now, user={"id": ALICE}))) as page:
            give(page, app.now())
            expect(page.locator("#shown")).to_be_visible()


def test_in_production_no_key_is_shown_without_https(tmp_path: Path) -> None:
    env = environment(f"sqlite:///{tmp_path / 'db.sqlite3'}", ALLOWED_HOSTS="127.0.0.1", **SECRETS)
    with serving(env, log=tmp_path / "log") as server:
        answer = requests.post(f"{server.url}/wallet-export/unknown", timeout=10, allow_redirects=False)
        assert answer.status_code == 301
        assert answer.headers["Location"].startswith("https://")
