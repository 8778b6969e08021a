"""A picture of what a portfolio is made of: one bar for each of the largest assets, and one for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portfolio.valuation import Line, Valuation
from tokens.chart_ground import HEIGHT, WIDTH, Ground, Theme, draw
from tokens.price_labels import volume_label
from tokens.spoken import clean

__all__ = ["Slice", "draw_allocation", "slices_of"]

MOST_BARS: Final = 6
LEFT: Final = 40
_NAMES: Final = 250  # how wide names may be
_NUMBERS: Final = 230  # how wide what stands behind a bar may be
_TITLE_AT, _FIRST_AT, _STEP = HEIGHT - 56, HEIGHT - 154, 82
_BAR: Final = 52
_LARGE, _TEXT, _SMALL = 44, 34, 26
_UP, _DOWN = 17, 19  # of the two lines beside a bar, from its middle


@dataclass(frozen=True, kw_only=True)
class Slice:
    """One bar."""

    name: str
    where: str
    usd: Decimal
    share_percent: Decimal


def slices_of(valuation: Valuation) -> list[Slice]:
    """Return the largest assets, and the rest as one."""
    lines = [line for line in valuation.lines if line.value_usd and line.share_percent]
    largest, rest = lines[:MOST_BARS], lines[MOST_BARS:]
    if len(rest) == 1:
        largest, rest = lines, []
    return [_slice(line) for line in largest] + ([_rest(rest)] if rest else [])


def draw_allocation(title: str, valuation: Valuation, theme: Theme) -> bytes:
    """Return the picture as a PNG."""
    return draw(theme, lambda ground: _paint(ground, title, valuation.total_usd, slices_of(valuation)))


def _paint(ground: Ground, title: str, total: Decimal, slices: Sequence[Slice]) -> None:
    theme = ground.theme
    worth = f"${total:,.2f}" if total < 10**9 else volume_label(total)
    taken = ground.text(WIDTH - LEFT, _TITLE_AT, worth, size=_LARGE, colour=theme.text, align="right", is_bold=True)
    name = ground.fitted(clean(title), width=WIDTH - 3 * LEFT - taken, size=_LARGE, is_bold=True)
    ground.text(LEFT, _TITLE_AT, name, size=_LARGE, colour=theme.text, is_bold=True)
    if not slices:
        words = "Nothing here has a price"
        ground.text(WIDTH // 2, HEIGHT // 2, words, size=36, colour=theme.muted, align="center")
    widest = max((one.share_percent for one in slices), default=Decimal(1))
    for place, one in enumerate(slices):
        _draw_bar(ground, one, y=_FIRST_AT - place * _STEP, widest=widest)


def _draw_bar(ground: Ground, one: Slice, *, y: int, widest: Decimal) -> None:
    theme, start = ground.theme, LEFT + _NAMES
    name = ground.fitted(one.name, width=_NAMES - 16, size=_TEXT, is_bold=True)
    ground.text(LEFT, y + (_UP if one.where else 0), name, size=_TEXT, colour=theme.text, is_bold=True)
    if one.where:
        where = ground.fitted(one.where, width=_NAMES - 16, size=_SMALL)
        ground.text(LEFT, y - _DOWN, where, size=_SMALL, colour=theme.muted)
    room = WIDTH - LEFT - _NUMBERS - start
    length = max(3, int(room * one.share_percent / widest))
    colour = theme.alert if one.where else theme.muted
    ground.box(start, y - _BAR // 2, start + room, y + _BAR // 2, colour=theme.grid)
    ground.box(start, y - _BAR // 2, start + length, y + _BAR // 2, colour=colour)
    share = "under 0.1 %" if one.share_percent < Decimal("0.1") else f"{one.share_percent:.1f} %"
    ground.text(start + room + 24, y + _UP, share, size=_TEXT, colour=theme.text, is_bold=True)
    ground.text(start + room + 24, y - _DOWN, volume_label(one.usd), size=_SMALL, colour=theme.muted)


def _slice(line: Line) -> Slice:
    return Slice(
        name=clean(line.token.symbol),
        where=line.token.chain.name,
        usd=line.value_usd or Decimal(0),
        share_percent=line.share_percent or Decimal(0),
    )


def _rest(lines: Sequence[Line]) -> Slice:
    usd = sum((line.value_usd or Decimal(0) for line in lines), Decimal(0))
    share = sum((line.share_percent or Decimal(0) for line in lines), Decimal(0))
    return Slice(name=f"{len(lines)} others", where="", usd=usd, share_percent=share)
