from __future__ import annotations

import pytest

from bots.language import Intent, understand


@pytest.mark.parametrize(
    "text",
    [
        "why has my portfolio performed badly",
        "my portfolio has not performed",
        "how has eth performed over the last 7 days",
        "tell me when my portfolio performance is above 10 %",
        "how much did I buy",
        "portfolio",
        "how is my portfolio",
        "buy eth and show my performance",
    ],
)
def test_what_is_no_question_about_the_past_is_not_read_as_one(text: str) -> None:
    assert understand(text).intent != Intent.GET_PORTFOLIO_PERFORMANCE


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("performance", {}),
        ("performance 7d", {"period": "7d"}),
        ("performance all", {"period": "all"}),
        ("performance last month", {"period": "last month"}),
        ("performance real 90d", {"period": "90d", "book": "real"}),
        ("performance paper ytd", {"period": "ytd", "book": "paper"}),
        ("performance 2026-03-01 to 2026-03-31", {"period": "2026-03-01 to 2026-03-31"}),
        ("performance 2026-03-01–2026-03-31", {"period": "2026-03-01-2026-03-31"}),
        ("performance whenever", {"period": "whenever"}),  # the answer says what can be said
        ("How has my portfolio performed over the last 7 days?", {"period": "last 7 days"}),
        ("how did my portfolio do last month?", {"period": "last month"}),
        ("how has my paper portfolio done this year", {"period": "this year", "book": "paper"}),
        ("how is my portfolio performing", {}),
        ("show me my returns for the past 30 days", {"period": "past 30 days"}),
        ("my portfolio's performance since the beginning", {"period": "all"}),
        ("what is my performance since 5 march", {"period": "since 5 march"}),
        ("how much have I made this month?", {"period": "this month"}),
        ("how much did I lose yesterday?", {"period": "yesterday"}),
        ("portfolio performance ytd", {"period": "ytd"}),
    ],
)
def test_a_question_about_the_past_is_read_with_its_period(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)
    assert (understood.intent, understood.entities) == (Intent.GET_PORTFOLIO_PERFORMANCE, entities)


@pytest.mark.parametrize("text", ["snapshot", "take a snapshot", "take snapshots"])
def test_a_snapshot_is_asked_for(text: str) -> None:
    assert understand(text).intent == Intent.TAKE_SNAPSHOTS
