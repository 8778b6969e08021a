"""The doors of the admin: a password, then a code, and before both nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time
from pytest_django.fixtures import Settings

from esther_site.models import OperatorApp
from esther_site.second_factor import forget_app
from esther_site.tests.operators import PASSWORD, make_app, make_operator, signed_in
from trading.models import AuditEntry, User

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
SECOND = "/admin/second-factor/"
WRONG = "This code is wrong"
LATER_KEY = "another-key-of-no-value-0123456789-0123456789"


def gives(client: Client, password: str, name: str = "root") -> Any:
    return client.post(f"{LOGIN}?next=/admin/", {"username": name, "password": password})


def with_password(user: User) -> Client:
    client = Client()
    assert gives(client, PASSWORD, user.username).status_code == 302
    return client


def every_page() -> list[str]:
    lists = [f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist" for model in admin.site._registry]
    return [reverse(name) for name in [*lists, "admin:index", "admin:pause", "admin:search", "admin:password_change"]]


def key_on(page: Any) -> str:
    text = page.content.decode()
    return str(text.split('id="key"')[1].split(">")[1].split("<")[0]).replace(" ", "")


def test_without_a_password_every_page_leads_to_the_login() -> None:
    for page in every_page():
        assert Client().get(page)["Location"].startswith(LOGIN), page


def test_the_password_alone_opens_nothing() -> None:
    user = make_operator()
    make_app(user)
    client = with_password(user)
    for page in every_page():
        assert client.get(page)["Location"].startswith(LOGIN), page
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith(SECOND)
    assert client.post("/admin/pause/", {"to": "pause"})["Location"].startswith(LOGIN)


def test_a_user_of_the_chat_has_no_password_and_stays_out() -> None:
    User.objects.create(username="telegram-9001", telegram_id=9001, password="!", is_staff=True, is_superuser=True)
    answer = gives(Client(), "!", "telegram-9001")
    assert answer.status_code == 200
    assert b"second-factor" not in answer.content


def test_somebody_who_is_no_operator_gets_no_further_with_a_password() -> None:
    User.objects.create_user("alice", password=PASSWORD)
    client = Client()
    assert gives(client, PASSWORD, "alice").status_code == 200
    assert client.get(SECOND)["Location"] == LOGIN


def test_a_code_opens_the_admin() -> None:
    user = make_operator()
    _, totp = make_app(user)
    client = with_password(user)
    before = client.session.session_key

    answer = client.post(f"{SECOND}?next=/admin/trading/swap/", {"code": totp.now()})

    assert answer["Location"] == "/admin/trading/swap/"
    assert client.get("/admin/").status_code == 200
    assert client.session.session_key != before


@pytest.mark.parametrize("code", ["", "000000x", "12345", "1234567", "٠١٢٣٤٥", "' or 1=1"])
def test_what_is_no_code_opens_nothing(code: str) -> None:
    user = make_operator()
    make_app(user)
    client = with_password(user)
    assert client.post(SECOND, {"code": code}).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_a_code_is_good_once() -> None:
    user = make_operator()
    _, totp = make_app(user)
    code = totp.now()
    assert with_password(user).post(SECOND, {"code": code}).status_code == 302
    assert WRONG in with_password(user).post(SECOND, {"code": code}).content.decode()


def test_after_a_wrong_code_even_the_right_one_waits() -> None:
    user = make_operator()
    _, totp = make_app(user)
    client = with_password(user)
    for _ in range(3):
        client.post(SECOND, {"code": "000000"})
    assert WRONG in client.post(SECOND, {"code": totp.now()}).content.decode()
    with freeze_time(timezone.now() + timedelta(seconds=60)):
        assert client.post(SECOND, {"code": totp.at(timezone.now())}).status_code == 302


def test_another_operators_code_opens_nothing() -> None:
    olga, otto = make_operator("olga"), make_operator("otto")
    make_app(olga)
    _, of_otto = make_app(otto)
    assert WRONG in with_password(olga).post(SECOND, {"code": of_otto.now()}).content.decode()


def test_another_operators_session_of_a_code_does_not_count() -> None:
    olga, otto = make_operator("olga"), make_operator("otto")
    make_app(olga)
    client = signed_in(otto)
    stolen = client.session["otp_device_id"]
    thief = with_password(olga)
    session = thief.session
    session["otp_device_id"] = stolen
    session.save()
    assert thief.get("/admin/").status_code == 302


def test_the_first_login_sets_up_the_app() -> None:
    client = with_password(make_operator())
    page = client.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0].startswith(SECOND)
    assert b"<svg" in page.content

    assert client.post(SECOND, {"code": pyotp.TOTP(key_on(page)).now()})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_key_is_shown_once_and_the_next_look_makes_another() -> None:
    client = with_password(make_operator())
    first, second = key_on(client.get(SECOND)), key_on(client.get(SECOND))
    assert first != second
    refused = client.post(SECOND, {"code": pyotp.TOTP(first).now()})
    assert "does not fit" in refused.content.decode()
    assert 'id="key"' not in refused.content.decode()
    assert b"<svg" not in refused.content


def test_a_picture_that_was_shown_too_long_ago_confirms_nothing() -> None:
    client = with_password(make_operator())
    key = key_on(client.get(SECOND))
    OperatorApp.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert client.post(SECOND, {"code": pyotp.TOTP(key).now()}).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_whoever_has_an_app_is_never_shown_a_key() -> None:
    user = make_operator()
    make_app(user)
    page = with_password(user).get(SECOND).content.decode()
    assert 'id="key"' not in page
    assert OperatorApp.objects.filter(user=user).count() == 1


def test_the_key_is_sealed_and_bound_to_its_user() -> None:
    user = make_operator()
    app, totp = make_app(user)
    assert totp.secret not in app.sealed_key
    app.user = make_operator("otto")
    with pytest.raises(Exception, match="cannot be opened"):
        app._step_of("123456")


def test_after_another_secret_key_the_page_says_what_to_do(settings: Settings) -> None:
    user = make_operator()
    _, totp = make_app(user)
    settings.SECRET_KEY = LATER_KEY
    client = with_password(user)
    assert "forget the app" in client.post(SECOND, {"code": totp.now()}).content.decode()
    assert client.get("/admin/").status_code == 302


def test_an_earlier_secret_key_opens_nothing_once_it_is_no_fallback(settings: Settings) -> None:
    user = make_operator()
    client = signed_in(user)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = LATER_KEY, ["a-third-key-of-no-value-0123456789"]
    assert client.get("/admin/").status_code == 302


def test_a_session_and_an_app_outlive_their_secret_key(settings: Settings) -> None:
    user = make_operator()
    _, totp = make_app(user)
    client = signed_in(user)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = LATER_KEY, [settings.SECRET_KEY]
    assert client.get("/admin/").status_code == 200
    assert with_password(user).post(SECOND, {"code": totp.now()}).status_code == 302

    settings.SECRET_KEY_FALLBACKS = []
    assert client.get("/admin/").status_code == 200
    with freeze_time(timezone.now() + timedelta(seconds=30)):
        assert with_password(user).post(SECOND, {"code": totp.at(timezone.now())}).status_code == 302


def test_a_lost_app_is_taken_away_and_set_up_anew() -> None:
    user = make_operator()
    client = signed_in(user)
    assert forget_app(user)
    assert client.get("/admin/").status_code == 302
    assert 'id="key"' in with_password(user).get(SECOND).content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_a_login_leads_to_no_other_site(target: str) -> None:
    user = make_operator()
    _, totp = make_app(user)
    client = with_password(user)
    assert client.post(f"{SECOND}?next={target}", {"code": totp.now()})["Location"] == "/admin/"


def test_five_wrong_passwords_lock_the_door_for_a_quarter_of_an_hour() -> None:
    user = make_operator()
    client = Client()
    for _ in range(4):
        assert gives(client, "wrong").status_code == 200
    locked = gives(client, "wrong")
    assert locked.status_code == 429
    assert "15 minutes" in locked.content.decode()
    assert gives(client, PASSWORD).status_code == 429
    with freeze_time(timezone.now() + timedelta(minutes=16)):
        assert gives(client, PASSWORD, user.username).status_code == 302


def test_who_is_locked_out_does_not_lock_out_others() -> None:
    make_operator("olga")
    make_operator("otto")
    client = Client()
    for _ in range(5):
        gives(client, "wrong", "olga")
    assert gives(Client(), PASSWORD, "otto").status_code == 302
    elsewhere = Client(REMOTE_ADDR="::1")
    assert gives(elsewhere, PASSWORD, "olga").status_code == 302


def test_what_was_typed_at_the_door_is_kept_nowhere() -> None:
    gives(Client(), "canary-password", "canary-typed-into-the-name")
    attempt = AccessAttempt.objects.get()
    assert "canary-password" not in str(attempt.__dict__)
    root = signed_in(make_operator())
    for page in ("/admin/axes/accessattempt/", f"/admin/axes/accessattempt/{attempt.pk}/change/"):
        assert "canary" not in root.get(page).content.decode()
    assert "canary" not in "".join(str(entry.facts) for entry in AuditEntry.objects.all())


def test_the_audit_trail_knows_who_came_in_and_who_did_not() -> None:
    user = make_operator()
    _, totp = make_app(user)
    gives(Client(), "wrong")
    client = with_password(user)
    client.post(SECOND, {"code": "000000"})
    with freeze_time(timezone.now() + timedelta(seconds=30)):
        client.post(SECOND, {"code": totp.at(timezone.now())})
    told = [(entry.actor, entry.facts["action"], entry.facts["address"]) for entry in AuditEntry.objects.order_by("pk")]
    who = f"operator:{user.pk}"
    assert told == [
        ("system", "a wrong password", "127.0.0.1"),
        (who, "gave the password", "127.0.0.1"),
        (who, "a wrong code", "127.0.0.1"),
        (who, "gave a code", "127.0.0.1"),
    ]


def test_a_session_lasts_half_an_hour_from_the_last_click() -> None:
    client = signed_in(make_operator())
    with freeze_time(timezone.now() + timedelta(minutes=29)):
        assert client.get("/admin/trading/swap/").status_code == 200
    with freeze_time(timezone.now() + timedelta(minutes=55)):
        assert client.get("/admin/").status_code == 200
    with freeze_time(timezone.now() + timedelta(minutes=86)):
        assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("path", ["clear-db-page/", "clear-database/", "clear-db/", "clear-db-page/?token=x"])
def test_there_is_no_address_that_clears_the_database(path: str) -> None:
    client = signed_in(make_operator())
    assert client.get(f"/admin/{path}").status_code == 404
    assert client.post(f"/admin/{path}").status_code == 404
