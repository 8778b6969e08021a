"""The admin in a real browser, on a real server: both doors, the dashboard, a question, an action that asks first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.browser import browser_test, opened_page
from tests.chat_page import Person
from tests.serving import Server, manage, serving
from tests.test_journey import ALICE, sandbox

pytestmark = pytest.mark.slow

NAME, PASSWORD = "olga", "a-long-password-for-this-test"
PHONE = 390
SWITCH = "Pause live trading"


@contextmanager
def house(tmp_path: Path) -> Iterator[Server]:
    """Serve with an operator who has a password and no app yet, and with Alice waiting to be let in."""
    env = sandbox(tmp_path, OPEN_REGISTRATION="False")
    with serving(env, log=tmp_path / "log") as server:
        account = {"DJANGO_SUPERUSER_PASSWORD": PASSWORD, "PATH": os.environ["PATH"]}
        manage(env | account, "createsuperuser", "--noinput", "--username", NAME, "--email", "olga@example.com")
        Person(server.url, ALICE).says("/start")
        yield server


def logs_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Username").fill(NAME)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Log in").click()


def sets_up_an_app(page: Page) -> pyotp.TOTP:
    """Read the key off the page as an authenticator app does, and confirm it."""
    expect(page.locator("#picture svg")).to_be_visible()
    app = pyotp.TOTP(page.locator("#key").inner_text().replace(" ", ""))
    gives(page, app.now())
    return app


def gives(page: Page, code: str) -> None:
    page.locator("input[name=code]").fill(code)
    page.locator("#code-form button").first.click()


def fits(page: Page) -> bool:
    """Tell whether nothing hangs over the right edge."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def draws(page: Page) -> int:
    """Count the charts in which something is drawn."""
    return int(
        page.evaluate(
            """() => [...document.querySelectorAll("canvas.chart")].filter((canvas) =>
                canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((v) => v)).length"""
        )
    )


@browser_test
def test_an_operator_comes_in_looks_and_acts(tmp_path: Path) -> None:
    with house(tmp_path) as server, opened_page(f"{server.url}/admin/") as page:
        logs_in(page, "wrong")
        expect(page.locator("body")).to_contain_text("Please enter the correct")
        logs_in(page)
        sets_up_an_app(page)

        expect(page.locator("#services")).to_contain_text("TELEGRAM")
        page.wait_for_function("document.querySelectorAll('canvas.chart').length === 3")
        page.wait_for_timeout(1500)  # until they are drawn
        assert draws(page) == 3

        page.get_by_role("link", name="waiting to be let in").click()
        expect(page.locator("#result_list")).to_contain_text(f"telegram-{ALICE}")
        page.locator("#result_list input.action-select").first.check()
        page.locator("select[name=action]").select_option("approve")
        page.get_by_role("button", name="Run").or_(page.locator("button[name=index]")).first.click()
        expect(page.locator("#content-main")).to_contain_text("Let in: 1 user")
        page.get_by_role("button", name="Yes, do it").click()
        expect(page.locator("body")).to_contain_text("is let in.")

        page.goto(f"{server.url}/admin/")
        page.get_by_role("link", name=SWITCH).click()
        page.locator("input[name=reason]").fill("the chain is odd")
        page.get_by_role("button", name=SWITCH).click()
        expect(page.locator("#pause")).to_contain_text("the chain is odd")


@browser_test
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_fits_a_phone_in_both_themes(tmp_path: Path, theme: str) -> None:
    with house(tmp_path) as server, opened_page(f"{server.url}/admin/", width=PHONE, height=844) as page:
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        assert fits(page)
        logs_in(page)
        expect(page.locator("#picture svg")).to_be_visible()
        assert fits(page)
        sets_up_an_app(page)
        for path in ("", "trading/swap/", "trading/user/", "alerts/notification/", "pause/"):
            page.goto(f"{server.url}/admin/{path}")
            expect(page.locator("#content")).to_be_visible()
            assert fits(page), path
            is_dark = page.evaluate("document.documentElement.classList.contains('dark')")
            assert is_dark == (theme == "dark"), path


@browser_test
def test_too_many_wrong_passwords_are_told_in_words(tmp_path: Path) -> None:
    with house(tmp_path) as server, opened_page(f"{server.url}/admin/", refusals=True) as page:
        for _ in range(5):
            logs_in(page, "wrong")
        expect(page.locator("body")).to_contain_text("none is taken from this address")
