"""Bringing a wallet's key: the page in a real browser, on a real server, and the key nowhere afterwards."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
from cryptography.fernet import Fernet
from playwright.sync_api import Page, expect

from bots.tests.test_init_data import signed
from tests.browser import browser_test, opened_page
from tests.chat_page import Person
from tests.serving import Server, environment, serving
from tests.test_journey import ALICE, SECRETS, sandbox

pytestmark = [pytest.mark.slow, pytest.mark.home]

# https://github.com/foundry-rs/foundry, anvil's first development account
KEY = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
PROBLEM = "#problem"


def link_of(server: Server, alice: Person) -> str:
    """Ask for a link in the chat, and return where its button leads."""
    alice.says("/addwallet import Trading")
    alice.sees("Bring a wallet by its key")
    url = alice.link("Open in a browser")
    assert url.startswith(f"{server.url}/wallet-import/")
    return url


def in_telegram(url: str, init_data: str) -> str:
    """Return the address at which Telegram opens the page as a Mini App."""
    return f"{url}#{urlencode({'tgWebAppData': init_data})}"


def paste(page: Page, key: str) -> None:
    page.locator("#key").fill(key)
    page.get_by_role("button", name="Show its address").click()


def told_by(page: Page) -> list[str]:
    """Keep all that the page is told from now on."""
    answers: list[str] = []
    page.on("response", lambda response: answers.append(response.text()))
    return answers


@browser_test
def test_a_key_is_brought_in_a_browser(tmp_path: Path) -> None:
    env = sandbox(tmp_path, ENCRYPTION_KEY=Fernet.generate_key().decode())
    with serving(env, log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        alice.says("/start")
        alice.sees("I am Esther")
        url = link_of(server, alice)

        with opened_page(url) as page:
            answers = told_by(page)
            expect(page.locator("main")).to_contain_text("as Trading")
            paste(page, KEY)
            expect(page.locator("#address")).to_have_text(ADDRESS)
            page.get_by_role("button", name="No, go back").click()
            assert page.locator("#key").input_value() == ""
            paste(page, f"0x{KEY}")
            expect(page.locator("#address")).to_have_text(ADDRESS)
            page.get_by_role("button", name="Yes, keep it").click()
            expect(page.locator("#done")).to_contain_text("Esther keeps Trading")
            assert page.locator("#key").input_value() == ""
            assert KEY not in page.content()
            assert len(answers) == 3
            assert [answer for answer in answers if KEY in answer.lower()] == []

        alice.sees("Trading is yours to trade with now")
        alice.says("/wallets")
        alice.sees("Trading (hot) 0xf39F…2266")
        assert requests.get(url, timeout=10).status_code == 410
        server.terminate()

    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).lower()
    assert KEY.encode() not in written
    assert bytes.fromhex(KEY) not in written
    assert url.rsplit("/", 1)[1].encode() not in (tmp_path / "log").read_bytes()


@browser_test
def test_inside_telegram_the_page_is_for_the_links_user(tmp_path: Path) -> None:
    env = sandbox(tmp_path, ENCRYPTION_KEY=Fernet.generate_key().decode())
    with serving(env, log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        alice.says("/start")
        alice.sees("I am Esther")
        url, now = link_of(server, alice), int(time.time())
        bot = SECRETS["TELEGRAM_BOT_TOKEN"]
        mine = signed(bot, auth_date=str(now), user={"id": ALICE})
        refused = {
            signed(bot, auth_date=str(now), user={"id": 1002}): "made for somebody else",
            signed(bot, auth_date=str(now - 660), user={"id": ALICE}): "opened too long ago",
            mine[:-1] + ("0" if mine[-1] != "0" else "1"): "did not confirm who you are",
        }
        for init_data, words in refused.items():
            with opened_page(in_telegram(url, init_data), refusals=True) as page:
                paste(page, KEY)
                expect(page.locator(PROBLEM)).to_contain_text(words)

        with opened_page(in_telegram(url, mine)) as page:
            paste(page, KEY)
            page.get_by_role("button", name="Yes, keep it").click()
            expect(page.locator("#done")).to_contain_text("Esther keeps Trading")


@browser_test
def test_a_link_whose_time_is_over_takes_nothing(tmp_path: Path) -> None:
    env = sandbox(tmp_path, ENCRYPTION_KEY=Fernet.generate_key().decode())
    with serving(env, log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        alice.says("/start")
        alice.sees("I am Esther")
        url = link_of(server, alice)
        with opened_page(url, refusals=True) as page:
            with sqlite3.connect(tmp_path / "db.sqlite3", timeout=20) as database:
                database.execute("UPDATE bots_importlink SET expires_at = '2026-01-01 00:00:00'")
            paste(page, KEY)
            expect(page.locator(PROBLEM)).to_contain_text("no longer good")
            page.goto(url)
            expect(page.locator("main")).to_contain_text("no longer good")
            assert not page.locator("#key").count()


def test_in_production_a_key_is_not_taken_without_https(tmp_path: Path) -> None:
    env = environment(f"sqlite:///{tmp_path / 'db.sqlite3'}", ALLOWED_HOSTS="127.0.0.1", **SECRETS)
    with serving(env, log=tmp_path / "log") as server:
        page = f"{server.url}/wallet-import/unknown"
        answer = requests.post(page, data={"key": KEY}, timeout=10, allow_redirects=False)
        assert answer.status_code == 301
        assert answer.headers["Location"].startswith("https://")
        assert KEY not in str(answer.headers) + answer.text
