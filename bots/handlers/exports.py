"""A user's own rows as files: for taxes, for a spreadsheet, for keeping."""

from __future__ import annotations

import re
from typing import Final

from django.utils import timezone
from telegram import InlineKeyboardButton

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.exports import EVERYTHING, KINDS, make_export
from bots.language import Intent, Topic
from bots.registry import button_handler, command
from bots.turn import Turn
from portfolio.days import day_in

_LABELS: Final = {
    "trades": "💱 Trades",
    "orders": "🎯 Orders",
    "lots": "🧾 Tax lots",
    "koinly": "🧮 Koinly",
    "holdings": "👛 Holdings",
    "snapshots": "📅 Snapshots",
    "alerts": "🔔 Alerts",
}
_IN_A_ROW: Final = 2
_YEAR: Final = re.compile("20[0-9]{2}")


@command(
    "export",
    intent=Intent.EXPORT_DATA,
    topic=Topic.PRICES,
    summary="Your trades, orders, holdings and tax lots as CSV files",
    examples=("/export trades", "/export 2025", "export my trades for taxes"),
)
async def export(turn: Turn) -> None:
    if turn.entities.keys() & {"export", "year"}:
        await _send(turn, turn.entities.get("export", EVERYTHING), year=turn.entities.get("year", ""))
        return
    year = day_in(turn.user.time_zone, timezone.now()).year - 1
    await turn.say("export", year=year, method=turn.user.get_cost_basis_display(), keyboard=keyboard(*_buttons(year)))


@button_handler("export")
async def press_export(turn: Turn) -> None:
    kind, year = (*turn.arguments, "", "")[:2]
    await _send(turn, kind, year=year)


async def _send(turn: Turn, kind: str, *, year: str) -> None:
    async with turn.progress("Writing your files"):
        made = await in_thread(make_export, turn.user, kind, year=int(year) if _YEAR.fullmatch(year) else None)
    await turn.document(made.content, "exported", filename=made.filename, export=made)


def _buttons(year: int) -> list[list[InlineKeyboardButton]]:
    kinds = [button(_LABELS[kind], "export", kind) for kind in KINDS]
    rows = [kinds[start : start + _IN_A_ROW] for start in range(0, len(kinds), _IN_A_ROW)]
    rows[-1].append(button(f"🗓 31 Dec {year}", "export", "year", year))
    return [*rows, [button("📦 Everything", "export", EVERYTHING)]]
