"""Settings that would be unsafe keep Django from starting, with a sentence that says why."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PRODUCTION = {"DEBUG": "False", "SECRET_KEY": "x" * 50, "ENV_FILE": os.devnull, "DATABASE_URL": "sqlite://:memory:"}


def read_settings(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    program = f"import esther_site.settings as settings; {code}"
    environment = {"PATH": os.environ["PATH"], **PRODUCTION, **variables}
    return subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"SANDBOX": "True"}, "SANDBOX is for development: it needs DEBUG=True."),
        ({"SECRET_KEY": ""}, "Set SECRET_KEY to a long random text, or DEBUG=True while developing."),
    ],
)
def test_it_refuses_to_start(variables: dict[str, str], sentence: str) -> None:
    process = read_settings("pass", **variables)
    assert process.returncode != 0
    assert sentence in process.stderr


def test_production_knows_no_sandbox_and_no_public_host() -> None:
    process = read_settings("print(settings.SANDBOX, settings.ALLOWED_HOSTS, settings.OKX_BASE_URL)")
    assert process.stdout == "False [] https://web3.okx.com\n", process.stderr


def test_an_earlier_key_makes_no_other_secret() -> None:
    show = "print(settings.WEBHOOK_SECRET, settings.TICK_SECRET, settings.SECRET_KEY_FALLBACKS)"
    before = read_settings(show).stdout.split()
    changed = read_settings(show, SECRET_KEY="y" * 50, SECRET_KEY_FALLBACKS="x" * 50).stdout.split()
    alone = read_settings(show, SECRET_KEY="y" * 50).stdout.split()
    assert changed[:2] == alone[:2]
    assert not {*changed[:2]} & {*before[:2]}
    assert (before[2], changed[2]) == ("[]", f"['{'x' * 50}']")


def test_it_answers_to_the_host_that_telegram_is_given() -> None:
    process = read_settings("print(settings.ALLOWED_HOSTS)", WEBHOOK_URL="https://esther.example/")
    assert process.stdout == "['esther.example']\n", process.stderr


@pytest.mark.parametrize(("debug", "may"), [("False", "False\n"), ("True", "True\n")])
def test_only_development_lets_addresses_be_private(debug: str, may: str) -> None:
    assert read_settings("print(settings.ALLOW_PRIVATE_URLS)", DEBUG=debug).stdout == may


def test_development_without_a_token_opens_the_sandbox() -> None:
    process = read_settings("print(settings.SANDBOX, settings.OKX_BASE_URL)", DEBUG="True")
    assert process.stdout == "True http://127.0.0.1:8000/sandbox/okx\n", process.stderr


def test_development_with_a_token_is_the_real_bot() -> None:
    process = read_settings("print(settings.SANDBOX, settings.OKX_BASE_URL)", DEBUG="True", TELEGRAM_BOT_TOKEN="1:a")
    assert process.stdout == "False https://web3.okx.com\n", process.stderr
