from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import combinations

import pytest

from tokens.candle_rows import Candle
from tokens.chart_data import Chart, Level, LevelKind
from tokens.chart_layout import Box, PriceScale, Tag, TimeScale, price_scale, tags_of
from tokens.chart_periods import PERIODS

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HEIGHT = 40


def candle(low: str, high: str, hours: int = 0) -> Candle:
    return Candle(
        opened_at=NOON - timedelta(hours=hours),
        open=Decimal(low),
        high=Decimal(high),
        low=Decimal(low),
        close=Decimal(high),
    )


def chart(*candles: Candle, levels: list[Level] | None = None) -> Chart:
    return Chart(
        label="ETH", place="Ethereum", period=PERIODS["7d"], candles=candles, ends_at=NOON, levels=levels or []
    )


def order(usd: str) -> Level:
    return Level(usd=Decimal(usd), kind=LevelKind.ORDER, words="Stop")


def alert(usd: str) -> Level:
    return Level(usd=Decimal(usd), kind=LevelKind.ALERT, words="Alert")


def scale_of(shown: Chart) -> PriceScale:
    return price_scale(shown, bottom=100, top=700, margin=60)


def tags(*levels: Level, low: str = "100", high: str = "200") -> list[Tag]:
    shown = chart(candle(low, high), levels=list(levels))
    return tags_of(levels, scale_of(shown), height=HEIGHT)


def test_prices_keep_a_margin_to_both_ends() -> None:
    scale = scale_of(chart(candle("100", "150"), candle("120", "200")))

    assert (scale.at(Decimal(100)), scale.at(Decimal(200))) == (160, 640)
    assert scale.usd_at(400) == 150


def test_a_price_that_never_moved_is_in_the_middle() -> None:
    assert scale_of(chart(candle("0.00000123", "0.00000123"))).at(Decimal("0.00000123")) == 400


def test_near_levels_are_in_the_picture_and_far_ones_do_not_flatten_it() -> None:
    scale = scale_of(chart(candle("100", "200"), levels=[order("60"), order("1"), alert("10000")]))

    assert [scale.lowest, scale.highest] == [Decimal(60), Decimal(200)]


def test_a_lone_candle_is_no_wall() -> None:
    times = TimeScale.of(chart(candle("100", "200")), left=0, right=1000)

    assert times.at(NOON + timedelta(hours=2)) == 1000
    assert times.at(NOON) == 958


def test_the_axis_begins_with_the_first_candle() -> None:
    times = TimeScale.of(chart(candle("1", "2", hours=100), candle("1", "2")), left=10, right=1000)

    assert times.at(NOON - timedelta(hours=100)) == 10


def test_a_level_has_its_price_in_its_tag() -> None:
    assert tags(order("150")) == [Tag(y=400, words="Stop $150.00", kind=LevelKind.ORDER, lines=(400,))]


def test_levels_that_would_overlap_share_a_tag() -> None:
    (tag,) = tags(order("150"), alert("151"), order("152"))

    assert (tag.words, tag.kind, tag.lines) == ("2 orders, 1 alert", LevelKind.ORDER, (400, 404, 409))


def test_of_many_levels_the_outermost_have_a_line() -> None:
    (tag,) = tags(*(alert(str(150 + number)) for number in range(7)))

    assert (tag.words, tag.lines) == ("7 alerts", (400, 428))


def test_what_is_out_of_sight_is_told_at_the_edges() -> None:
    below, above = tags(order("1"), alert("900"), order("800"))

    assert (below.words, below.y, below.lines) == ("▼ Stop $1.00", 120, ())
    assert (above.words, above.y) == ("▲ 1 order, 1 alert, next $800.00", 680)


@pytest.mark.parametrize("distance", [1, 3, 7, 12, 20])
def test_no_two_tags_overlap(distance: int) -> None:
    found = tags(*(order(str(usd)) for usd in range(1, 400, distance)))

    assert all(abs(one.y - other.y) >= HEIGHT for one, other in combinations(found, 2))


def test_boxes_that_touch_do_not_overlap() -> None:
    assert not Box(0, 0, 10, 10).overlaps(Box(10, 0, 20, 10))
    assert Box(0, 0, 10, 10).moved(right=1).overlaps(Box(10, 5, 20, 15))
