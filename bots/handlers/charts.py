"""Pictures of what a price did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from telegram import InlineKeyboardButton

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.chart_marks import chart_of
from bots.choices import choosing_tokens
from bots.language import Intent, Topic
from bots.registry import button_handler, command
from bots.turn import Turn
from esther_site.lib.errors import UserError
from tokens.chart import draw_chart
from tokens.chart_data import Chart
from tokens.chart_ground import DARK, LIGHT
from tokens.chart_periods import DEFAULT_PERIOD, PERIODS, Period
from tokens.chart_source import History, look_up_history
from trading.models import User
from trading.users import default_chain

_THEMES: Final = {"d": DARK, "l": LIGHT}  # as buttons name them


@dataclass(frozen=True, kw_only=True)
class _Picture:
    history: History
    chart: Chart
    png: bytes


@command(
    "chart",
    intent=Intent.SHOW_CHART,
    topic=Topic.PRICES,
    summary="A picture of what a price did",
    examples=("/chart ETH 7d", "/chart arb 30d on arbitrum"),
)
@choosing_tokens
async def chart(turn: Turn) -> None:
    if "token" not in turn.entities:
        raise UserError("Which chart? Write it like “/chart ETH 7d” or “/chart arb 30d on arbitrum”.")
    period = PERIODS.get(turn.entities.get("period", ""), DEFAULT_PERIOD)
    await _show(turn, turn.entities["token"], turn.entities.get("chain"), period=period, theme="d")


@button_handler("chart")
async def change(turn: Turn) -> None:
    """Show another period or theme in the same message; from another card, begin a chart."""
    chain, token, name, theme = (*turn.arguments, "", "", "", "")[:4]
    period = PERIODS.get(name, DEFAULT_PERIOD)
    await _show(turn, token, chain or None, period=period, theme=theme if theme in _THEMES else "d")


async def _show(turn: Turn, token: str, chain: str | None, *, period: Period, theme: str) -> None:
    picture = await in_thread(_make, turn.user, token, chain, period, theme)
    markup = keyboard(*_buttons(picture.history, period, theme))
    await turn.picture(picture.png, "chart", chart=picture.chart, history=picture.history, keyboard=markup)


def _make(user: User, token: str, chain: str | None, period: Period, theme: str) -> _Picture:
    history = look_up_history(token, chain_text=chain, default_chain=default_chain(user), period=period)
    chart = chart_of(user, history, period)
    return _Picture(history=history, chart=chart, png=draw_chart(chart, _THEMES[theme]))


def _buttons(history: History, period: Period, theme: str) -> list[list[InlineKeyboardButton]]:
    """Offer the periods, the other theme, and the same once more."""
    token = history.token
    subject = (token.chain_id, token.address) if token else ("", history.label)
    periods = [
        button(f"· {name} ·" if name == period.name else name, "chart", *subject, name, theme) for name in PERIODS
    ]
    label, other = ("☀ Light", "l") if theme == "d" else ("🌙 Dark", "d")
    again = [
        button("🔄 Refresh", "chart", *subject, period.name, theme),
        button(label, "chart", *subject, period.name, other),
    ]
    return [periods, again]
