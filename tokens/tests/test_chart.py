from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image

from tokens import chart_ground
from tokens.candle_rows import Candle
from tokens.chart import draw_chart
from tokens.chart_data import Chart, Fill, Level, LevelKind
from tokens.chart_ground import DARK, HEIGHT, LIGHT, WIDTH, Ground, draw
from tokens.chart_periods import PERIODS

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
WEEK = PERIODS["7d"]
MAX_BYTES = 150_000

HOSTILE = [
    r"$\frac{1}{0}$",
    "$",
    "$$x^2$",
    "^_\\",
    "a\nb\r\tc",
    "\u202ecod\u202c.exe\u2066",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "漢字 🚀",
    "Z\u0338\u0322\u0321a\u0300\u0301\u0302lgo",
    "<b>&amp;</b>",
    "\x00\x07\ufffe",
    "W" * 300,
    "",
    " ",
]


def candles(number: int = 84, *, scale: str = "2500") -> list[Candle]:
    """Make candles that go up and down in turns, and a little further up."""
    size = Decimal(scale)
    found = []
    for place in range(number):
        opened, closed = size * (100 + place) / 100, size * (100 + place + (2 if place % 2 else -1)) / 100
        found.append(
            Candle(
                opened_at=NOON - (number - place) * WEEK.candle,
                open=opened,
                high=max(opened, closed) * Decimal("1.01"),
                low=min(opened, closed) * Decimal("0.99"),
                close=closed,
                volume_usd=Decimal(1_000_000 + place),
            )
        )
    return found


def chart(**changes: Any) -> Chart:
    plain = Chart(label="ETH", place="Ethereum", period=WEEK, candles=candles(), ends_at=NOON)
    return replace(plain, **changes)


def picture(shown: Chart, theme: chart_ground.Theme = DARK) -> Image.Image:
    png = draw_chart(shown, theme)
    assert len(png) < MAX_BYTES
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    return image.convert("RGB")


def count(image: Image.Image, colour: str) -> int:
    """Count the pixels of a colour, as near as a picture of few colours has it."""
    wanted = tuple(bytes.fromhex(colour[1:]))
    colours = image.getcolors(WIDTH * HEIGHT) or []
    return sum(
        number
        for number, seen in colours
        if isinstance(seen, tuple) and all(abs(a - b) <= 12 for a, b in zip(seen, wanted, strict=True))
    )


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Everything that is written on a picture."""
    written: list[str] = []
    write = Ground.text

    def text(self: Ground, x: int, y: int, words: str, **more: Any) -> int:
        written.append(words)
        return write(self, x, y, words, **more)

    monkeypatch.setattr(Ground, "text", text)
    return written  # type: ignore[return-value]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_drawn_literally(name: str, words: list[str]) -> None:
    image = picture(chart(label=name, place=name))

    assert "$4,625.00" in words
    assert count(image, DARK.up) > 1000


@pytest.mark.parametrize("name", ["a\nb", "\u202eb", "\u0627\u0644", "漢", "a\u0301"])
def test_what_the_font_cannot_show_is_a_square(name: str) -> None:
    shown: list[str] = []
    draw(DARK, lambda ground: shown.append(ground._literal(name)))

    assert "□" in shown[0]
    assert len(shown[0]) == len(name)


def test_without_a_candle_it_says_so(words: list[str]) -> None:
    picture(chart(candles=[]))

    assert "No trades in the last 7 days" in words
    assert "ETH" in words


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_one_candle_is_a_picture_too(theme: chart_ground.Theme, words: list[str]) -> None:
    image = picture(chart(candles=candles(1)), theme)

    assert count(image, theme.ground) > WIDTH * HEIGHT / 2
    assert count(image, theme.down) > 300
    assert "−1.00 %" in words


def test_a_price_that_never_moved_is_a_line(words: list[str]) -> None:
    flat = [replace(each, open=Decimal(1), high=Decimal(1), low=Decimal(1), close=Decimal(1)) for each in candles()]
    picture(chart(candles=flat))

    assert "0.00 %" in words
    assert not [each for each in words if each.startswith(("High", "Low"))]


@pytest.mark.parametrize(
    ("scale", "last"),
    [("115000", "$212,750.00"), ("0.00000123", "$0.000002276"), ("0.00000000000041", "$0.0₁₂7585"), ("1", "$1.85")],
)
def test_prices_of_every_size_are_readable(scale: str, last: str, words: list[str]) -> None:
    picture(chart(candles=candles(scale=scale)))

    assert last in words
    assert max(len(each) for each in words[5:]) < 24


def test_it_tells_the_change_the_extremes_and_the_volume(words: list[str]) -> None:
    picture(chart())

    assert {"ETH", "$4,625.00", "+85.00 %", "High $4,671.25", "Low $2,450.25", "Vol $84.0M"} <= set(words)
    assert "Ethereum · 7 days · 2-hour candles" in words


def test_of_a_young_token_it_tells_since_when(words: list[str]) -> None:
    picture(chart(candles=candles(10)))

    assert "Ethereum · since 31 Dec 16:00 · 2-hour candles" in words


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_orders_alerts_and_trades_are_marked(theme: chart_ground.Theme, words: list[str]) -> None:
    plain = picture(chart(), theme)
    levels = [
        Level(usd=Decimal(3000), kind=LevelKind.ORDER, words="Stop"),
        Level(usd=Decimal(4000), kind=LevelKind.ALERT, words="Alert"),
    ]
    fills = [
        Fill(at=NOON - timedelta(days=2), usd=Decimal(3500), is_purchase=True),
        Fill(at=NOON - timedelta(days=400), usd=Decimal(3500), is_purchase=False),
    ]
    marked = picture(chart(levels=levels, fills=fills), theme)

    assert {"Stop $3,000.00", "Alert $4,000.00"} <= set(words)
    assert count(marked, theme.order) > count(plain, theme.order) + 5000
    assert count(marked, theme.alert) > count(plain, theme.alert) + 5000
    assert count(marked, theme.text) > count(plain, theme.text)


def test_a_hundred_levels_and_trades_leave_the_candles_visible(words: list[str]) -> None:
    levels = [Level(usd=Decimal(2000 + 30 * n), kind=LevelKind.ORDER, words="Stop") for n in range(100)]
    fills = [Fill(at=NOON - timedelta(hours=n), usd=Decimal(3000 + 10 * n), is_purchase=n % 2 == 0) for n in range(100)]
    image = picture(chart(levels=levels, fills=fills))

    assert len([each for each in words if "orders" in each]) <= 10
    assert count(image, DARK.up) > 5000


def test_a_picture_of_few_numbers_needs_few_words(words: list[str]) -> None:
    picture(chart())

    assert len(words) < 30


def test_the_same_chart_is_the_same_picture_whatever_came_before() -> None:
    first = draw_chart(chart(), DARK)
    draw_chart(chart(candles=candles(5)), LIGHT)

    assert draw_chart(chart(), DARK) == first


def test_a_picture_that_fails_leaves_nothing_for_the_next() -> None:
    first = draw_chart(chart(), DARK)

    def fail(ground: Ground) -> None:
        ground.box(0, 0, WIDTH, HEIGHT, colour="#ff00ff")
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - it is our own
        draw(LIGHT, fail)
    assert draw_chart(chart(), DARK) == first


def test_many_threads_may_draw_at_once() -> None:
    shown = [chart(candles=candles(5 + number)) for number in range(8)]
    alone = [draw_chart(each, DARK) for each in shown]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda each: draw_chart(each, DARK), shown))

    assert together == alone


def test_it_uses_one_figure_and_never_pyplot() -> None:
    import sys

    draw_chart(chart(), DARK)
    sheet = chart_ground._sheet()
    draw_chart(chart(), LIGHT)

    assert chart_ground._sheet() is sheet
    assert sheet.figure.get_children() == [sheet.figure.patch]
    assert "matplotlib.pyplot" not in sys.modules
