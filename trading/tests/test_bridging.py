"""How often a trade on its way is looked at, and when it is late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from trading import bridging
from trading.models import Swap

LEFT = datetime(2026, 3, 30, 12, tzinfo=UTC)


@pytest.fixture
def swap(monkeypatch: pytest.MonkeyPatch) -> Swap:
    monkeypatch.setattr(bridging, "departed_at", lambda _: LEFT)
    return Swap(estimated_seconds=43)


@pytest.mark.parametrize(
    ("gone_by", "pause"), [(0, 5), (-30, 5), (40, 5), (80, 10), (480, 60), (3_600, 60), (10**6, 60)]
)
def test_the_longer_it_takes_the_seldomer_it_is_looked_at(swap: Swap, gone_by: int, pause: int) -> None:
    assert bridging.pause_of(swap, LEFT + timedelta(seconds=gone_by)) == timedelta(seconds=pause)


@pytest.mark.parametrize(
    ("estimated", "minutes", "is_late"),
    [(43, 30, False), (43, 31, True), (None, 31, True), (1_140, 56, False), (1_140, 58, True)],
)
def test_it_is_late_after_three_times_the_estimate_and_half_an_hour(
    swap: Swap, estimated: int | None, minutes: int, is_late: bool
) -> None:
    swap.estimated_seconds = estimated
    assert bridging.is_late(swap, LEFT + timedelta(minutes=minutes)) is is_late
