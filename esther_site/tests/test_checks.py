"""Wrong settings are refused, and doubtful ones are told, each with what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.checks import CheckMessage, run_checks
from pytest_django.fixtures import Settings

from esther_site import checks


@pytest.fixture(autouse=True)
def _production(settings: Settings) -> None:
    settings.DEBUG = False
    settings.SANDBOX = False
    settings.ADMIN_IP_ALLOWLIST = ["203.0.113.7"]


def ids(check: Callable[[], Iterator[CheckMessage]]) -> list[str | None]:
    return [message.id for message in check()]


@pytest.mark.parametrize("entry", ["everyone", "203.0.113.7/24", "203.0.113.7:80", "*"])
def test_it_refuses_an_admin_entry_that_is_no_network(settings: Settings, entry: str) -> None:
    settings.ADMIN_IP_ALLOWLIST = ["203.0.113.7", entry]
    assert ids(checks.check_admin_gate) == ["esther.E001"]


def test_it_warns_that_an_empty_list_closes_the_admin(settings: Settings) -> None:
    settings.ADMIN_IP_ALLOWLIST = []
    assert ids(checks.check_admin_gate) == ["esther.W001"]


def test_it_does_not_mind_a_closed_admin_in_development(settings: Settings) -> None:
    settings.ADMIN_IP_ALLOWLIST, settings.DEBUG = [], True
    assert ids(checks.check_admin_gate) == []


@pytest.mark.parametrize("count", [-1, 21])
def test_it_refuses_an_impossible_number_of_proxies(settings: Settings, count: int) -> None:
    settings.TRUSTED_PROXY_COUNT = count
    assert ids(checks.check_proxy_count) == ["esther.E002"]


def test_it_refuses_the_sandbox_in_production(settings: Settings) -> None:
    settings.SANDBOX = True
    assert ids(checks.check_sandbox) == ["esther.E003"]


@pytest.mark.parametrize("secret", ["", "with space", "ünicode", "a" * 257, "line\n", "semi;colon"])
def test_it_refuses_a_webhook_secret_telegram_would_refuse(settings: Settings, secret: str) -> None:
    settings.WEBHOOK_SECRET = secret
    assert ids(checks.check_telegram) == ["esther.E004"]


@pytest.mark.parametrize("secret", ["a", "A-Z_0-9", "a" * 256])
def test_it_takes_a_webhook_secret_telegram_takes(settings: Settings, secret: str) -> None:
    settings.WEBHOOK_SECRET = secret
    assert ids(checks.check_telegram) == []


def test_it_refuses_production_without_a_bot(settings: Settings) -> None:
    settings.TELEGRAM_BOT_TOKEN = ""
    assert ids(checks.check_telegram) == ["esther.W003"]


def test_it_names_the_okx_settings_that_are_missing(settings: Settings) -> None:
    settings.OKX_API_KEY = settings.OKX_API_PASSPHRASE = ""
    (message,) = checks.check_okx()
    assert message.id == "esther.W002"
    assert message.msg.startswith("OKX_API_KEY, OKX_API_PASSPHRASE not set")


def test_every_message_says_what_to_do(settings: Settings) -> None:
    settings.ADMIN_IP_ALLOWLIST, settings.TRUSTED_PROXY_COUNT, settings.SANDBOX = ["*"], -1, True
    settings.WEBHOOK_SECRET = settings.TELEGRAM_BOT_TOKEN = settings.OKX_API_KEY = ""
    ours = [message for message in run_checks(tags=["security"]) if str(message.id).startswith("esther.")]
    assert len(ours) == 6
    assert all(message.hint for message in ours)


def test_a_well_set_up_production_raises_nothing() -> None:
    assert [message for message in run_checks(tags=["security"]) if str(message.id).startswith("esther.")] == []
