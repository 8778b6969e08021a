"""Reports of crashes: without a DSN nothing is loaded, and with one nothing of anybody's leaves."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOT_TOKEN = "4242424242:AAcanaryBotTokenThatMustNotLeave0123456"
HEX_KEY = "ab12cd34" * 8
PHRASE = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
CANARIES = (
    "AAcanary",
    "ab12cd34",
    "abandon",
    "canaryLocal",
    "canaryBody",
    "canaryHeader",
    "canaryPassword",
    "canaryUser",
)

CRASH = f"""
import logging, os
import django; django.setup()
from django.conf import settings
from django.test import Client

def view(request):
    local = "canaryLocal"
    raise RuntimeError("key {HEX_KEY}, bot{BOT_TOKEN}, {PHRASE}, postgresql://esther:canaryPassword@db/esther")

settings.ALLOWED_HOSTS = ["*"]
from esther_site import public_urls
from django.urls import path, clear_url_caches
public_urls.urlpatterns.append(path("crash", view))
settings.ROOT_URLCONF = "esther_site.public_urls"
client = Client(raise_request_exception=False)
answer = client.post("/crash?q=canaryBody", {{"text": "canaryBody"}}, HTTP_X_SECRET="canaryHeader",
    HTTP_X_FORWARDED_PROTO="https", HTTP_AUTHORIZATION="Bearer canaryHeader")
assert answer.status_code == 500, answer.status_code
logging.getLogger("esther").error("a wallet of %s", "0x{HEX_KEY}", extra={{"user": "canaryUser"}})
import sentry_sdk
sentry_sdk.flush(5)
"""


class Sentry:
    """A server that takes what is reported."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        bodies = self.bodies

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                bodies.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def dsn(self) -> str:
        return f"http://publickey@127.0.0.1:{self.server.server_port}/7"

    def events(self) -> list[dict[str, Any]]:
        lines = [line for body in self.bodies for line in body.splitlines()]
        return [event for line in lines if "event_id" in (event := json.loads(line)) and "level" in event]


@pytest.fixture
def sentry() -> Iterator[Sentry]:
    sentry = Sentry()
    yield sentry
    sentry.server.shutdown()
    sentry.server.server_close()


def run(program: str, **variables: str) -> str:
    environment = {**os.environ, "DEBUG": "False", "SANDBOX": "False", "DATABASE_URL": "sqlite://:memory:", **variables}
    command = [sys.executable, "-W", "ignore", "-c", program]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_without_a_dsn_the_library_is_not_loaded() -> None:
    program = "import sys, esther_site.wsgi, esther_site.urls; print('sentry_sdk' in sys.modules)"
    assert run(program, DJANGO_SETTINGS_MODULE="esther_site.settings", SENTRY_DSN="") == "False\n"


def test_a_crash_is_reported_with_where_and_without_whose(sentry: Sentry) -> None:
    run(CRASH, SENTRY_DSN=sentry.dsn, ALLOW_PRIVATE_URLS="True")
    everything = b"".join(sentry.bodies).decode()
    crash, logged = sorted(sentry.events(), key=lambda event: "exception" not in event)
    assert not [canary for canary in CANARIES if canary in everything]
    (error,) = crash["exception"]["values"]
    assert error["type"] == "RuntimeError"
    assert error["value"].startswith("key [removed], bot[removed]")
    assert error["stacktrace"]["frames"][-1]["function"] == "view"
    assert not {"request", "user", "breadcrumbs", "server_name", "extra"} & crash.keys()
    assert not [frame for frame in error["stacktrace"]["frames"] if "vars" in frame]
    assert logged["logentry"]["message"].endswith("[removed]")
