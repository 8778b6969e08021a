"""Pages for what went wrong tell nothing about the inside."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django.fixtures import Settings

from esther_site.failures import not_found, server_error


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the inside of the clock")


urlpatterns = [path("broken", broken)]
handler500 = "esther_site.failures.server_error"


@pytest.mark.urls("esther_site.tests.test_failures")
def test_a_bug_shows_a_short_line_only(settings: Settings) -> None:
    settings.DEBUG = False
    settings.MIDDLEWARE = []
    response = Client(raise_request_exception=False).get("/broken")
    assert (response.status_code, response.content) == (500, b"Something went wrong. It has been logged.\n")


def test_both_are_plain_text() -> None:
    request = RequestFactory().get("/<script>")
    for response in (not_found(request, Exception()), server_error(request)):
        assert response["Content-Type"] == "text/plain"
        assert b"<" not in response.content
