from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg2
import psycopg2.errors
import pytest
from django.db import DataError, InterfaceError, OperationalError, connection

from alerts.models import Alert
from bots import inbox
from bots.interruption import is_interruption
from bots.models import InboxUpdate
from bots.tests.chat import Chat


class Canceled(psycopg2.errors.QueryCanceled):
    pgcode = "57014"


def as_django_raises(kind: type[Exception], cause: Exception) -> Exception:
    error = kind(str(cause))
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("kind", "cause"),
    [
        pytest.param(OperationalError, Canceled("canceling statement"), id="a slow statement"),
        pytest.param(OperationalError, ValueError("database is locked"), id="another database"),
        pytest.param(DataError, psycopg2.DataError("value too long"), id="a wrong value"),
    ],
)
def test_a_database_that_is_there_interrupts_nothing(kind: type[Exception], cause: Exception) -> None:
    assert not is_interruption(as_django_raises(kind, cause))


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_a_connection_that_is_lost_is_an_interruption(kind: type[Exception]) -> None:
    assert is_interruption(as_django_raises(kind, psycopg2.OperationalError("server closed the connection")))


@pytest.mark.django_db
def test_what_was_interrupted_is_not_answered_but_tried_again(alice: Chat) -> None:
    lost = [as_django_raises(OperationalError, psycopg2.OperationalError("server closed the connection"))]

    def away_at_first(execute: Callable[..., Any], *call: Any) -> Any:
        if lost:
            raise lost.pop()
        return execute(*call)

    update = alice.message("alert eth above 9000")
    inbox.accept(update)
    with connection.execute_wrapper(away_at_first):
        answer = alice.handled(update)
    assert answer == ""

    assert InboxUpdate.objects.filter(done_at=None).count() == 1
    assert "Alert set" in alice.handled(update)
    assert (Alert.objects.count(), InboxUpdate.objects.filter(done_at=None).count()) == (1, 0)
