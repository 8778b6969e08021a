from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from bots import inbox
from bots.models import InboxUpdate
from bots.tests.chat import Chat

pytestmark = pytest.mark.django_db

SECRET = "test-webhook-secret"


@pytest.fixture
def telegram() -> Client:
    """Whoever calls the webhook; what goes wrong there shows as a status, as it does to Telegram."""
    return Client(raise_request_exception=False)


def post(telegram: Client, body: object, *, secret: str | None = SECRET, **more: Any) -> Any:
    content = body if isinstance(body, (str, bytes)) else json.dumps(body)
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    return telegram.post("/webhook", content, content_type="application/json", headers=headers, **more)


@pytest.mark.parametrize(
    "secret",
    [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "sécret", "ключ", "\udcff", "x" * 100_000],
)
def test_it_refuses_a_call_without_the_secret(telegram: Client, secret: str | None) -> None:
    reply = post(telegram, {"update_id": 1}, secret=secret)

    assert (reply.status_code, reply.content, InboxUpdate.objects.count()) == (403, b"", 0)


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_it_takes_nothing_but_post(telegram: Client, method: str) -> None:
    reply = getattr(telegram, method)("/webhook", headers={"X-Telegram-Bot-Api-Secret-Token": SECRET})

    assert reply.status_code == 405


@pytest.mark.parametrize("body", ["", "nope", "{", b"\xff\xfe", b"\x80", '{"update_id": 1', '{"a": %s}' % ("1" * 5000)])
def test_it_refuses_what_is_no_json(telegram: Client, body: str | bytes) -> None:
    assert post(telegram, body).status_code == 400


@pytest.mark.parametrize("length", ["abc", "-1", "1e9"])
def test_a_false_length_is_no_reason_to_fail(telegram: Client, length: str) -> None:
    assert post(telegram, {"update_id": 1}, CONTENT_LENGTH=length).status_code in {200, 400}


def test_it_refuses_a_body_of_one_megabyte_unread(telegram: Client) -> None:
    assert post(telegram, {"update_id": 1, "message": {"text": "x" * 1_000_000}}).status_code == 413


@pytest.mark.parametrize("depth", [*range(880, 1000, 3), 10_000, 100_000])
def test_it_never_fails_on_deep_nesting(telegram: Client, depth: int) -> None:
    body = '{"update_id": 1, "message": %s}' % ("[" * depth + "]" * depth)

    assert post(telegram, body).status_code in {200, 400}


@pytest.mark.parametrize(
    "body",
    [
        [],
        "x",
        None,
        7,
        {},
        {"update_id": "x"},
        {"update_id": None},
        {"update_id": True},
        {"update_id": 1.5},
        {"update_id": [1]},
        {"update_id": 2**63},
        {"update_id": -(10**30)},
    ],
)
def test_what_has_no_usable_id_is_accepted_and_dropped(telegram: Client, body: object) -> None:
    assert (post(telegram, json.dumps(body)).status_code, InboxUpdate.objects.count()) == (200, 0)


UNKNOWN_SHAPES: list[dict[str, Any]] = [
    {},
    {"message": "x"},
    {"message": []},
    {"message": {"chat": True}},
    {"message": {"chat": {"id": 10**30}}},
    {"callback_query": "x"},
    {"callback_query": [1]},
    {"callback_query": {"message": "x"}},
    {"callback_query": {"message": {"chat": {"id": "x"}}}},
    {"poll": {}},
    {"a_kind_of_update_from_the_future": {"id": 1}},
]


@pytest.mark.parametrize("shape", UNKNOWN_SHAPES)
def test_unknown_shapes_are_stored_so_that_they_are_answered_once(telegram: Client, shape: dict[str, Any]) -> None:
    assert post(telegram, {"update_id": 5} | shape).status_code == 200
    assert InboxUpdate.objects.get().chat_id is None


@pytest.mark.parametrize("text", ["\x00", "\ud800", "a\x00b\udfff", "🚀" * 2000])
def test_it_stores_any_text_that_json_can_hold(telegram: Client, text: str) -> None:
    assert post(telegram, Chat(1, "Alice").message(text)).status_code == 200
    assert json.loads(InboxUpdate.objects.get().payload)["message"]["text"] == text


def test_an_update_that_comes_again_is_acknowledged_and_kept_once(telegram: Client) -> None:
    update = Chat(1, "Alice").message("price eth")

    assert [post(telegram, update).status_code for _ in range(3)] == [200, 200, 200]
    assert InboxUpdate.objects.get().attempts == 1


@pytest.mark.parametrize("failure", [OperationalError("the server closed the connection"), InterfaceError("closed")])
def test_it_asks_telegram_to_come_again_while_the_database_is_away(
    telegram: Client, failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    update = Chat(1, "Alice").message("price eth")

    def away(*_: object) -> None:
        raise failure

    with connection.execute_wrapper(away), caplog.at_level(logging.CRITICAL):
        refused = post(telegram, update).status_code

    assert (refused, post(telegram, update).status_code, InboxUpdate.objects.count()) == (503, 200, 1)


def test_it_hands_over_nothing_that_could_not_be_stored(telegram: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    handed_over: list[inbox.Accepted] = []
    monkeypatch.setattr("bots.runtime.submit", handed_over.append)
    update = Chat(1, "Alice").message("price eth")

    post(telegram, {"update_id": "x"})
    post(telegram, update)
    post(telegram, update)

    assert [accepted.payload for accepted in handed_over] == [update]


def test_it_needs_no_session_and_no_csrf_cookie() -> None:
    reply = post(Client(enforce_csrf_checks=True), {"update_id": 1})

    assert (reply.status_code, reply.cookies.output()) == (200, "")
