from __future__ import annotations

import io

import pytest
from django.core.cache import cache
from PIL import Image
from telegram.error import Forbidden, TimedOut

from bots.tests.chat import NOT_FOUND, Chat
from bots.tests.ledger import PWN
from sandbox.okx.faults import set_fault
from tokens import chart as drawing
from tokens.chart_data import Chart, LevelKind
from tokens.chart_ground import DARK, LIGHT, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Chart, Theme]]:
    """What was drawn, and in which theme; the pictures are real."""
    seen: list[tuple[Chart, Theme]] = []

    def draw_chart(chart: Chart, theme: Theme) -> bytes:
        seen.append((chart, theme))
        return drawing.draw_chart(chart, theme)

    monkeypatch.setattr("bots.handlers.charts.draw_chart", draw_chart)
    return seen


def size_of(png: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(png)).size


# Refusals


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/chart eth 0d", "A chart shows 24h, 7d, 30d, 90d or 1y. Write it like “/chart ETH 30d”."),
        ("/chart nonesuch 7d", "Esther does not know NONESUCH on any chain: "),
        ("/chart eth 7d atlantis", "Esther does not know the chain atlantis: choose one of Ethereum, "),
    ],
)
def test_a_chart_of_nothing_known_is_refused_with_a_way_out(alice: Chat, text: str, answer: str) -> None:
    assert alice.says(text).startswith(answer)
    assert not alice.bubbles[-1].photo


def test_without_okx_there_is_no_chart(alice: Chat) -> None:
    set_fault("", "500", times=99)

    assert alice.says("chart link").startswith("OKX ")
    assert alice.wire.sent("sendPhoto") == []


@pytest.mark.parametrize("data", ["chart", "chart::", "chart:1:0x12:7d:d", "chart:999:eth:7d:d", "chart:1:eth"])
def test_a_forged_button_does_no_harm(alice: Chat, data: str) -> None:
    alice.says("/start")

    assert "id" not in alice.brings(alice.press(data)).split()


@pytest.mark.parametrize(("period", "theme"), [("5d", "d"), ("", "x"), ("7d", "<b>")])
def test_a_button_of_an_unknown_period_or_theme_shows_the_usual_one(
    alice: Chat, drawn: list[tuple[Chart, Theme]], period: str, theme: str
) -> None:
    alice.brings(alice.press(f"chart::BTC:{period}:{theme}"))

    assert [(chart.period.name, used) for chart, used in drawn] == [("7d", DARK)]


# What is shown


def test_a_chart_is_a_picture_with_a_caption_and_buttons(alice: Chat) -> None:
    caption = alice.says("/chart ETH 7d")
    bubble = alice.bubbles[-1]

    assert caption.startswith("<b>ETH</b>  $")
    assert " % in 7 days\n<i>OKX DEX market on Ethereum, " in caption
    assert list(bubble.buttons) == ["24h", "· 7d ·", "30d", "90d", "1y", "🔄 Refresh", "☀ Light"]
    assert size_of(bubble.photo) == (1080, 720)


def test_the_period_is_changed_in_the_same_message(alice: Chat, drawn: list[tuple[Chart, Theme]]) -> None:
    alice.says("chart eth")
    before = alice.bubbles[-1].photo

    assert " in 24 hours" in alice.presses("24h")
    assert " in 1 year" in alice.presses("1y")
    assert len(alice.bubbles) == 1
    assert alice.bubbles[-1].photo != before
    assert [chart.period.name for chart, _ in drawn] == ["7d", "24h", "1y"]


def test_the_theme_is_changed_and_stays_with_the_message(alice: Chat, drawn: list[tuple[Chart, Theme]]) -> None:
    alice.says("chart eth")
    for label in ("☀ Light", "30d", "🔄 Refresh", "🌙 Dark"):
        alice.presses(label)

    assert [theme for _, theme in drawn] == [DARK, LIGHT, LIGHT, LIGHT, DARK]


def test_from_a_price_a_chart_is_begun(alice: Chat) -> None:
    alice.says("price arb on arbitrum")
    alice.presses("📈 Chart")

    assert [bool(bubble.photo) for bubble in alice.bubbles] == [False, True]
    assert "OKX DEX market on Arbitrum" in alice.last


def test_bitcoin_is_the_reference_of_the_exchange(alice: Chat) -> None:
    assert "OKX BTC-USDT market" in alice.says("show me the btc chart for a week")
    assert " in 90 days" in alice.presses("90d")


def test_ether_of_the_exchange_is_said_to_be_that(alice: Chat) -> None:
    set_fault("dex/market/candles", "500", times=99)

    assert "Ethereum gave no candles: these are of the exchange." in alice.says("chart eth")


def test_an_unverified_token_is_said_to_be_unverified(alice: Chat) -> None:
    caption = alice.says(f"chart {PWN}")

    assert caption.startswith("<b>&lt;b&gt;PWN&lt;/b&gt;</b>")
    assert "⚠️ Not verified" in caption


def test_a_token_without_trades_gets_a_picture_that_says_so(alice: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tokens.chart_source.fetch_bars", lambda *_, **__: [])

    assert "OKX knows of no trade in the last 7 days. Choose a longer time." in alice.says("chart link")
    assert "1y" in alice.bubbles[-1].buttons


def test_a_gone_picture_is_sent_anew(alice: Chat) -> None:
    alice.says("chart eth")
    alice.wire.failures["editMessageMedia"].append(NOT_FOUND)
    alice.presses("24h")

    assert [bool(bubble.photo) for bubble in alice.bubbles] == [True, True]


def test_the_same_picture_again_is_no_error(alice: Chat) -> None:
    alice.says("chart eth")
    alice.wire.failures["editMessageMedia"].append((400, {"description": "Bad Request: message is not modified"}))
    alice.presses("🔄 Refresh")

    assert len(alice.bubbles) == 1


def test_a_broken_connection_is_tried_again(alice: Chat, waits: list[float]) -> None:
    alice.wire.failures["sendPhoto"].append(TimedOut())

    assert alice.says("chart eth").startswith("<b>ETH</b>")
    assert len(waits) == 1


def test_who_blocked_esther_gets_nothing(alice: Chat) -> None:
    alice.wire.failures["sendPhoto"].append(Forbidden("bot was blocked by the user"))

    assert alice.says("chart eth") == ""


# What is marked


def test_open_orders_alerts_and_trades_of_the_token_are_marked(bought: Chat, drawn: list[tuple[Chart, Theme]]) -> None:
    for text in ("stop loss link at 12", "trailing stop link 10%", "alert me when link drops below 13"):
        bought.says(text)
    bought.says("alert me when eth drops below 1000")
    caption = bought.says("chart link 24h")
    ((chart, _),) = drawn

    assert [(level.kind, level.words) for level in chart.levels] == [
        (LevelKind.ORDER, "Stop"),
        (LevelKind.ORDER, "Trailing"),
        (LevelKind.ALERT, "Alert"),
    ]
    assert [level.usd for level in chart.levels if level.words != "Trailing"] == [12, 13]
    assert [fill.is_purchase for fill in chart.fills] == [True]
    assert "▲ bought, ▼ sold: 1 trade of yours" in caption


def test_nobody_sees_the_marks_of_others(bought: Chat, drawn: list[tuple[Chart, Theme]]) -> None:
    bought.says("stop loss link at 12")
    Chat(2, "Mallory", bought.wire).says("chart link 24h")
    ((chart, _),) = drawn

    assert (list(chart.levels), list(chart.fills)) == ([], [])


def test_alerts_about_bitcoin_are_marked_on_that_of_the_exchange(alice: Chat, drawn: list[tuple[Chart, Theme]]) -> None:
    alice.says("alert me when btc rises above 150000")
    alice.says("chart btc")

    assert [level.usd for level in drawn[0][0].levels] == [150000]


def test_times_are_those_of_the_reader(alice: Chat, drawn: list[tuple[Chart, Theme]]) -> None:
    alice.says("/settings timezone Asia/Tokyo")
    cache.clear()
    alice.says("chart eth")

    assert str(drawn[0][0].zone) == "Asia/Tokyo"
