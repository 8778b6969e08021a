"""A key is shown on one page, to whoever the link was made for, once, after a code; it is nowhere else afterwards."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from alerts.models import Notification
from bots import export_page
from bots.export_links import open_link
from bots.import_guard import proof_of
from bots.messages import render
from bots.models import ExportLink
from bots.notifier import _shown
from bots.tests.test_init_data import signed
from esther_site.lib.errors import OperatorError, UserError
from esther_site.lib.redaction import scrub
from trading.custody import parse_key
from trading.exporting import FACTOR_AGE, PHRASE
from trading.models import SecondFactor, User, Wallet
from trading.tests.desk import admitted
from trading.tests.live_desk import SEALING_KEY, code_at, enrolled, live_swap
from trading.wallets import delete_wallet, import_wallet

pytestmark = pytest.mark.django_db

# https://github.com/foundry-rs/foundry, anvil's first development account
KEY = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"


@pytest.fixture(autouse=True)
def _sealing(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = SEALING_KEY
    settings.WEBHOOK_URL = "https://esther.example/"


@pytest.fixture
def alice(seeded: None) -> User:
    user = enrolled(admitted(1001, "Alice"))
    SecondFactor.objects.update(confirmed_at=timezone.now() - 2 * FACTOR_AGE)
    return user


@pytest.fixture
def wallet(alice: User) -> Wallet:
    return import_wallet(alice, parse_key(KEY), "Trading")


@pytest.fixture
def token(alice: User, wallet: Wallet) -> str:
    return open_link(alice, wallet.pk, phrase=PHRASE).rsplit("/", 1)[1]


def send(token: str, code: str, *, headers: dict[str, str] | None = None, init_data: str = "") -> HttpResponse:
    """Send what the page's script sends, with these things different."""
    sent = {"X-Page-Proof": proof_of(token), "Sec-Fetch-Site": "same-origin"} | (headers or {})
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    fields = {"code": code, "init_data": init_data}
    answer = client.post(f"/wallet-export/{token}", fields, secure=True, headers=sent)
    assert isinstance(answer, HttpResponse)
    return answer


def problem(answer: HttpResponse) -> str:
    assert answer.status_code >= 400
    assert KEY.encode() not in answer.content
    words: str = json.loads(answer.content)["problem"]
    return words


def is_untouched() -> bool:
    return not Notification.objects.exists() and not Wallet.objects.exclude(exported_at=None).exists()


# The link


@pytest.mark.parametrize("url", ["", "http://esther.example", "/"])
def test_no_link_without_https(alice: User, wallet: Wallet, settings: Settings, url: str) -> None:
    settings.DEBUG = False
    settings.WEBHOOK_URL = url
    with pytest.raises(OperatorError, match="need a public https address"):
        open_link(alice, wallet.pk, phrase=PHRASE)


def test_no_link_without_the_phrase(alice: User, wallet: Wallet) -> None:
    with pytest.raises(UserError, match="That is not the phrase"):
        open_link(alice, wallet.pk, phrase="yes")
    assert not ExportLink.objects.exists()


def test_no_link_to_somebody_elses_wallet(wallet: Wallet) -> None:
    with pytest.raises(UserError, match="no such wallet"):
        open_link(enrolled(admitted(1003, "Mallory")), wallet.pk, phrase=PHRASE)


def test_the_link_itself_is_kept_nowhere_and_scrubbed_from_the_log(token: str) -> None:
    assert len(token) == 22  # 128 bits
    assert token not in str(ExportLink.objects.values())
    assert scrub(f"Gone: /wallet-export/{token}") == "Gone: /wallet-export/[removed]"


@pytest.mark.parametrize("bad", ["x", "A" * 22, "ü"])
def test_an_unknown_link_is_gone(alice: User, bad: str) -> None:
    assert Client().get(f"/wallet-export/{bad}", secure=True).status_code == 410
    assert send(bad, "123456").status_code == 410


def test_an_expired_link_is_gone(alice: User, token: str) -> None:
    ExportLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert send(token, code_at(alice)).status_code == 410
    assert is_untouched()


def test_a_newer_link_replaces_an_older(alice: User, wallet: Wallet, token: str) -> None:
    open_link(alice, wallet.pk, phrase=PHRASE)
    assert send(token, code_at(alice)).status_code == 410


def test_a_link_to_a_deleted_wallet_is_gone(alice: User, wallet: Wallet, token: str) -> None:
    delete_wallet(alice, wallet.pk)
    assert send(token, code_at(alice)).status_code == 410


def test_a_link_of_somebody_who_was_locked_out_is_gone(alice: User, token: str) -> None:
    User.objects.filter(pk=alice.pk).update(status="blocked")
    assert send(token, code_at(alice)).status_code == 410


# Who sends


@pytest.mark.parametrize(
    "headers", [{"X-Page-Proof": ""}, {"X-Page-Proof": proof_of("another")}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_only_the_page_itself_may_send(alice: User, token: str, headers: dict[str, str]) -> None:
    assert problem(send(token, code_at(alice), headers=headers)) == "Use the page itself."
    assert is_untouched()


def test_without_https_nothing_is_shown(token: str, settings: Settings) -> None:
    settings.DEBUG = False
    for answer in (Client().get(f"/wallet-export/{token}"), Client().post(f"/wallet-export/{token}")):
        assert (answer.status_code, answer.content) == (403, b"Use https.\n")


def test_inside_telegram_it_must_be_the_links_user(alice: User, token: str) -> None:
    code, now = code_at(alice), timezone.now()
    for init_data in (
        signed(site.TELEGRAM_BOT_TOKEN, at=now, user={"id": 1002}),
        signed(site.TELEGRAM_BOT_TOKEN, at=now - timedelta(minutes=11), user={"id": 1001}),
        signed("1:another-bot", at=now, user={"id": 1001}),
    ):
        assert problem(send(token, code, init_data=init_data))
    assert is_untouched()
    mine = signed(site.TELEGRAM_BOT_TOKEN, at=now, user={"id": 1001})
    assert send(token, code, init_data=mine).status_code == 200


# The code


@pytest.mark.parametrize("code", ["", "12345", "abcdef", KEY])
def test_what_is_no_code_shows_nothing(token: str, code: str) -> None:
    assert problem(send(token, code)).startswith("This code is wrong")
    assert is_untouched()


def test_a_used_code_shows_nothing(alice: User, wallet: Wallet, token: str) -> None:
    code = code_at(alice)
    assert send(token, code).status_code == 200
    again = open_link(alice, wallet.pk, phrase=PHRASE).rsplit("/", 1)[1]
    assert problem(send(again, code)).startswith("This code is wrong, too old, or used already.")


def test_wrong_codes_lock_and_end_the_link(alice: User, token: str) -> None:
    wrong = f"{(int(code_at(alice)) + 1) % 10**6:06d}"
    answers = [send(token, wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [400] * 5 + [429]
    assert "none is taken for 15 minutes" in problem(answers[4])
    assert SecondFactor.objects.exclude(locked_until=None).exists()
    assert problem(send(token, code_at(alice))).startswith("These were too many tries")


def test_a_trade_that_began_meanwhile_keeps_the_code_and_the_link_good(alice: User, token: str) -> None:
    swap = live_swap(alice, "10")
    assert "under way" in problem(send(token, code_at(alice)))
    assert is_untouched()
    type(swap).objects.update(state="done")
    assert send(token, code_at(alice)).status_code == 200


# What is shown


def test_the_key_is_shown_once_noted_and_told(
    alice: User, wallet: Wallet, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = send(token, code_at(alice))
    assert json.loads(answer.content) == {"key": f"0x{KEY}"}
    assert answer.headers["Cache-Control"] == "no-store"
    wallet.refresh_from_db()
    assert wallet.exported_at is not None
    assert f"user {alice.pk} was shown the key of their wallet {wallet.pk}" in caplog.text
    told = Notification.objects.get()
    assert (told.user, told.importance) == (alice, Notification.Importance.MONEY)
    text = render(told.template, {**_shown(told.data, zone="UTC"), "zone": "UTC"})
    assert f"<b>The key of Trading was shown</b> on {wallet.exported_at:%-d %b %H:%M} UTC" in text
    assert "If it was not you: move everything out" in text
    assert send(token, code_at(alice)).status_code == 410


def test_two_requests_at_once_show_it_once(alice: User, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_page, "check", lambda user, code: ExportLink.objects.update(used_at=timezone.now()))
    assert problem(send(token, code_at(alice))).startswith("This link is no longer good.")
    assert is_untouched()


def test_nobody_frames_stores_or_follows_the_page(token: str) -> None:
    page = Client().get(f"/wallet-export/{token}", secure=True)
    policy = page.headers["Content-Security-Policy"]
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'; script-src 'self';" in policy
    assert "frame-ancestors https://web.telegram.org;" in policy
    assert b"<script>" not in page.content
    assert page.cookies == {}
    assert ADDRESS.encode() in page.content


@pytest.mark.parametrize("debug", [True, False])
def test_when_it_breaks_nothing_is_noted_and_no_error_page_has_the_key(
    alice: User,
    token: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    debug: bool,
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("a bug")

    settings.DEBUG = debug
    monkeypatch.setattr(export_page, "_tell", broken)  # after the key was opened
    with caplog.at_level(logging.DEBUG):
        answer = send(token, code_at(alice))
    assert answer.status_code == 500
    assert "a bug" in caplog.text
    assert KEY not in caplog.text + answer.content.decode()
    assert is_untouched()


def test_the_key_is_neither_in_a_log_nor_in_the_database(
    alice: User, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        send(token, "000000")
        assert send(token, code_at(alice)).status_code == 200
    assert KEY not in caplog.text
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows.append(cursor.fetchall())
    assert KEY not in str(rows)
    assert bytes.fromhex(KEY) not in str(rows).encode()
