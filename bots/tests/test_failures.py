from __future__ import annotations

import logging
import re

import pytest
from telegram import Update
from telegram.ext import ExtBot

from bots.failures import Sort, failure_of, log, new_id
from bots.tests.chat import Chat
from bots.turn import Turn
from esther_site.lib.errors import EstherError, OperatorError, TemporaryError, UserError
from esther_site.lib.okx_errors import OkxBusy
from trading.models import User


@pytest.mark.parametrize(
    ("error", "letter", "kind", "sentence"),
    [
        (UserError("Say more."), "C", "UserError", "Say more."),
        (EstherError("No."), "C", "EstherError", "No."),
        (TemporaryError("Later."), "T", "TemporaryError", "Later."),
        (OkxBusy("Later."), "T", "OkxBusy", "Later."),
        (OperatorError("Set it."), "R", "OperatorError", "Set it."),
        (KeyError("secret"), "B", "KeyError", ""),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isalpha() else "",
)
def test_every_failure_has_an_id_and_a_kind(error: Exception, letter: str, kind: str, sentence: str) -> None:
    failure = failure_of(error)

    assert re.fullmatch(rf"{letter}-[0-9A-HJKMNP-TV-Z]{{5}}", failure.id)
    assert (failure.kind, failure.sentence) == (kind, sentence)


def test_no_two_occurrences_have_one_id() -> None:
    ids = [new_id(Sort.BUG) for _ in range(300)]

    assert len(set(ids)) >= 299  # one in seven hundred times, two of them meet
    assert {len(each) for each in ids} == {7}


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(None, None), (0, None), (-3, None), (0.2, 1), (12, 12), (12.1, 13), (3600, 3600), (3601, None)],
)
def test_how_long_to_wait_is_told_in_whole_seconds(seconds: float | None, told: int | None) -> None:
    assert failure_of(TemporaryError("Later.", retry_after=seconds)).wait_seconds == told


def test_the_log_says_what_happened_to_whom_and_where(caplog: pytest.LogCaptureFixture) -> None:
    turn = Turn(Update.de_json(Chat(1, "Alice").message("hi"), None), ExtBot("1:test"), User(pk=7), 1, handler="/price")
    error = TemporaryError("OKX is busy:\n2026-01-01 ERROR forged line")
    failure = failure_of(error)
    with caplog.at_level(logging.INFO):
        log(failure, error, turn)
    (record,) = caplog.records

    assert record.getMessage() == (
        f"failure {failure.id}: TemporaryError for user 7 in /price: OKX is busy: 2026-01-01 ERROR forged line"
    )
    assert (record.levelname, record.exc_info) == ("WARNING", None)
    assert {"failure_id": failure.id, "failure_kind": "TemporaryError", "user_id": 7, "handler": "/price"}.items() <= (
        record.__dict__.items()
    )


@pytest.mark.parametrize(
    ("error", "level", "has_trace"),
    [
        (UserError("Say more."), "INFO", False),
        (OperatorError("Set it."), "ERROR", False),
        (KeyError("x"), "ERROR", True),
    ],
    ids=["correction", "operator", "bug"],
)
def test_only_a_bug_has_its_traceback_in_the_log(
    error: Exception, level: str, has_trace: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        log(failure_of(error), error, None)
    (record,) = caplog.records

    assert (record.levelname, bool(record.exc_info)) == (level, has_trace)
    assert "for user - in no handler" in record.getMessage()
