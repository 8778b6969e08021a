"""Pictures of what a price did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from telegram import InlineKeyboardButton

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.chart_marks import chart_of
from bots.choices import ask, choosing_tokens
from bots.language import Intent, Topic, Wants
from bots.likely_tokens import likely_options
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

_LENGTH: Final = re.compile(r"(\d{1,5})([hdy])")
_HOURS: Final = {"h": 1, "d": 24, "y": 365 * 24}
_THEMES: Final = {"d": DARK, "l": LIGHT}  # as buttons name them


@dataclass(frozen=True, kw_only=True)
class _Picture:
    history: History
    chart: Chart
    png: bytes


@command(
    "chart",
    intent=Intent.GET_PRICE_CHART,
    topic=Topic.PRICES,
    summary="A picture of what a price did",
    examples=("/chart ETH 7d", "/chart arb 30d on arbitrum"),
)
@choosing_tokens
async def chart(turn: Turn) -> None:
    if "token" not in turn.entities:
        await ask(
            turn, "which_price", options=await in_thread(likely_options, turn.user), wants=Wants.TOKEN, shows="chart"
        )
        return
    period = _period(turn.entities["period"]) if "period" in turn.entities else DEFAULT_PERIOD
    await _show(turn, turn.entities["token"], turn.entities.get("chain"), period=period, theme="d")


@button_handler("chart")
async def change(turn: Turn) -> None:
    """Show another period or theme in the same message; from another card, begin a chart."""
    chain, token, name, theme = (*turn.arguments, "", "", "", "")[:4]
    period = PERIODS.get(name, DEFAULT_PERIOD)
    await _show(turn, token, chain or None, period=period, theme=theme if theme in _THEMES else "d")


def _period(said: str) -> Period:
    """Return the shortest period that shows so many days or hours. Raises UserError where none does."""
    match = _LENGTH.fullmatch(said)
    length = timedelta(hours=int(match[1]) * _HOURS[match[2]]) if match else timedelta(0)
    if length:
        for period in PERIODS.values():
            if length <= period.length:
                return period
    raise UserError("A chart shows 24h, 7d, 30d, 90d or 1y. Write it like “/chart ETH 30d”.")


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
