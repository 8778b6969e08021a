"""Where things stand in a chart, in whole pixels: scales, and the tags of levels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from tokens.chart_data import Chart, Level, LevelKind
from tokens.price_labels import price_label

__all__ = ["Box", "PriceScale", "Tag", "TimeScale", "price_scale", "tags_of"]

_MOST_LINES: Final = 4  # of levels that share a tag
_REACH: Final = Decimal("0.5")  # of the height of the candles: levels within it are shown at their price
_FLAT: Final = Decimal("0.01")  # of the price, above and below one that never moved
_FEWEST_CANDLES: Final = 24  # along the axis, so that a lone one is no wall


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    left: int
    bottom: int
    right: int
    top: int

    def overlaps(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def moved(self, *, right: int) -> Box:
        return Box(self.left + right, self.bottom, self.right + right, self.top)


@dataclass(frozen=True, kw_only=True)
class PriceScale:
    """Prices from the bottom of a plot to its top; `lowest` and `highest` keep a margin to both."""

    lowest: Decimal
    highest: Decimal
    bottom: int
    top: int
    margin: int

    def at(self, usd: Decimal) -> int:
        height = self.top - self.bottom - 2 * self.margin
        return self.bottom + self.margin + int((usd - self.lowest) / (self.highest - self.lowest) * height)

    def usd_at(self, y: int) -> Decimal:
        height = self.top - self.bottom - 2 * self.margin
        return self.lowest + (self.highest - self.lowest) * (y - self.bottom - self.margin) / height


@dataclass(frozen=True, kw_only=True)
class TimeScale:
    """Moments from the left of a plot to its right."""

    starts_at: datetime
    ends_at: datetime
    left: int
    right: int

    def at(self, moment: datetime) -> int:
        return self.left + (moment - self.starts_at) * (self.right - self.left) // (self.ends_at - self.starts_at)

    @classmethod
    def of(cls, chart: Chart, *, left: int, right: int) -> TimeScale:
        """Begin where the candles do, and end after the last of them."""
        first, last = chart.candles[0].opened_at, chart.candles[-1].opened_at + chart.period.candle
        ends_at = max(last, chart.ends_at)
        return cls(
            starts_at=min(first, ends_at - _FEWEST_CANDLES * chart.period.candle),
            ends_at=ends_at,
            left=left,
            right=right,
        )


@dataclass(frozen=True, kw_only=True)
class Tag:
    """What is written at one level, or at several that are close; `lines` are where they are, none out of sight."""

    y: int
    words: str
    kind: LevelKind
    lines: tuple[int, ...] = ()


def price_scale(chart: Chart, *, bottom: int, top: int, margin: int) -> PriceScale:
    """Fit the candles, and the levels that are near enough to leave them their height."""
    low, high = min(candle.low for candle in chart.candles), max(candle.high for candle in chart.candles)
    if low == high:
        low, high = low * (1 - _FLAT), high * (1 + _FLAT)
    reach = (high - low) * _REACH
    shown = [level.usd for level in chart.levels if low - reach <= level.usd <= high + reach]
    return PriceScale(lowest=min([low, *shown]), highest=max([high, *shown]), bottom=bottom, top=top, margin=margin)


def tags_of(levels: Iterable[Level], scale: PriceScale, *, height: int) -> list[Tag]:
    """Write levels at their prices, those that would overlap as one, and those out of sight at the edges.

    The margin of the scale is one and a half tags high at least, so that those at the edges lie alone.
    """
    ordered = sorted(levels, key=lambda level: level.usd)
    below = [level for level in ordered if level.usd < scale.lowest]
    above = [level for level in ordered if level.usd > scale.highest]
    inside = [level for level in ordered if scale.lowest <= level.usd <= scale.highest]
    tags = [_tag(group, scale) for group in _close_together(inside, scale, height)]
    if below:
        tags.append(_edge_tag(below, nearest=below[-1], arrow="▼", y=scale.bottom + height // 2))
    if above:
        tags.append(_edge_tag(above, nearest=above[0], arrow="▲", y=scale.top - height // 2))
    return tags


def _close_together(levels: Sequence[Level], scale: PriceScale, height: int) -> list[list[Level]]:
    """Group levels until no two tags overlap; a group's tag stands in its middle."""
    groups = [[level] for level in levels]
    position = 1
    while position < len(groups):
        if _middle(groups[position], scale) - _middle(groups[position - 1], scale) < height:
            groups[position - 1 : position + 1] = [groups[position - 1] + groups[position]]
            position = max(1, position - 1)
        else:
            position += 1
    return groups


def _middle(levels: Sequence[Level], scale: PriceScale) -> int:
    return (scale.at(levels[0].usd) + scale.at(levels[-1].usd)) // 2


def _tag(levels: Sequence[Level], scale: PriceScale) -> Tag:
    ys = tuple(dict.fromkeys(scale.at(level.usd) for level in levels))
    lines = ys if len(ys) <= _MOST_LINES else (ys[0], ys[-1])
    words = f"{levels[0].words} {price_label(levels[0].usd)}" if len(levels) == 1 else _counted(levels)
    return Tag(y=_middle(levels, scale), words=words, kind=_kind(levels), lines=lines)


def _edge_tag(levels: Sequence[Level], *, nearest: Level, arrow: str, y: int) -> Tag:
    words = nearest.words if len(levels) == 1 else f"{_counted(levels)}, next"
    return Tag(y=y, words=f"{arrow} {words} {price_label(nearest.usd)}", kind=_kind(levels))


def _counted(levels: Sequence[Level]) -> str:
    counts = [(kind, sum(level.kind == kind for level in levels)) for kind in LevelKind]
    return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts if count)


def _kind(levels: Sequence[Level]) -> LevelKind:
    """Say whose colour a tag has: that of orders where there are both, since they move money."""
    kinds = {level.kind for level in levels}
    return LevelKind.ORDER if LevelKind.ORDER in kinds else LevelKind.ALERT
