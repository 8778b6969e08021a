"""A picture of what a portfolio was worth, day by day, with the money that came in and went out marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from itertools import pairwise
from typing import Final

from portfolio.history import DayRow
from portfolio.models import Book
from portfolio.performance import Flow, Performance
from portfolio.track_record import TrackRecord
from tokens.chart_ground import HEIGHT, WIDTH, Ground, Point, Theme, draw
from tokens.chart_layout import PriceScale, TimeScale
from tokens.price_labels import price_label, round_prices, step_label, volume_label
from tokens.time_marks import time_marks

__all__ = ["draw_value"]

LEFT: Final = 24
GAP: Final = 12
BOTTOM, TOP = 84, 568
TIMES_AT: Final = 40
MARGIN: Final = 56  # above and below the line, for the marks
LARGE, SMALL, TEXT = 44, 26, 26
FIRST_LINE, SECOND_LINE = HEIGHT - 46, HEIGHT - 98
MOST_FLOWS: Final = 40  # the largest; what is less than a part of the highest value is not marked at all
_SEEN_FLOW: Final = Decimal("0.01")
_TRIANGLE: Final = 13
_FLAT: Final = Decimal("0.01")
_DASHES: Final = (3, 3)


def draw_value(record: TrackRecord, theme: Theme, zone: tzinfo) -> bytes:
    """Return the picture as a PNG; without two days there is nothing but words on it."""
    return draw(theme, lambda ground: _paint(ground, record, zone))


def _paint(ground: Ground, record: TrackRecord, zone: tzinfo) -> None:
    found, days = record.performance, record.days
    if found is None:
        words = "No history yet"
        ground.text(WIDTH // 2, HEIGHT // 2, words, size=36, colour=ground.theme.muted, align="center")
        return
    _draw_heading(ground, record, found)
    values = _value_scale(days)
    right = _draw_values(ground, values)
    times = TimeScale(starts_at=days[0].taken_at, ends_at=_end(days), left=LEFT, right=right - GAP)
    _draw_times(ground, times, zone)
    points = [(times.at(day.taken_at), values.at(day.total_usd)) for day in days]
    _draw_line(ground, days, points)
    _draw_flows(ground, found.flows, dict(zip((day.day for day in days), points, strict=True)), days)


def _draw_heading(ground: Ground, record: TrackRecord, found: Performance) -> None:
    """Draw two lines: what, how much, and the return; then of which days, and the money moved."""
    theme, right = ground.theme, WIDTH - LEFT
    if found.time_weighted is not None:
        percent = round(found.time_weighted, 2) + 0
        colour = theme.up if percent > 0 else theme.down if percent else theme.muted
        words = f"{percent:+,.2f} %".replace("-", "−") if percent else "0.00 %"
        right -= ground.text(right, FIRST_LINE, words, size=LARGE, colour=colour, align="right", is_bold=True) + 2 * GAP
    name = "Paper" if record.book == Book.PAPER else "Portfolio"
    x = LEFT + ground.text(LEFT, FIRST_LINE, name, size=LARGE, colour=theme.text, is_bold=True) + 2 * GAP
    worth = ground.fitted(price_label(found.end_usd), width=right - x, size=LARGE)
    ground.text(x, FIRST_LINE, worth, size=LARGE, colour=theme.text)
    ground.text(LEFT, SECOND_LINE, _second_line(ground, found), size=SMALL, colour=theme.muted)


def _second_line(ground: Ground, found: Performance) -> str:
    first, last = (f"{day.day} {day:%b %Y}" for day in (found.start, found.end))
    moved = [f"{volume_label(found.money_in)} in"] if found.money_in >= 1 else []
    moved += [f"{volume_label(found.money_out)} out"] if found.money_out >= 1 else []
    estimated = ["dashed: estimated"] if found.estimated_days else []
    return ground.fitted(" · ".join([f"{first} – {last}", *moved, *estimated]), width=WIDTH - 2 * LEFT, size=SMALL)


def _end(days: Sequence[DayRow]) -> datetime:
    return max(days[-1].taken_at, days[0].taken_at + timedelta(hours=1))


def _value_scale(days: Sequence[DayRow]) -> PriceScale:
    low, high = min(day.total_usd for day in days), max(day.total_usd for day in days)
    if low == high:
        low, high = low * (1 - _FLAT), high * (1 + _FLAT) or Decimal(1)
    return PriceScale(lowest=low, highest=high, bottom=BOTTOM, top=TOP, margin=MARGIN)


def _draw_values(ground: Ground, scale: PriceScale) -> int:
    """Draw the grid with its values; return where the plot ends to the right."""
    step, usd = round_prices(scale.usd_at(BOTTOM + GAP), scale.usd_at(TOP - GAP), most=6)
    labels = [(scale.at(each), step_label(each, step=step)) for each in usd if each >= 0]
    right = WIDTH - max([ground.width_of(label, size=TEXT) for _, label in labels], default=0) - 3 * GAP
    ground.lines([((LEFT, y), (right, y)) for y, _ in labels], colour=ground.theme.grid)
    for y, label in labels:
        ground.text(right + GAP, y, label, size=TEXT, colour=ground.theme.muted)
    return right


def _draw_times(ground: Ground, scale: TimeScale, zone: tzinfo) -> None:
    free_from = 0
    for moment, name in time_marks(scale.starts_at, scale.ends_at, zone):
        x, half = scale.at(moment), ground.width_of(name, size=TEXT) // 2
        if x - half < free_from or x + half > WIDTH - GAP:
            continue
        ground.lines([((x, BOTTOM), (x, TOP))], colour=ground.theme.grid)
        ground.text(x, TIMES_AT, name, size=TEXT, colour=ground.theme.muted, align="center")
        free_from = x + half + GAP


def _draw_line(ground: Ground, days: Sequence[DayRow], points: Sequence[Point]) -> None:
    """Draw the value from day to day; what was only estimated is dashed."""
    is_sure = [not (before.is_estimated or now.is_estimated) for before, now in pairwise(days)]
    for sure, dashes in ((False, _DASHES), (True, None)):
        ends = [pair for pair, known in zip(pairwise(points), is_sure, strict=True) if known == sure]
        if ends:
            colour = ground.theme.alert if sure else ground.theme.muted
            ground.lines(ends, colour=colour, width=4 if sure else 3, dashes=dashes)
    x, y = points[-1]
    ground.areas([((x - 7, y), (x, y - 7), (x + 7, y), (x, y + 7))], colour=ground.theme.alert, edge=ground.theme.text)


def _draw_flows(ground: Ground, flows: Sequence[Flow], at: dict[object, Point], days: Sequence[DayRow]) -> None:
    """Draw money that came in as a triangle below the line, and money that went out as one above it."""
    least = _SEEN_FLOW * max(day.total_usd for day in days)
    largest = sorted(flows, key=lambda flow: abs(flow.usd), reverse=True)[:MOST_FLOWS]
    for flow in (each for each in largest if abs(each.usd) >= least):
        x, y = at[flow.day]
        is_in = flow.usd > 0
        tip = max(BOTTOM + 2 * _TRIANGLE, y - 10) if is_in else min(TOP - 2 * _TRIANGLE, y + 10)
        base = tip - 2 * _TRIANGLE if is_in else tip + 2 * _TRIANGLE
        colour = ground.theme.up if is_in else ground.theme.down
        corners = ((x, tip), (x - _TRIANGLE, base), (x + _TRIANGLE, base))
        ground.areas([corners], colour=colour, edge=ground.theme.text)
