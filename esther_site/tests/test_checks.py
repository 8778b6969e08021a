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
    settings.TELEGRAM_API_BASE_URL = "https://api.telegram.org"
    settings.WEBHOOK_URL = "https://esther.example"
    settings.OKX_BASE_URL = settings.OKX_MARKET_BASE_URL = "https://www.okx.com"
    settings.LLM_BASE_URL = "https://llm.example/v1"
    settings.RPC_URLS = {8453: "https://base.example, https://base-two.example/key"}
    settings.SENTRY_DSN = ""
    settings.ALLOW_PRIVATE_URLS = False


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


URLS = ["TELEGRAM_API_BASE_URL", "WEBHOOK_URL", "OKX_BASE_URL", "OKX_MARKET_BASE_URL", "LLM_BASE_URL", "SENTRY_DSN"]


def messages(check: Callable[[], Iterator[CheckMessage]]) -> list[str]:
    return [message.msg for message in check()]


@pytest.mark.parametrize("url", ["http://api.example", "https://127.0.0.1:8081", "https://x:y@a.example", "nonsense"])
@pytest.mark.parametrize("name", URLS)
def test_it_refuses_an_address_that_is_not_public(settings: Settings, name: str, url: str) -> None:
    setattr(settings, name, url)
    assert ids(checks.check_urls) == ["esther.E008"]
    assert messages(checks.check_urls)[0].startswith(f"{name} ")
    assert url not in messages(checks.check_urls)[0]


@pytest.mark.parametrize("urls", ["http://node.example", "https://node.example, http://127.0.0.1:8545/secret"])
def test_it_looks_at_every_node_of_a_chain(settings: Settings, urls: str) -> None:
    settings.RPC_URLS = {1: urls, 8453: "https://node.example"}
    (message,) = messages(checks.check_urls)
    assert message.startswith("RPC_URL_1 ")
    assert "secret" not in message


def test_a_dsn_may_have_its_key(settings: Settings) -> None:
    settings.SENTRY_DSN = "https://0123abc@o1.ingest.sentry.io/2"
    assert ids(checks.check_urls) == []


def test_where_it_is_said_addresses_may_be_private(settings: Settings) -> None:
    settings.TELEGRAM_API_BASE_URL = "http://127.0.0.1:8081"
    settings.ALLOW_PRIVATE_URLS = True
    assert ids(checks.check_urls) == []


@pytest.mark.parametrize("name", ["BACKUP_KEY", "TICK_SECRET"])
def test_it_refuses_a_secret_that_can_be_guessed(settings: Settings, name: str) -> None:
    setattr(settings, name, "short")
    assert ids(checks.check_secrets) == ["esther.E009"]
    setattr(settings, name, "")
    assert ids(checks.check_secrets) == []


@pytest.mark.parametrize(("day", "found"), [("", []), ("2026-12-24", []), ("24.12.2026", ["esther.E010"])])
def test_it_refuses_a_day_it_cannot_read(settings: Settings, day: str, found: list[str]) -> None:
    settings.DATABASE_EXPIRES_ON = day
    assert ids(checks.check_expiry) == found


@pytest.mark.parametrize(
    "url",
    [
        "redis://:secret-word@redis.example.com:6379/0",
        "redis://8.8.8.8:6379",
        "redis://[2606:4700::1111]:6379",
        "http://10.0.0.7:6379",
        "rediss://",
        "10.0.0.7:6379",
        "redis://10.0.0.7:many",
    ],
)
def test_it_refuses_a_redis_that_everybody_could_listen_to_or_that_is_none(settings: Settings, url: str) -> None:
    settings.REDIS_URL = url
    assert ids(checks.check_redis) == ["esther.E011"]
    assert "secret-word" not in "".join(str(message) for message in checks.check_redis())


@pytest.mark.parametrize(
    "url",
    [
        "",
        "rediss://:word@redis.example.com:6379/0",
        "redis://red-abc123:6379",
        "redis://10.0.0.7:6379/1",
        "redis://[fd00::7]:6379",
        "redis://cache.internal",
    ],
)
def test_a_redis_of_ones_own_network_or_over_tls_is_fine(settings: Settings, url: str) -> None:
    settings.REDIS_URL = url
    assert ids(checks.check_redis) == []
