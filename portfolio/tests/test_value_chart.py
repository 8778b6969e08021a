from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image

from portfolio.history import DayLine, DayRow
from portfolio.models import Book
from portfolio.performance import measure
from portfolio.periods import Period
from portfolio.track_record import TrackRecord
from portfolio.value_chart import draw_value
from tokens.chart_ground import DARK, LIGHT, Theme

BEGIN = datetime(2026, 4, 5, 0, 1, tzinfo=UTC)


def record(*values: str, estimated: int = 0) -> TrackRecord:
    """Make days on which so many dollars were there, the first of them estimated."""
    days = [
        DayRow(
            day=BEGIN.date() + timedelta(days=number),
            is_estimated=number < estimated,
            lines={1: DayLine(int(Decimal(value) * 100), Decimal(1), Decimal(value), 2)},
            total_usd=Decimal(value),
            taken_at=BEGIN + timedelta(days=number),
        )
        for number, value in enumerate(values)
    ]
    period = Period(BEGIN.date(), BEGIN.date() + timedelta(days=len(days)), "some days")
    return TrackRecord(period=period, book=Book.PAPER, days=days, performance=measure(days, [], {}))


def picture(of: TrackRecord, theme: Theme = DARK) -> Image.Image:
    return Image.open(io.BytesIO(draw_value(of, theme, UTC))).convert("RGB")


def has_colour(image: Image.Image, colour: str) -> bool:
    """Say whether there is a colour, but for what reducing the picture to few colours does to it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    found: Any = image.getcolors(2**20)
    return any(max(abs(r - red), abs(g - green), abs(b - blue)) < 12 for _, (r, g, b) in found)


@pytest.mark.parametrize("values", [(), ("100",)])
def test_without_two_days_there_is_no_line(values: tuple[str, ...]) -> None:
    assert not has_colour(picture(record(*values)), DARK.alert)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize(
    "values",
    [
        ("0", "0"),
        ("0", "100"),
        ("100", "0", "0"),
        ("100", "100", "100"),
        ("0.000001", "0.000002"),
        ("99999999999999", "1", "99999999999999"),
        tuple(str(1000 + 37 * number % 400) for number in range(730)),
    ],
)
def test_any_values_can_be_drawn(values: tuple[str, ...], theme: Theme) -> None:
    png = draw_value(record(*values), theme, UTC)
    assert Image.open(io.BytesIO(png)).size == (1080, 720)
    assert len(png) < 150_000


def test_money_that_came_and_went_is_marked() -> None:
    assert not has_colour(picture(record("100", "100", "99.5")), DARK.down)
    came_and_went = picture(record("100", "300", "100"))
    assert has_colour(came_and_went, DARK.up)
    assert has_colour(came_and_went, DARK.down)


def test_what_is_estimated_looks_unlike_what_was_seen() -> None:
    seen, estimated = picture(record("100", "200", "300")), picture(record("100", "200", "300", estimated=3))
    column = [y for y in range(160, 640) if seen.getpixel((300, y)) != estimated.getpixel((300, y))]
    assert column
