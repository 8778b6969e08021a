"""Every page tells browsers what it may do: nothing, but for the admin's own scripts and styles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db

OPERATOR = "203.0.113.7"
STRANGER = "198.51.100.66"


@pytest.fixture(autouse=True)
def _production(settings: Settings) -> None:
    settings.DEBUG = False
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ADMIN_IP_ALLOWLIST = [f"{OPERATOR}/32"]
    settings.TRUSTED_PROXY_COUNT = 1


def get(path: str, *, who: str = OPERATOR) -> HttpResponse:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": who}
    answer = Client(raise_request_exception=False).get(path, headers=headers)
    assert isinstance(answer, HttpResponse)
    return answer


def policy(answer: HttpResponse) -> dict[str, set[str]]:
    parts = [part.split() for part in answer.headers["Content-Security-Policy"].split(";")]
    return {name: set(values) for name, *values in filter(None, parts)}


def paths(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[str]:
    """Yield every address of the site; numbers and words stand where an address takes something."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = str(entry.pattern).removeprefix("^").removesuffix(r"\Z").removesuffix("$")
        for name in getattr(entry.pattern, "converters", {}):
            route = route.replace(next(part for part in route.split("/") if f"{name}>" in part), "1")
        if isinstance(entry, URLPattern):
            yield prefix + route
        elif "sandbox" not in route:
            yield from paths(entry, prefix + route)


def is_mini_app(path: str) -> bool:
    """Tell whether Telegram shows a page in a frame of its own."""
    return path.startswith(("/wallet-import/", "/wallet-export/"))


FRAMED = {"https://web.telegram.org"}
PATHS = sorted(path for path in paths() if not set(path) & set("(<?"))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", [OPERATOR, STRANGER], ids=["operator", "stranger"])
def test_every_page_has_its_headers(path: str, who: str) -> None:
    answer = get(path, who=who)
    assert "'none'" in policy(answer)["default-src"]
    assert policy(answer)["frame-ancestors"] == (FRAMED if is_mini_app(path) else {"'none'"})
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert is_mini_app(path) or answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "max-age=" in answer.headers.get("Strict-Transport-Security", "max-age=")


def test_the_walk_sees_the_admin_and_the_public_pages() -> None:
    assert {"/admin/login/", "/admin/trading/swap/", "/admin/trading/swap/1/change/"} <= set(PATHS)
    assert any(path.startswith("/wallet-import/") for path in PATHS)


@pytest.mark.parametrize("path", ["/nothing", "/admin/nothing/"])
@pytest.mark.parametrize("who", [OPERATOR, STRANGER], ids=["operator", "stranger"])
def test_what_is_not_there_has_them_too(path: str, who: str) -> None:
    assert "'none'" in policy(get(path, who=who))["default-src"]


def test_an_error_page_has_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: HttpRequest) -> Any:
        raise RuntimeError

    monkeypatch.setattr("esther_site.middleware.AdminAllowlistMiddleware.__call__", lambda self, request: fail(request))
    answer = get("/nothing")
    assert answer.status_code == 500
    assert "'none'" in policy(answer)["default-src"]


def test_only_the_admin_may_run_scripts_and_none_that_stand_in_a_page() -> None:
    admin, public = policy(get(reverse("admin:login"))), policy(get("/nothing"))
    assert admin["script-src"] == {"'self'", "'unsafe-eval'"}
    assert set(public) == {"default-src", "base-uri", "form-action", "frame-ancestors"}


def test_to_a_stranger_the_admin_has_the_policy_of_what_is_not_there() -> None:
    assert policy(get("/admin/login/", who=STRANGER)) == policy(get("/nothing", who=STRANGER))


def test_no_page_leads_a_browser_elsewhere() -> None:
    for path in ("/admin/login/", "/nothing"):
        sources = set.union(*policy(get(path)).values())
        assert not [source for source in sources if "://" in source or "*" in source]
