"""What Esther tells of herself: that she was asleep, and that her database will end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bots.messages import render

FROM = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_after_a_sleep_she_says_from_when_to_when() -> None:
    text = render("asleep", {"away_from": FROM, "away_until": FROM + timedelta(hours=1), "zone": "UTC"})
    assert "<b>I was asleep</b> from 4 May" in text
    assert "13:00 UTC" in text


@pytest.mark.parametrize(
    ("days", "words"), [(14, "ends in 14 days"), (1, "ends tomorrow"), (0, "ends today")], ids=["14", "1", "0"]
)
def test_before_the_database_ends_she_says_when_and_what_to_do(days: int, words: str) -> None:
    data: dict[str, Any] = {"ends_on": "2026-12-24", "days": days, "at": "", "zone": "UTC"}
    text = render("database_ends", data)
    assert words in text
    assert "There is no backup of it." in text
    assert "manage.py restore" in text


def test_it_says_when_the_last_backup_was_made() -> None:
    assert "Last backup: <i>4 May" in render("database_ends", {"ends_on": "x", "days": 3, "at": FROM, "zone": "UTC"})
