"""The heading of a chart: what it is of, what that costs now, and how much it moved."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from tokens.chart_data import Chart
from tokens.chart_ground import HEIGHT, WIDTH, Ground
from tokens.price_labels import price_label, volume_label

__all__ = ["draw_heading"]

FIRST_LINE, SECOND_LINE = HEIGHT - 46, HEIGHT - 98
LARGE, SMALL = 44, 26
_GAP: Final = 24


def draw_heading(ground: Ground, chart: Chart, *, left: int) -> None:
    """Draw two lines: name, price and change; then where, how long and how much was traded."""
    theme, right = ground.theme, WIDTH - left
    change, colour = _change(chart), theme.muted
    if change is not None:
        colour = theme.up if change > 0 else theme.down if change else theme.muted
        words = f"{change:+,.2f} %".replace("-", "−") if change else "0.00 %"
        right -= ground.text(right, FIRST_LINE, words, size=LARGE, colour=colour, align="right", is_bold=True) + _GAP
    price = price_label(chart.last_usd) if chart.last_usd else ""
    room = right - left - ground.width_of(price, size=LARGE) - _GAP
    label = ground.fitted(chart.label, width=room, size=LARGE, is_bold=True)
    x = left + ground.text(left, FIRST_LINE, label, size=LARGE, colour=theme.text, is_bold=True) + _GAP
    ground.text(x, FIRST_LINE, price, size=LARGE, colour=theme.text)
    _draw_second_line(ground, chart, left=left)


def _draw_second_line(ground: Ground, chart: Chart, *, left: int) -> None:
    theme, right = ground.theme, WIDTH - left
    if chart.volume_usd:
        words = f"Vol {volume_label(chart.volume_usd)}"
        right -= ground.text(right, SECOND_LINE, words, size=SMALL, colour=theme.muted, align="right") + _GAP
    parts = " · ".join([chart.place, _span(chart), f"{chart.period.candle_words} candles"])
    words = ground.fitted(parts, width=right - left, size=SMALL)
    ground.text(left, SECOND_LINE, words, size=SMALL, colour=theme.muted)


def _span(chart: Chart) -> str:
    """Say how long the candles go back, when that is less than the period."""
    if chart.is_whole or not chart.candles:
        return chart.period.words
    first = chart.candles[0].opened_at.astimezone(chart.zone)
    return f"since {first.day} {first:%b %H:%M}"


def _change(chart: Chart) -> Decimal | None:
    change = chart.change_percent
    return None if change is None else round(change, 2) + 0
