from __future__ import annotations

import pytest

from bots.language import Intent, understand


@pytest.mark.parametrize(
    "text",
    [
        "execution of the president",
        "show me my execution and sell everything",
        "execute my order",
        "how honest are you",
        "simulate a trade",
        "is the simulation running",
        "paper",
    ],
)
def test_what_only_sounds_like_it_is_something_else(text: str) -> None:
    assert understand(text).intent != Intent.SHOW_EXECUTION


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("execution", {}),
        ("execution report", {}),
        ("show me my execution quality", {}),
        ("how good was my execution last month?", {"period": "last month"}),
        ("execution 30d", {"period": "30d"}),
        ("execution month", {"period": "this month"}),
        ("execution last month", {"period": "last month"}),
        ("execution 2026-03", {"period": "2026-03"}),
        ("show my execution report for march 2026", {"period": "march 2026"}),
        ("execution 2026-03-01 to 2026-03-31", {"period": "2026-03-01 to 2026-03-31"}),
        ("execution real", {"book": "real"}),
        ("execution simulated 7d", {"book": "simulated", "period": "7d"}),
        ("my live execution this month", {"book": "real", "period": "this month"}),
        ("execution 7dcg45p5jz", {"swap": "7dcg45p5jz"}),
        ("execution of trade 7DCG45P5JZ", {"swap": "7dcg45p5jz"}),
        ("how honest is the simulation?", {"book": "simulated"}),
        ("how accurate is paper trading", {"book": "simulated"}),
    ],
)
def test_a_question_about_execution_names_its_time_its_kind_or_its_trade(text: str, entities: dict[str, str]) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (Intent.SHOW_EXECUTION, entities)
