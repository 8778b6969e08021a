from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from esther_site.lib import long_lists
from esther_site.lib.long_lists import LongListPaginator

pytestmark = pytest.mark.django_db

User: Any = get_user_model()


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_lists, "MOST", 5)
    User.objects.bulk_create(User(username=f"user-{number}") for number in range(12))


def test_what_nothing_holds_has_one_empty_page(db: None) -> None:
    pages = LongListPaginator(User.objects.none(), 10)
    assert (pages.count, pages.num_pages) == (0, 1)


def test_a_short_table_is_counted_exactly(people: None) -> None:
    assert LongListPaginator(User.objects.filter(username="user-3").order_by("pk"), 2).count == 1


def test_a_long_table_is_never_counted_whole(people: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        pages = LongListPaginator(User.objects.filter(username__startswith="user").order_by("pk"), 2)
        assert pages.count == 6
    assert all("LIMIT 6" in query["sql"] for query in asked)


def test_pages_end_where_counting_does(people: None) -> None:
    assert LongListPaginator(User.objects.order_by("pk"), 2).num_pages == 3


def test_postgresql_tells_about_how_many_rows_there_are(people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def estimate(rows: Any) -> int:
        asked.append(rows)
        return 1_000_000

    monkeypatch.setattr(long_lists, "_estimate", estimate)
    assert LongListPaginator(User.objects.order_by("pk"), 2).count == 1_000_000
    assert LongListPaginator(User.objects.filter(username__startswith="user").order_by("pk"), 2).count == 6
    assert len(asked) == 1


def test_the_estimate_itself_asks_the_database(people: None) -> None:
    assert long_lists._estimate(User.objects.all()) >= 0


def test_a_list_is_a_list() -> None:
    assert LongListPaginator([1, 2, 3], 2).num_pages == 2
