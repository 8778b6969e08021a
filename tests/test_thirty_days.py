"""Thirty days in the sandbox, told to the cent: beside a ledger that knows nothing of Esther."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import responses
from django.core.management import call_command
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from pytest_django import Settings

from bots import processor
from tests.two_lives import ALERT_USD, BEGIN, NOW, STOP_USD, events_of, life_of_the_demo, two_lives

pytest.register_assert_rewrite("tests.agreement", "tests.agreement_of_files")  # their assertions tell what they saw

from tests.agreement import (  # noqa: E402
    chart_agrees,
    diversification_agrees,
    insights_agree,
    performance_agrees,
    portfolio_agrees,
    profit_agrees,
)
from tests.agreement_of_files import export_agrees  # noqa: E402

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(
    okx: responses.RequestsMock, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FrozenDateTimeFactory]:
    settings.OPEN_REGISTRATION = True
    monkeypatch.setattr(processor, "CLOSE_AFTER_SECONDS", 0)
    with freeze_time(BEGIN, real_asyncio=True) as clock:
        assert isinstance(clock, FrozenDateTimeFactory)
        yield clock


def test_a_month_is_told_to_the_cent(clock: FrozenDateTimeFactory) -> None:
    lives = two_lives()
    for life, _ in lives:
        life.begins()
    for at, happen in sorted((each for life, deeds in lives for each in events_of(life, deeds)), key=lambda e: e[0]):
        clock.move_to(at)
        happen()
    clock.move_to(NOW)
    for life, _ in lives:
        life.ledger.close(NOW.date(), NOW, is_live=True)
        life.chat.says(f"stop loss eth at {STOP_USD}")
        life.chat.says(f"alert me when eth goes above {ALERT_USD}")
        portfolio_agrees(life)
        performance_agrees(life)
        profit_agrees(life)
        diversification_agrees(life)
        insights_agree(life)
        chart_agrees(life)
        export_agrees(life)


def test_the_demo_is_a_month_as_it_would_have_been(clock: FrozenDateTimeFactory) -> None:
    clock.move_to(NOW)
    call_command("seed_demo", verbosity=0)
    life = life_of_the_demo()
    life.chat.says("/start")
    portfolio_agrees(life)
    performance_agrees(life)
    profit_agrees(life)
    diversification_agrees(life)
    export_agrees(life)
