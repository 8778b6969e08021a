from __future__ import annotations

import logging

import pytest
from django.conf import settings
from django.test import Client

from sandbox.telegram.running import telegram
from sandbox.tests.telegram_bot import ALICE, meet

BASE = f"/sandbox/telegram/bot{settings.TELEGRAM_BOT_TOKEN}"


def test_a_wrong_token_is_unauthorized(client: Client) -> None:
    answer = client.get("/sandbox/telegram/bot1:wrong/getMe")

    assert (answer.status_code, answer.json()) == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )


def test_an_unknown_method_is_not_found(client: Client) -> None:
    answer = client.get(f"{BASE}/makeCoffee")

    assert (answer.status_code, answer.json()) == (404, {"ok": False, "error_code": 404, "description": "Not Found"})


@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded"])
def test_a_huge_body_is_refused(client: Client, content_type: str) -> None:
    answer = client.post(f"{BASE}/sendMessage", "x" * 300_000, content_type=content_type)

    assert (answer.status_code, answer.json()["description"]) == (413, "Request Entity Too Large")


@pytest.mark.parametrize("body", ["{", "[1]", '"text"'])
def test_a_body_that_is_no_json_object_is_refused(client: Client, body: str) -> None:
    answer = client.post(f"{BASE}/sendMessage", body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["ok"] is False


def test_a_refusal_does_not_log_the_token(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.get(f"{BASE}/makeCoffee")

    assert "makeCoffee refused: Not Found" in caplog.text
    assert settings.TELEGRAM_BOT_TOKEN not in caplog.text


def test_parameters_come_as_query_form_or_json_and_names_in_any_case(client: Client) -> None:
    meet(ALICE)

    answers = [
        client.get(f"{BASE}/sendMessage?chat_id={ALICE}&text=query"),
        client.post(f"{BASE}/sendmessage", {"chat_id": ALICE, "text": "form"}),
        client.post(f"{BASE}/SENDMESSAGE", {"chat_id": ALICE, "text": "json"}, content_type="application/json"),
    ]

    assert [answer.json()["result"]["text"] for answer in answers] == ["query", "form", "json"]


def test_a_picture_cannot_be_fetched_without_the_token_or_by_a_path(client: Client) -> None:
    telegram().archive.save_photo("secret.png", b"no chat shows this")

    assert client.get("/sandbox/telegram/file/bot1:wrong/photos/secret.png").status_code == 404
    assert client.get("/sandbox/chat/photo/secret.png").status_code == 404
    assert client.get("/sandbox/chat/photo/..%2Ftelegram.json").status_code == 404
