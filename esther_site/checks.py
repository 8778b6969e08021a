"""System checks that refuse settings which are wrong or unsafe, each with a hint on what to do.

Errors stop every management command, and so a deployment; warnings are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from esther_site.addresses import parse_network
from esther_site.backup import MINIMUM_KEY
from esther_site.lib.public_url import fault_of
from esther_site.lib.redis_url import fault_of_redis

# https://core.telegram.org/bots/api#setwebhook
_SECRET_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,256}")


@register(Tags.security)
def check_admin_gate(**_: Any) -> Iterator[CheckMessage]:
    """Check who may see the admin."""
    for entry in settings.ADMIN_IP_ALLOWLIST:
        if not _is_network(entry):
            yield Error(
                f"ADMIN_IP_ALLOWLIST has an entry that is no address or network: {entry!r}.",
                hint="Write addresses such as 203.0.113.7, or networks such as 203.0.113.0/24 or 2001:db8::/48.",
                id="esther.E001",
            )
    if not settings.DEBUG and not settings.ADMIN_IP_ALLOWLIST:
        yield Warning(
            "ADMIN_IP_ALLOWLIST is empty: nobody can reach the admin.",
            hint="Set it to the addresses you work from, or leave it if you never use the admin.",
            id="esther.W001",
        )


@register(Tags.security)
def check_proxy_count(**_: Any) -> Iterator[CheckMessage]:
    """Check the number that X-Forwarded-For is read by."""
    if not 0 <= settings.TRUSTED_PROXY_COUNT <= 20:
        yield Error(
            f"TRUSTED_PROXY_COUNT is {settings.TRUSTED_PROXY_COUNT}, which no set-up has.",
            hint="Set it to the number of proxies between the internet and Esther; 0 when there is none.",
            id="esther.E002",
        )


@register(Tags.security)
def check_sandbox(**_: Any) -> Iterator[CheckMessage]:
    """Check that the stand-ins for OKX and Telegram are never in production."""
    if settings.SANDBOX and not settings.DEBUG:
        yield Error(
            "SANDBOX is on without DEBUG: strangers could speak as anybody.",
            hint="Remove SANDBOX, or set DEBUG=True while developing.",
            id="esther.E003",
        )


@register(Tags.security)
def check_telegram(**_: Any) -> Iterator[CheckMessage]:
    """Check what Telegram is told and asked."""
    if not _SECRET_SHAPE.fullmatch(settings.WEBHOOK_SECRET):
        yield Error(
            "WEBHOOK_SECRET is not what Telegram accepts.",
            hint="Use 1 to 256 of the characters A-Z a-z 0-9 _ - or leave it unset: one is then derived.",
            id="esther.E004",
        )
    if not settings.DEBUG and not settings.TELEGRAM_BOT_TOKEN:
        yield Warning(
            "TELEGRAM_BOT_TOKEN is not set: Esther has nobody to talk to.",
            hint="Ask @BotFather for a token and set it.",
            id="esther.W003",
        )


@register(Tags.security)
def check_okx(**_: Any) -> Iterator[CheckMessage]:
    """Check that prices and quotes can be asked for."""
    names = ("OKX_API_KEY", "OKX_API_SECRET", "OKX_API_PASSPHRASE")
    missing = [name for name in names if not getattr(settings, name)]
    if missing:
        yield Warning(
            f"{', '.join(missing)} not set: OKX will refuse every quote and price.",
            hint="Create an API key in the OKX developer portal and set all three.",
            id="esther.W002",
        )


@register(Tags.security)
def check_urls(**_: Any) -> Iterator[CheckMessage]:
    """Check that what is sent out, secrets among it, goes to the public internet over TLS."""
    if settings.ALLOW_PRIVATE_URLS:
        return
    for name, url in _urls():
        if fault := fault_of(url, may_name_user=name == "SENTRY_DSN"):
            yield Error(
                f"{name} {fault}.",
                hint="Set a public https address; for a node or Bot API server of your own: ALLOW_PRIVATE_URLS=True.",
                id="esther.E008",
            )


@register(Tags.security)
def check_redis(**_: Any) -> Iterator[CheckMessage]:
    """Check that what all processes share can be reached, and not by everybody."""
    if settings.REDIS_URL and (fault := fault_of_redis(settings.REDIS_URL, may_be_public=settings.ALLOW_PRIVATE_URLS)):
        yield Error(
            f"REDIS_URL {fault}.",
            hint="Write rediss://:password@host:6379/0, or redis://host:6379/0 for one inside a private network.",
            id="esther.E011",
        )


@register(Tags.security)
def check_secrets(**_: Any) -> Iterator[CheckMessage]:
    """Check that what opens the backups and /tick cannot be guessed."""
    for name in ("BACKUP_KEY", "TICK_SECRET"):
        if 0 < len(getattr(settings, name)) < MINIMUM_KEY:
            yield Error(
                f"{name} has fewer than {MINIMUM_KEY} characters.",
                hint='Make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"',
                id="esther.E009",
            )


@register()
def check_expiry(**_: Any) -> Iterator[CheckMessage]:
    """Check that it can be understood when the database ends."""
    if settings.DATABASE_EXPIRES_ON and not _is_day(settings.DATABASE_EXPIRES_ON):
        yield Error("DATABASE_EXPIRES_ON is no day.", hint="Write it as year-month-day: 2026-12-24.", id="esther.E010")


def _urls() -> Iterator[tuple[str, str]]:
    """Yield every address that settings give, and by which name; a list is taken apart."""
    names = (
        "TELEGRAM_API_BASE_URL",
        "WEBHOOK_URL",
        "OKX_BASE_URL",
        "OKX_MARKET_BASE_URL",
        "LLM_BASE_URL",
        "SENTRY_DSN",
    )
    yield from ((name, url) for name in names if (url := getattr(settings, name)))
    for index, urls in settings.RPC_URLS.items():
        yield from ((f"RPC_URL_{index}", url) for url in urls.split(",") if url.strip())


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_network(entry: str) -> bool:
    try:
        parse_network(entry)
    except ValueError:
        return False
    return True
