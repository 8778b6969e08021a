"""The admin does not exist for strangers, and the health probe is answered whoever asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db

STRANGER = "198.51.100.66"
OPERATOR = "203.0.113.7"
PATHS = ["/admin", "/admin/", "/admin/login/", "/admin/login/?next=/admin/", "/admin/nothing", "/admin/trading/user/1/"]


@pytest.fixture(autouse=True)
def _production(settings: Settings, tmp_path: Path) -> None:
    settings.DEBUG = False
    settings.STATIC_ROOT = tmp_path
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ADMIN_IP_ALLOWLIST = [f"{OPERATOR}/32", "2001:db8::/32"]
    settings.TRUSTED_PROXY_COUNT = 1


def get(path: str, forwarded: str | None = STRANGER, **headers: str) -> HttpResponse:
    headers = {"X-Forwarded-Proto": "https"} | headers
    if forwarded is not None:
        headers["X-Forwarded-For"] = forwarded
    response = Client(raise_request_exception=False).get(path, headers=headers, REMOTE_ADDR="10.0.0.1")
    assert isinstance(response, HttpResponse)
    return response


def answer(response: HttpResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    return response.status_code, response.content, sorted(response.items())


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_sees_exactly_what_an_unknown_path_answers(path: str) -> None:
    assert answer(get(path)) == answer(get("/nothing/here"))
    assert get(path).status_code == 404
    assert get(path).content == b"Not found.\n"


@pytest.mark.parametrize("path", PATHS)
def test_with_debug_on_a_stranger_learns_no_more(settings: Settings, path: str) -> None:
    settings.DEBUG = True
    admin, unknown = get(path), get("/nothing/here")
    path = path.partition("?")[0].lstrip("/")
    assert (admin.status_code, unknown.status_code) == (404, 404)
    assert without(admin.content, path) == without(unknown.content, "nothing/here")
    assert b"admin" not in without(unknown.content, "nothing/here")


def without(page: bytes, path: str) -> bytes:
    """Return a debug page without the path it was asked for, which is all that may differ."""
    return page.replace(b"?next=/admin/", b"").replace(b"/" + path.encode(), b"").replace(path.encode(), b"")


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "head"])
def test_a_stranger_gets_the_same_with_every_method(method: str) -> None:
    def ask(path: str) -> HttpResponse:
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": STRANGER}
        response = getattr(Client(), method)(path, headers=headers, REMOTE_ADDR="10.0.0.1")
        assert isinstance(response, HttpResponse)
        return response

    assert answer(ask("/admin/login/")) == answer(ask("/nothing/here"))


@pytest.mark.parametrize(
    "forwarded",
    [None, "", OPERATOR + ":80", f"{OPERATOR}, {STRANGER}", f"{STRANGER}, {OPERATOR}", f"{OPERATOR},{OPERATOR}"],
)
def test_a_forged_or_doubtful_header_opens_nothing(forwarded: str | None) -> None:
    assert get("/admin/login/", forwarded).status_code == 404


@pytest.mark.parametrize("name", ["X-Real-IP", "Forwarded", "CF-Connecting-IP", "True-Client-IP", "X-Client-IP"])
def test_no_other_header_is_read(name: str) -> None:
    assert get("/admin/login/", STRANGER, **{name: OPERATOR}).status_code == 404


def test_an_empty_list_closes_the_admin(settings: Settings) -> None:
    settings.ADMIN_IP_ALLOWLIST = []
    assert get("/admin/login/", OPERATOR).status_code == 404


@pytest.mark.parametrize("address", [OPERATOR, f"::ffff:{OPERATOR}", "2001:db8::77"])
def test_an_operator_reaches_the_login(address: str) -> None:
    assert get("/admin/login/", address).status_code == 200
    assert get("/admin", address)["Location"] == "/admin/"


def test_other_addresses_stay_open_to_strangers() -> None:
    assert get("/webhook").status_code != 404


@pytest.mark.parametrize("host", ["testserver", "10.201.4.7:10000", "esther.onrender.com", "not a host"])
def test_the_health_probe_may_use_any_host_name_and_plain_http(host: str) -> None:
    response = Client().get("/healthz", headers={"Host": host})
    assert (response.status_code, response.content) == (200, b"ok")


def test_any_other_path_wants_a_known_host() -> None:
    assert get("/webhook", Host="evil.example").status_code == 400
    assert get("/nothing", Host="evil.example").status_code == 400


def test_an_update_may_come_in_plain_http_as_from_a_bot_api_server_of_ones_own(settings: Settings) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": settings.WEBHOOK_SECRET}
    response = Client().post("/webhook", {}, content_type="application/json", headers=headers)
    assert (response.status_code, response.headers.get("Location"), response.cookies) == (200, None, {})


@pytest.mark.parametrize("path", ["/webhook/", "/webhook/x", "/Webhook"])
def test_nothing_but_its_own_path_is_the_webhook(path: str) -> None:
    assert get(path).status_code == 404


@pytest.fixture
def _real_files(settings: Settings) -> None:
    """Serve static files as they lie there: what is tested is who gets them."""
    settings.DEBUG = True
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def status(path: str, forwarded: str = STRANGER) -> int:
    """Return how a file is answered, and close it."""
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": forwarded}
    response = Client().get(path, headers=headers, REMOTE_ADDR="10.0.0.1")
    if response.streaming:
        b"".join(response)
    response.close()
    return response.status_code


@pytest.mark.usefixtures("_real_files")
@pytest.mark.parametrize("path", ["admin/css/base.css", "unfold/css/styles.css", "esther_site/admin.css"])
def test_the_files_of_the_admin_are_not_there_for_strangers(path: str) -> None:
    assert status(f"/static/{path}") == 404
    assert status(f"/static/bots/../{path}") == 404
    assert status(f"/static/{path}", OPERATOR) == 200


@pytest.mark.usefixtures("_real_files")
def test_the_files_of_the_public_pages_are() -> None:
    assert status("/static/bots/keys.css") == 200


@pytest.mark.parametrize(
    "path", ["second-factor/", "pause/", "axes/accessattempt/", "clear-db-page/", "clear-database/"]
)
def test_no_door_of_the_admin_is_there_for_strangers(path: str) -> None:
    assert answer(get(f"/admin/{path}")) == answer(get("/nothing/here"))


@pytest.mark.parametrize("header", [OPERATOR + " " * 1000, "1," * 600 + OPERATOR, OPERATOR + "\x00", "203.0.113.007"])
def test_an_over_long_or_malformed_header_opens_nothing(header: str) -> None:
    assert get("/admin/login/", header).status_code == 404


def test_a_stranger_is_turned_away_before_any_session_is_looked_at(django_assert_num_queries: Any) -> None:
    client = Client(headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": STRANGER}, REMOTE_ADDR="10.0.0.1")
    client.cookies["sessionid"] = "x" * 32
    with django_assert_num_queries(0):
        response = client.post("/admin/login/", {"username": "root", "password": "guess"})
    assert (response.status_code, dict(response.cookies)) == (404, {})
