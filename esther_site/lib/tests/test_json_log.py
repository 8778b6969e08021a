"""Lines of JSON in the log: no secret gets through any of their fields, and nothing that nobody listed."""

from __future__ import annotations

import io
import json
import logging
import logging.config
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from esther_site.lib.correlation import CorrelationFilter, correlated
from esther_site.lib.json_log import EXTRAS, JsonLines
from esther_site.lib.redaction import ScrubFilter

BOT_TOKEN = "4242424242:AAcanaryBotTokenThatMustNotBeLogged012345"
PHRASE = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
CANARIES = {
    "a bot token": f"POST https://api.telegram.org/bot{BOT_TOKEN}/sendMessage",
    "a private key": "key 0x" + "ab12cd34" * 8,
    "a phrase": f"imported {PHRASE} today",
    "a signature of OKX": "{'OK-ACCESS-SIGN': 'canarySignature', 'OK-ACCESS-PASSPHRASE': 'canaryPassphrase'}",
    "a DSN": "connection to postgresql://esther:canaryPassword@db.example/esther failed",
    "a Fernet key": "sealed with " + "canaryKey" * 4 + "abcdefg=",
}
NEEDLES = (
    "AAcanary",
    "ab12cd34",
    "abandon about",
    "canarySignature",
    "canaryPassphrase",
    "canaryPassword",
    "canaryKey",
)


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger of the test's own, that is set up like production's."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    handler.addFilter(ScrubFilter())
    handler.addFilter(CorrelationFilter())
    logger = logging.getLogger("test-json-log")
    logger.propagate = False
    logger.addHandler(handler)
    yield logger, stream
    logger.removeHandler(handler)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def raise_(text: str) -> None:
    raise RuntimeError(f"because of {text}") from ValueError(text)


@pytest.mark.parametrize("secret", CANARIES.values(), ids=CANARIES)
@pytest.mark.parametrize("way", ["message", "argument", "exception", "extra", "stack"])
def test_no_secret_gets_through(log: tuple[logging.Logger, io.StringIO], secret: str, way: str) -> None:
    logger, stream = log
    if way == "message":
        logger.error(secret)
    elif way == "argument":
        logger.error("it said %s to %s", secret, {"nested": [secret]})
    elif way == "extra":
        logger.error("x", extra={"status": secret, "swap": [secret]})
    elif way == "stack":
        logger.error("x", stack_info=True)
    else:
        try:
            raise_(secret)
        except RuntimeError:
            logger.exception("it failed")
    assert not [needle for needle in NEEDLES if needle in stream.getvalue()]
    assert len(lines(stream)) == 1


@pytest.mark.parametrize("secret", CANARIES.values(), ids=CANARIES)
def test_the_formatter_alone_keeps_them_back_too(secret: str) -> None:
    try:
        raise_(secret)
    except RuntimeError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "it said %s", (secret,), sys.exc_info())
    assert not [needle for needle in NEEDLES if needle in JsonLines().format(record)]


def test_a_line_has_these_fields_and_no_other(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    with correlated("U7Q"):
        logger.warning("user %s waits", 5, extra={"user": 5, "password": "hidden", "update": {"text": "hidden"}})
    (line,) = lines(stream)
    assert line | {"time": ""} == {
        "time": "",
        "level": "WARNING",
        "logger": "test-json-log",
        "event": "user 5 waits",
        "correlation_id": "U7Q",
        "user": 5,
    }
    assert line["time"].endswith("+00:00")


def test_a_traceback_stays_in_its_line(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    try:
        raise_("nothing secret")
    except RuntimeError:
        logger.exception("it failed")
    (line,) = lines(stream)
    assert "ValueError: nothing secret" in line["exc_info"]
    assert "raise_" in line["exc_info"]


def test_what_is_listed_is_no_name_of_a_record_itself() -> None:
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "x", (), None)
    assert not EXTRAS & vars(record).keys()


def test_a_long_value_is_cut(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    logger.error("x", extra={"status": "xyzzy " * 1_000})
    assert len(lines(stream)[0]["status"]) == 300
