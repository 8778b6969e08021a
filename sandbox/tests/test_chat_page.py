from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from sandbox.market import market
from sandbox.telegram.people import say
from sandbox.telegram.running import telegram
from sandbox.tests.telegram_bot import ALICE, BOB, Talk, meet, png
from tests.browser import browser_test, opened_page

ACTIONS = ("send", "press", "people", "block", "pace", "nudge", "forget")


def post(client: Client, action: str, body: Any, **headers: str) -> HttpResponse:
    text = body if isinstance(body, str) else json.dumps(body)
    response: Any = client.post(
        f"/sandbox/chat/{action}", text, content_type="text/plain", headers=headers or {"Sec-Fetch-Site": "same-origin"}
    )
    return response  # type: ignore[no-any-return]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"X-Nothing": "to tell where it comes from"},
    ],
)
def test_no_other_site_can_change_anything(client: Client, action: str, headers: dict[str, str]) -> None:
    meet(ALICE)
    before = telegram().world.version

    assert post(client, action, {"person": ALICE, "text": "x", "on": True}, **headers).status_code == 403
    assert client.get(f"/sandbox/chat/{action}").status_code == 405
    assert telegram().world.version == before


@pytest.mark.parametrize(
    ("action", "body", "status"),
    [
        ("send", "{", 400),
        ("send", [], 400),
        ("send", {}, 400),
        ("send", {"person": 4, "text": "x"}, 404),
        ("press", {"person": ALICE, "message": 999, "data": "go"}, 404),
        ("block", {"person": 4, "on": True}, 404),
        ("nudge", {"symbol": "NOPE", "percent": 1}, 400),
        ("nudge", {"symbol": "ETH", "percent": -100}, 400),
        ("nudge", {"symbol": "ETH", "percent": "much"}, 400),
    ],
)
def test_nonsense_is_refused(client: Client, action: str, body: Any, status: int) -> None:
    response = post(client, action, body)

    assert response.status_code == status
    assert b"reload the page" in response.content


def test_the_page_brings_all_it_needs_and_allows_nothing_else(client: Client) -> None:
    page = client.get("/")
    files = re.findall(r'(?:href|src)="([^"]+)"', page.content.decode())

    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert [client.get(file).headers["Content-Type"] for file in files] == [
        "image/svg+xml; charset=utf-8",
        "text/css; charset=utf-8",
        "text/javascript; charset=utf-8",
    ]
    assert client.get("/sandbox/chat/files/..").status_code == 404
    assert client.get("/sandbox/chat/files/views.py").status_code == 404


def test_only_what_changed_is_sent_again(client: Client) -> None:
    meet(ALICE)
    everything = client.get("/sandbox/chat/state", {"person": ALICE}).json()
    nothing = client.get("/sandbox/chat/state", {"person": ALICE, "since": everything["version"]}).json()
    say(telegram(), ALICE, "news")
    news = client.get("/sandbox/chat/state", {"person": ALICE, "since": everything["version"]}).json()

    assert [message["text"] for message in everything["messages"]] == ["/start"]
    assert nothing == {"version": everything["version"], "online": False}
    assert [message["text"] for message in news["messages"]] == ["news"]
    assert len(news["ids"]) == 2
    assert client.get("/sandbox/chat/state", {"person": "x"}).status_code == 404


def test_a_nudge_moves_the_market(client: Client) -> None:
    response = post(client, "nudge", {"symbol": "ETH", "percent": "5"})

    factors = [factor for _, factor in market()._nudges["ETH"]]
    market().reset()
    assert factors[-1] == Decimal("1.05")
    assert json.loads(response.content)["text"].startswith("ETH is now $")


def test_forgetting_empties_the_chats_but_not_what_the_bot_has_set(bot: Talk, client: Client) -> None:
    meet(ALICE)
    bot(lambda b: b.set_my_commands([("price", "What a token costs")]))
    photo = bot(lambda b: b.send_photo(ALICE, png())).photo[0].file_id

    post(client, "forget", {})

    assert [person.messages for person in telegram().world.people] == [[], [], []]
    assert telegram().archive.photo(photo) is None
    assert bot(lambda b: b.get_my_commands())[0].command == "price"


class EchoBot(threading.Thread):
    """A bot of the simplest kind, over plain HTTP: it echoes, asks, edits and shows a picture."""

    def __init__(self, server_url: str) -> None:
        super().__init__(daemon=True)
        self._api = f"{server_url}/sandbox/telegram/bot{settings.TELEGRAM_BOT_TOKEN}"
        self._session = requests.Session()
        self._stopping = threading.Event()

    def run(self) -> None:
        commands = [{"command": "help", "description": "What I understand"}]
        self._call("setMyCommands", commands=json.dumps(commands))
        offset = 0
        while not self._stopping.is_set():
            for update in self._call("getUpdates", offset=offset, timeout=1):
                offset = update["update_id"] + 1
                self._react(update)

    def stop(self) -> None:
        self._stopping.set()
        self.join(10)
        self._session.close()

    def _react(self, update: dict[str, Any]) -> Any:
        if "callback_query" in update:
            return self._answer(update["callback_query"])
        if "message" not in update:
            return None
        chat, text = update["message"]["chat"]["id"], update["message"]["text"]
        if text == "picture":
            return self._call("sendPhoto", files={"photo": png(80, 60)}, chat_id=chat, caption="A chart")
        if text == "file":
            return self._call(
                "sendDocument", files={"document": ("trades.csv", b"A,B\r\n")}, chat_id=chat, caption="Rows"
            )
        if text == "delete":
            return self._call("deleteMessage", chat_id=chat, message_id=update["message"]["message_id"])
        if text == "think":
            return self._call("sendChatAction", chat_id=chat, action="typing")
        keyboard = {"inline_keyboard": [[{"text": "Confirm", "callback_data": "yes"}]]}
        reply = f"<b>You said</b> {text.replace('<', '&lt;')}"
        return self._call("sendMessage", chat_id=chat, text=reply, parse_mode="HTML", reply_markup=json.dumps(keyboard))

    def _answer(self, query: dict[str, Any]) -> None:
        message = query["message"]
        self._call("answerCallbackQuery", callback_query_id=query["id"], text="Noted.")
        self._call("editMessageText", chat_id=message["chat"]["id"], message_id=message["message_id"], text="Confirmed")

    def _call(self, method: str, *, files: Any = None, **data: Any) -> Any:
        return self._session.post(f"{self._api}/{method}", data=data, files=files, timeout=20).json()["result"]


@pytest.fixture
def page(live_server: LiveServer) -> Iterator[Page]:
    """The chat page in a real browser, with an echo bot behind it; any error on the page fails the test."""
    bot = EchoBot(live_server.url)
    bot.start()
    with opened_page(live_server.url, width=1180, height=820) as page:
        yield page
    bot.stop()


def write(page: Page, text: str) -> None:
    page.get_by_role("combobox", name="Message").fill(text)
    page.keyboard.press("Enter")


@browser_test
class TestInTheBrowser:
    def test_start_write_press_and_see_the_answer_change(self, page: Page) -> None:
        log = page.get_by_role("log")
        page.get_by_role("button", name="Start", exact=True).click()
        expect(log).to_contain_text("You said /start")
        expect(page.locator("#status")).to_have_text("online")

        write(page, "hello <b>there</b>")
        answer = log.locator("li.bot").last
        expect(answer).to_contain_text("You said hello <b>there</b>")
        expect(answer.locator("strong")).to_have_text("You said")

        answer.get_by_role("button", name="Confirm").click()
        expect(page.locator("#toast")).to_have_text("Noted.")
        expect(answer).to_contain_text("Confirmed")
        expect(answer).to_contain_text("edited")
        expect(answer.get_by_role("button")).to_have_count(0)

    def test_pictures_typing_deletion_and_line_breaks(self, page: Page) -> None:
        log = page.get_by_role("log")
        page.get_by_role("button", name="Start", exact=True).click()
        write(page, "picture")
        picture = log.get_by_role("img", name="Picture from Esther")
        expect(picture).to_be_visible()
        expect(picture).to_have_js_property("naturalWidth", 80)

        write(page, "think")
        expect(page.locator("#status")).to_have_class("typing")

        write(page, "delete")
        expect(log.locator("li.me", has_text="delete")).to_have_count(0)

        field = page.get_by_role("combobox", name="Message")
        field.fill("first")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("second")
        page.keyboard.press("Enter")
        expect(log.locator("li.me").last.locator(".text")).to_contain_text("first\nsecond")
        expect(field).to_have_value("")

    def test_a_file_is_shown_with_its_name_and_saved_by_a_press(self, page: Page) -> None:
        log = page.get_by_role("log")
        page.get_by_role("button", name="Start", exact=True).click()
        write(page, "file")
        link = log.get_by_role("link", name="Download trades.csv")
        expect(link).to_contain_text("trades.csv")
        expect(log.locator("li.bot").last).to_contain_text("Rows")

        with page.expect_download() as saved:
            link.click()

        assert saved.value.suggested_filename == "trades.csv"
        assert saved.value.path().read_bytes() == b"A,B\r\n"

    def test_what_could_not_be_sent_stays_in_the_field(self, live_server: LiveServer, page: Page) -> None:
        page.get_by_role("button", name="Start", exact=True).click()
        expect(page.get_by_role("log")).to_contain_text("You said /start")
        page.route("**/sandbox/chat/send", lambda route: route.fulfill(body='{"problem": "Nobody there."}'))

        write(page, "precious words")

        expect(page.locator("#toast")).to_have_text("Nobody there.")
        expect(page.get_by_role("combobox", name="Message")).to_have_value("precious words")

    def test_a_slash_offers_the_commands(self, page: Page) -> None:
        page.get_by_role("button", name="Start", exact=True).click()
        page.get_by_role("combobox", name="Message").press_sequentially("/h")
        expect(page.get_by_role("option")).to_have_text("/helpWhat I understand")

        page.keyboard.press("Enter")

        expect(page.get_by_role("log")).to_contain_text("You said /help")

    def test_people_have_their_own_chats_and_strangers_can_join(self, page: Page) -> None:
        page.get_by_role("button", name="Start", exact=True).click()
        expect(page.get_by_role("log")).to_contain_text("You said /start")
        page.get_by_role("button", name="Bob").click()
        expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
        expect(page.get_by_role("log").get_by_role("listitem")).to_have_count(0)

        page.get_by_role("button", name="New person").click()
        page.get_by_role("textbox", name="Name").fill("Mallory")
        page.keyboard.press("Enter")
        expect(page.locator("#me")).to_contain_text("You are Mallory")
        say(telegram(), BOB, "from another window")
        expect(page.get_by_role("button", name="Bob").locator(".badge")).to_be_visible()
        page.reload()
        expect(page.locator("#me")).to_contain_text("You are Mallory")

    def test_the_sandbox_panel_works(self, page: Page) -> None:
        page.get_by_role("button", name="Start", exact=True).click()
        expect(page.get_by_role("log")).to_contain_text("You said /start")
        page.locator("#sandbox summary").click()
        page.locator("[data-symbol=BTC][data-percent='-5']").click()
        expect(page.locator("#toast")).to_contain_text("BTC is now $")
        market().reset()

        page.get_by_role("switch", name="Block the bot").check()
        page.get_by_role("button", name="Unblock").click()
        expect(page.get_by_role("combobox", name="Message")).to_be_visible()

        page.get_by_role("button", name="Forget everything").click()
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_role("log")).to_contain_text("You said /start")
        page.get_by_role("button", name="Forget everything").click()
        page.get_by_role("button", name="Forget", exact=True).click()
        expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()

    def test_it_fits_a_phone_in_light_and_dark(self, page: Page, tmp_path: Path) -> None:
        page.set_viewport_size({"width": 390, "height": 844})
        page.get_by_role("button", name="Start", exact=True).click()
        write(page, "a rather long message " * 12 + "andonewordthatdoesnotendandonewordthatdoesnotend" * 3)
        write(page, "picture")
        expect(page.get_by_role("log").get_by_role("img")).to_be_visible()

        colours = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=tmp_path / f"{scheme}.png")
            colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))

        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert colours == ["rgb(255, 255, 255)", "rgb(23, 33, 43)"]
        page.get_by_role("button", name="People and sandbox").click()
        page.get_by_role("button", name="Olivia").click()
        expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()

    def test_a_hidden_tab_asks_nothing(self, page: Page) -> None:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.wait_for_timeout(1600)
        visible = len(asked)
        page.evaluate(
            "Object.defineProperty(document, 'hidden', {get: () => true});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
        page.wait_for_timeout(200)
        asked.clear()
        page.wait_for_timeout(1600)

        assert 1 <= visible <= 4
        assert asked == []
