"""A key is taken on one page, from whoever the link was made for, once; it is shown nowhere and kept sealed."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.conf import settings as site
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from alerts.models import Notification
from bots import import_links, import_page
from bots.import_guard import proof_of
from bots.import_links import open_link
from bots.messages import render
from bots.models import ImportLink
from bots.tests.test_init_data import signed
from esther_site.lib.errors import OperatorError, UserError
from esther_site.lib.redaction import scrub
from trading.custody import CustodyError, unseal
from trading.models import User, Wallet
from trading.tests.desk import admitted
from trading.wallets import create_wallet, own_wallet

pytestmark = pytest.mark.django_db

# https://github.com/foundry-rs/foundry, anvil's first development account
KEY = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"


@pytest.fixture(autouse=True)
def _sealing(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = Fernet.generate_key().decode()
    settings.WEBHOOK_URL = "https://esther.example/"


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(1001, "Alice")


@pytest.fixture
def token(alice: User) -> str:
    return open_link(alice, "Trading").rsplit("/", 1)[1]


def send(token: str, step: str = "look", *, headers: dict[str, str] | None = None, **body: str) -> HttpResponse:
    """Send what the page's script sends, with these things different."""
    sent = {"X-Page-Proof": proof_of(token), "Sec-Fetch-Site": "same-origin"} | (headers or {})
    fields = {"step": step, "key": KEY, "address": ADDRESS if step == "keep" else "", "init_data": ""} | body
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answer = client.post(f"/wallet-import/{token}", fields, secure=True, headers=sent)
    assert isinstance(answer, HttpResponse)
    return answer


def said(answer: HttpResponse) -> dict[str, str]:
    words: dict[str, str] = json.loads(answer.content)
    return words


def problem(answer: HttpResponse) -> str:
    assert answer.status_code >= 400
    return said(answer)["problem"]


def telegram(*, at: datetime | None = None, user: int = 1001, **more: Any) -> str:
    return signed(site.TELEGRAM_BOT_TOKEN, at=at or timezone.now(), user={"id": user}, **more)


# The link


def test_no_link_without_a_key_to_seal_with(alice: User, settings: Settings) -> None:
    settings.ENCRYPTION_KEY = ""
    with pytest.raises(CustodyError):
        open_link(alice)


@pytest.mark.parametrize("url", ["", "http://esther.example", "/"])
def test_no_link_without_https(alice: User, settings: Settings, url: str) -> None:
    settings.DEBUG = False
    settings.WEBHOOK_URL = url
    with pytest.raises(OperatorError, match="need a public https address"):
        open_link(alice)


def test_no_link_for_a_name_that_is_taken(alice: User) -> None:
    create_wallet(alice, "Trading")
    with pytest.raises(UserError, match="already"):
        open_link(alice, "trading")


def test_the_link_itself_is_kept_nowhere(alice: User) -> None:
    url = open_link(alice)
    token = url.removeprefix("https://esther.example/wallet-import/")
    assert len(token) == 22  # 128 bits
    assert token not in str(ImportLink.objects.values())


def test_a_link_is_scrubbed_from_the_log(token: str) -> None:
    assert scrub(f"Gone: /wallet-import/{token}") == "Gone: /wallet-import/[removed]"


@pytest.mark.parametrize("bad", ["x", "A" * 22, "A.B", "ü"])
def test_an_unknown_link_is_gone(alice: User, bad: str) -> None:
    answer = Client().get(f"/wallet-import/{bad}", secure=True)
    assert answer.status_code == 410
    assert b"no longer good" in answer.content
    assert send(bad).status_code == 410


def test_an_expired_link_is_gone(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ImportLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert [send(token, step).status_code for step in ("look", "keep")] == [410, 410]
    assert not Wallet.objects.filter(kind="hot").exists()


def test_a_link_is_good_for_ten_minutes(token: str) -> None:
    left = ImportLink.objects.get().expires_at - timezone.now()
    assert timedelta(minutes=9, seconds=50) < left <= timedelta(minutes=10)


def test_a_used_link_is_gone(token: str) -> None:
    assert send(token, "keep").status_code == 200
    assert [send(token, step).status_code for step in ("look", "keep")] == [410, 410]


def test_a_newer_link_replaces_an_older(alice: User, token: str) -> None:
    open_link(alice)
    assert send(token).status_code == 410


def test_a_link_of_somebody_who_was_locked_out_is_gone(alice: User, token: str) -> None:
    User.objects.filter(pk=alice.pk).update(status="blocked")
    assert send(token, "keep").status_code == 410


# Who sends


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Page-Proof": ""},
        {"X-Page-Proof": proof_of("another")},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_only_the_page_itself_may_send(token: str, headers: dict[str, str]) -> None:
    answer = send(token, "keep", headers=headers)
    assert (answer.status_code, said(answer)) == (403, {"problem": "Use the page itself."})
    assert not Wallet.objects.filter(kind="hot").exists()


@pytest.mark.parametrize(("origin", "status"), [("https://testserver", 200), ("https://evil.example", 403), ("", 403)])
def test_an_older_browser_is_known_by_its_origin(token: str, origin: str, status: int) -> None:
    client = Client()
    headers = {"X-Page-Proof": proof_of(token), "Origin": origin}
    answer = client.post(f"/wallet-import/{token}", {"step": "look", "key": KEY}, secure=True, headers=headers)
    assert answer.status_code == status


def test_without_https_nothing_is_taken(token: str, settings: Settings) -> None:
    settings.DEBUG = False
    for answer in (Client().get(f"/wallet-import/{token}"), Client().post(f"/wallet-import/{token}", {"key": KEY})):
        assert (answer.status_code, answer.content) == (403, b"Use https.\n")


@pytest.mark.parametrize(
    ("init_data", "words"),
    [
        (lambda: telegram(user=1002), "made for somebody else"),
        (lambda: telegram(at=timezone.now() - timedelta(minutes=11)), "opened too long ago"),
        (lambda: telegram() + "0", "did not confirm"),
        (lambda: signed("1:another-bot", at=timezone.now()), "did not confirm"),
        (lambda: "nonsense", "did not confirm"),
    ],
    ids=["another user", "stale", "changed", "forged", "nonsense"],
)
@pytest.mark.parametrize("step", ["look", "keep"])
def test_inside_telegram_it_must_be_the_links_user(
    token: str, step: str, init_data: Callable[[], str], words: str
) -> None:
    assert words in problem(send(token, step, init_data=init_data()))
    assert not Wallet.objects.filter(kind="hot").exists()


# What is sent


@pytest.mark.parametrize("key", ["", "x", KEY[:-1], KEY + "0", "0" * 64, "f" * 64, "test " * 12])
def test_what_is_no_key_is_refused_and_not_repeated(token: str, key: str) -> None:
    answer = send(token, key=key)
    assert problem(answer).startswith("This is no private key")
    assert key.encode() not in answer.content or not key.strip("x")


def test_after_five_tries_the_link_is_of_no_use(token: str) -> None:
    assert [send(token, key="x").status_code for _ in range(6)] == [400] * 5 + [429]
    assert send(token).status_code == 429


def test_guessing_at_the_last_step_ends_the_link_too(token: str) -> None:
    statuses = [send(token, "keep", key="x").status_code for _ in range(8)]
    assert statuses == [400] * 6 + [410] * 2


def test_the_key_must_be_that_of_the_address_that_was_confirmed(token: str) -> None:
    answer = send(token, "keep", address="0x" + "1" * 40)
    assert problem(answer).startswith("This key belongs to another address")
    assert send(token, "keep").status_code == 200


def test_a_key_that_is_here_already_leaves_the_link_good(alice: User, token: str) -> None:
    Wallet.objects.create(owner=alice, name="Mine", kind="watch", address=ADDRESS.lower())
    assert problem(send(token, "keep")).startswith("You watch this address as “Mine”.")
    Wallet.objects.filter(name="Mine").delete()
    assert send(token, "keep").status_code == 200


def test_looking_keeps_nothing(token: str) -> None:
    assert said(send(token)) == {"address": ADDRESS}
    assert not Wallet.objects.filter(kind="hot").exists()


@pytest.mark.parametrize("init_data", ["", "by telegram"])
def test_a_confirmed_key_is_sealed_and_told(alice: User, token: str, init_data: str) -> None:
    answer = send(token, "keep", init_data=telegram() if init_data else "")
    assert said(answer) == {"name": "Trading", "address": ADDRESS}
    wallet = own_wallet(alice, "Trading")
    assert unseal(wallet.sealed_key, address=ADDRESS).reveal().hex() == KEY
    told = Notification.objects.get()
    assert (told.user, told.importance) == (alice, Notification.Importance.MONEY)
    assert f"<b>Trading</b> is yours to trade with now: <code>{ADDRESS}</code>" in render(told.template, told.data)


# What is shown


def test_nobody_frames_stores_or_follows_the_page(token: str) -> None:
    page = Client().get(f"/wallet-import/{token}", secure=True)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "X-Frame-Options" not in page.headers
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "frame-ancestors https://web.telegram.org;" in policy
    assert "unsafe" not in policy
    assert b"<script>" not in page.content
    assert b" style=" not in page.content
    assert page.cookies == {}
    assert b'autocomplete="off"' in page.content


@pytest.mark.parametrize("debug", [True, False])
def test_when_it_breaks_the_key_is_shown_nowhere(
    token: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    debug: bool,
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("a bug")

    settings.DEBUG = debug
    monkeypatch.setattr(import_page, "import_wallet", broken)
    with caplog.at_level(logging.DEBUG):
        answer = send(token, "keep")

    assert answer.status_code == 500
    assert "a bug" in caplog.text
    assert KEY not in caplog.text + answer.content.decode()
    assert send(token).status_code == 200  # the link was not used up


def test_the_key_is_neither_in_an_answer_nor_a_log_nor_the_database(
    token: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answers = [send(token), send(token, "keep", address="0x"), send(token, "keep")]

    assert KEY not in caplog.text
    assert [answer for answer in answers if KEY in answer.content.decode().lower()] == []
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows.append(cursor.fetchall())
    assert KEY not in str(rows)
    assert bytes.fromhex(KEY) not in str(rows).encode()


def test_in_production_the_page_names_its_script_by_what_is_in_it(
    token: str, settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    production = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": production}
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["admin"])
    page = Client().get(f"/wallet-import/{token}", secure=True).content.decode()
    for name, _, kind in re.findall(r'"/static/(bots/(?:import|keys)\.([0-9a-f]+)\.(css|js))"', page):
        assert (tmp_path / name).is_file(), kind
    assert page.count("/static/bots/") == 2


def test_old_links_are_forgotten(alice: User, token: str) -> None:
    ImportLink.objects.update(expires_at=timezone.now() - import_links.KEPT_FOR - timedelta(minutes=1))
    open_link(alice)
    assert ImportLink.objects.count() == 1
