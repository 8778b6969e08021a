"""Draws candles, volume and marks. What they are is `tokens.chart_data`'s, where they stand `tokens.chart_layout`'s."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tokens.candle_rows import Candle
from tokens.chart_data import Chart, Fill, LevelKind
from tokens.chart_ground import HEIGHT, WIDTH, Ground, Point, Theme, draw
from tokens.chart_heading import draw_heading
from tokens.chart_layout import Box, PriceScale, Tag, TimeScale, price_scale, tags_of
from tokens.price_labels import price_label, round_prices, step_label
from tokens.time_marks import time_marks

__all__ = ["draw_chart"]

LEFT: Final = 24
GAP: Final = 12  # between things that must not touch
BOTTOM, TOP = 184, 580  # of the prices
VOLUME_BOTTOM, VOLUME_TOP = 72, 160
TIMES_AT: Final = 36
MARGIN: Final = 64  # above and below the prices, for what is written there
TEXT: Final = 26
TAG_TEXT, TAG_HEIGHT = 25, 38
MOST_FILLS: Final = 60
_TRIANGLE: Final = 13


def draw_chart(chart: Chart, theme: Theme) -> bytes:
    """Return a chart as a PNG."""
    return draw(theme, lambda ground: _paint(ground, chart))


def _paint(ground: Ground, chart: Chart) -> None:
    draw_heading(ground, chart, left=LEFT)
    if not chart.candles:
        words = f"No trades in the last {chart.period.words}"
        ground.text(WIDTH // 2, HEIGHT // 2, words, size=36, colour=ground.theme.muted, align="center")
        return
    prices = price_scale(chart, bottom=BOTTOM, top=TOP, margin=MARGIN)
    right = _draw_prices(ground, chart, prices)
    times = TimeScale.of(chart, left=LEFT, right=right)
    _draw_times(ground, chart, times)
    _draw_volume(ground, chart, times)
    _draw_candles(ground, chart, times, prices)
    tags = tags_of(chart.levels, prices, height=TAG_HEIGHT + 4)
    _draw_level_lines(ground, tags, right=right)
    taken = _draw_fills(ground, chart.fills, times, prices)
    taken += [_draw_tag(ground, tag) for tag in tags]
    _draw_extremes(ground, chart, times, prices, taken=taken)


def _draw_prices(ground: Ground, chart: Chart, scale: PriceScale) -> int:
    """Draw the grid with its prices and the last price; return where the plot ends to the right."""
    step, usd = round_prices(scale.usd_at(BOTTOM + GAP), scale.usd_at(TOP - GAP), most=6)
    last = chart.candles[-1]
    labels = [(scale.at(each), step_label(each, step=step)) for each in usd if each > 0]
    last_label = price_label(last.close).removeprefix("$")
    widest = max(ground.width_of(label, size=TEXT) for label in [*(label for _, label in labels), last_label])
    right = WIDTH - widest - 3 * GAP
    ground.lines([((LEFT, y), (right, y)) for y, _ in labels], colour=ground.theme.grid)
    at = scale.at(last.close)
    for y, label in labels:
        if abs(y - at) > TAG_HEIGHT:
            ground.text(right + GAP, y, label, size=TEXT, colour=ground.theme.muted)
    colour = ground.theme.up if (chart.change_percent or 0) >= 0 else ground.theme.down
    ground.lines([((LEFT, at), (right, at))], colour=colour, width=2, dashes=(2, 4))
    ground.box(right + GAP // 2, at - TAG_HEIGHT // 2, WIDTH - GAP // 2, at + TAG_HEIGHT // 2, colour=colour)
    ground.text(right + GAP, at, last_label, size=TEXT, colour=ground.theme.on_colour)
    return right


def _draw_times(ground: Ground, chart: Chart, scale: TimeScale) -> None:
    """Draw the names of moments that have room for them."""
    free_from = 0
    for moment, name in time_marks(scale.starts_at, scale.ends_at, chart.zone):
        x, half = scale.at(moment), ground.width_of(name, size=TEXT) // 2
        if x - half < free_from or x + half > WIDTH - GAP:
            continue
        ground.lines([((x, VOLUME_BOTTOM), (x, TOP))], colour=ground.theme.grid)
        ground.text(x, TIMES_AT, name, size=TEXT, colour=ground.theme.muted, align="center")
        free_from = x + half + GAP


def _draw_volume(ground: Ground, chart: Chart, scale: TimeScale) -> None:
    most = max((candle.volume_usd or 0 for candle in chart.candles), default=0)
    if not most:
        return
    for colour, candles in _by_colour(chart.candles, ground.theme):
        tops = [VOLUME_BOTTOM + int((each.volume_usd or 0) * (VOLUME_TOP - VOLUME_BOTTOM) / most) for each in candles]
        bars = [_bar(each, chart, scale, bottom=VOLUME_BOTTOM, top=y) for each, y in zip(candles, tops, strict=True)]
        ground.areas(bars, colour=colour)


def _draw_candles(ground: Ground, chart: Chart, times: TimeScale, prices: PriceScale) -> None:
    for colour, candles in _by_colour(chart.candles, ground.theme):
        wicks, bodies = [], []
        for candle in candles:
            x = times.at(candle.opened_at + chart.period.candle / 2)
            wicks.append(((x, prices.at(candle.low)), (x, prices.at(candle.high))))
            low, high = sorted((prices.at(candle.open), prices.at(candle.close)))
            bodies.append(_bar(candle, chart, times, bottom=low, top=max(high, low + 2)))
        ground.lines(wicks, colour=colour, width=2 if len(chart.candles) < 70 else 1)
        ground.areas(bodies, colour=colour)


def _bar(candle: Candle, chart: Chart, scale: TimeScale, *, bottom: int, top: int) -> list[Point]:
    """Return the corners of what stands for a candle: a little narrower than its time."""
    left, right = scale.at(candle.opened_at), scale.at(candle.opened_at + chart.period.candle)
    left, right = left + max(1, (right - left) // 8), right - max(1, (right - left) // 8)
    right = min(max(right, left + 1), scale.right)
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def _by_colour(candles: Sequence[Candle], theme: Theme) -> list[tuple[str, list[Candle]]]:
    colours = [_colour(candle, theme) for candle in candles]
    pairs = list(zip(colours, candles, strict=True))
    return [(colour, [each for of, each in pairs if of == colour]) for colour in dict.fromkeys(colours)]


def _colour(candle: Candle, theme: Theme) -> str:
    return theme.up if candle.close >= candle.open else theme.down


def _draw_level_lines(ground: Ground, tags: Sequence[Tag], *, right: int) -> None:
    for tag in tags:
        ends = [((LEFT, y), (right, y)) for y in tag.lines]
        if ends:
            ground.lines(ends, colour=_tag_colour(tag, ground.theme), width=2, dashes=(6, 4))


def _draw_tag(ground: Ground, tag: Tag) -> Box:
    """Draw a level's name at the left, and return where it is."""
    width = ground.width_of(tag.words, size=TAG_TEXT)
    box = Box(LEFT, tag.y - TAG_HEIGHT // 2, LEFT + width + 2 * GAP, tag.y + TAG_HEIGHT // 2)
    ground.box(box.left, box.bottom, box.right, box.top, colour=_tag_colour(tag, ground.theme))
    ground.text(LEFT + GAP, tag.y, tag.words, size=TAG_TEXT, colour=ground.theme.on_colour)
    return box


def _tag_colour(tag: Tag, theme: Theme) -> str:
    return theme.order if tag.kind == LevelKind.ORDER else theme.alert


def _draw_fills(ground: Ground, fills: Sequence[Fill], times: TimeScale, prices: PriceScale) -> list[Box]:
    """Draw trades as triangles whose tips are at their prices: purchases from below, sales from above."""
    seen = [fill for fill in fills if times.starts_at <= fill.at <= times.ends_at][-MOST_FILLS:]
    boxes = []
    for fill in seen:
        x, y = times.at(fill.at), min(max(prices.at(fill.usd), BOTTOM), TOP)
        base = y - 2 * _TRIANGLE if fill.is_purchase else y + 2 * _TRIANGLE
        colour = ground.theme.up if fill.is_purchase else ground.theme.down
        ground.areas([((x, y), (x - _TRIANGLE, base), (x + _TRIANGLE, base))], colour=colour, edge=ground.theme.text)
        boxes.append(Box(x - _TRIANGLE, min(y, base), x + _TRIANGLE, max(y, base)))
    return boxes


def _draw_extremes(ground: Ground, chart: Chart, times: TimeScale, prices: PriceScale, *, taken: Sequence[Box]) -> None:
    """Write the highest and the lowest price beside their candles, where there is room."""
    if chart.high is None or chart.low is None or chart.high.high == chart.low.low:
        return
    marks = [
        (chart.high, f"High {price_label(chart.high.high)}", prices.at(chart.high.high) + TEXT // 2 + 6),
        (chart.low, f"Low {price_label(chart.low.low)}", prices.at(chart.low.low) - TEXT // 2 - 6),
    ]
    for candle, words, y in marks:
        half = ground.width_of(words, size=TEXT) // 2
        x = times.at(candle.opened_at + chart.period.candle / 2)
        x = min(max(x, LEFT + half), times.right - half)
        box = Box(x - half, y - TEXT // 2, x + half, y + TEXT // 2)
        shift = _free_shift(box, taken, least=LEFT - box.left, most=times.right - box.right)
        if shift is not None:
            place = box.moved(right=shift)
            ground.box(place.left, place.bottom, place.right, place.top, colour=ground.theme.ground)
            ground.text(x + shift, y, words, size=TEXT, colour=ground.theme.text, align="center")


def _free_shift(box: Box, taken: Sequence[Box], *, least: int, most: int) -> int | None:
    """Return how far a box must move sideways to lie on no other, at most by its own width; None: it cannot."""
    width = box.right - box.left
    shifts = sorted(range(-width, width + 1, 8), key=abs)
    free = (
        shift
        for shift in shifts
        if least <= shift <= most and not any(box.moved(right=shift).overlaps(other) for other in taken)
    )
    return next(free, None)
