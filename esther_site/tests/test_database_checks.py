from __future__ import annotations

import pytest
from django.core.checks import CheckMessage
from django.db import connection
from pytest_django import Settings

from esther_site.database_checks import check_limits

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a pool is put before PostgreSQL only"),
]


def told(settings: Settings, *, statement: str, is_pooled: bool = True) -> list[CheckMessage]:
    settings.DATABASE_POOLED = is_pooled
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {statement}")
        cursor.execute("SET LOCAL lock_timeout = 5000; SET LOCAL idle_in_transaction_session_timeout = 30000")
    return list(check_limits(databases=["default"]))


def test_a_limit_that_the_role_lacks_is_told(settings: Settings) -> None:
    (warning,) = told(settings, statement="0")

    assert warning.msg.startswith("The pool's sessions have no limit for statement_timeout:")


def test_with_all_limits_it_is_silent(settings: Settings) -> None:
    assert told(settings, statement="15000") == []


def test_without_a_pool_esther_sets_them_herself(settings: Settings) -> None:
    assert told(settings, statement="0", is_pooled=False) == []


def test_it_asks_no_database_that_it_is_not_told_to(settings: Settings) -> None:
    settings.DATABASE_POOLED = True

    assert list(check_limits(databases=None)) == []
