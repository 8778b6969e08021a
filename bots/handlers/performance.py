"""How the user's wallets did, as a picture and in figures; and taking everybody's snapshot, for operators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from telegram import InlineKeyboardButton

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.language import Intent, Topic
from bots.registry import button_handler, command
from bots.turn import Turn
from esther_site.lib.errors import UserError
from portfolio.books import chosen_book, wallets_of
from portfolio.days import day_in
from portfolio.models import Book
from portfolio.periods import parse_period
from portfolio.snapshots import Outcome, take_today
from portfolio.track_record import TrackRecord, track_record
from portfolio.value_chart import draw_value
from tokens.chart_ground import DARK, LIGHT
from trading.models import User
from trading.time_zones import zone_named

PERIODS: Final = ("7d", "30d", "90d", "mtd", "ytd", "1y", "all")
DEFAULT_PERIOD: Final = "30d"
_THEMES: Final = {"d": DARK, "l": LIGHT}  # as buttons name them


@dataclass(frozen=True, kw_only=True)
class _Card:
    record: TrackRecord
    said: str  # the period, as a button can carry it
    png: bytes | None
    other: Book | None  # where the user has wallets, too


@command(
    "performance",
    intent=Intent.GET_PORTFOLIO_PERFORMANCE,
    topic=Topic.PRICES,
    summary="How your wallets did",
    examples=("/performance 7d", "/performance last month", "/performance 2026-03-01 to 2026-03-31"),
)
async def performance(turn: Turn) -> None:
    named = turn.entities.get("book")
    book = Book(named) if named else await in_thread(chosen_book, turn.user)
    await _show(turn, turn.entities.get("period", DEFAULT_PERIOD), book, theme="d")


@button_handler("performance")
async def change(turn: Turn) -> None:
    """Show another period, book or theme in the same message."""
    said, named, theme = (*turn.arguments, "", "", "")[:3]
    book = Book(named) if named in Book.values else await in_thread(chosen_book, turn.user)
    await _show(turn, said or DEFAULT_PERIOD, book, theme=theme if theme in _THEMES else "d")


@command(
    "snapshot",
    intent=Intent.TAKE_SNAPSHOTS,
    topic=Topic.SETTINGS,
    summary="Take everybody's snapshot of today; operators only",
    is_listed=False,
)
async def snapshot(turn: Turn) -> None:
    async with turn.progress("Taking everybody's snapshot"):
        outcome = await in_thread(_take, turn.user)
    await turn.say("snapshots_taken", outcome=outcome)


def _take(user: User) -> Outcome:
    if not (user.is_staff and user.is_active):
        raise UserError("Only an operator can do that. Yours are taken every day by themselves: see /performance.")
    return take_today(timezone.now())


async def _show(turn: Turn, said: str, book: Book, *, theme: str) -> None:
    card = await in_thread(_card, turn.user, said, book, theme)
    buttons = keyboard(*_buttons(card, theme))
    context = {"record": card.record, "found": card.record.performance}
    if card.png is None:
        await turn.say("no_performance", keyboard=buttons, **context)
    else:
        await turn.picture(card.png, "performance", keyboard=buttons, **context)


def _card(user: User, said: str, book: Book, theme: str) -> _Card:
    now = timezone.now()
    period = parse_period(said, day_in(user.time_zone, now))
    record = track_record(user, book, period, now)
    other = Book.REAL if book == Book.PAPER else Book.PAPER
    return _Card(
        record=record,
        said=said if said in PERIODS else f"{period.start} to {period.end}",
        png=draw_value(record, _THEMES[theme], zone_named(user.time_zone)) if record.performance else None,
        other=other if wallets_of(user, other) else None,
    )


def _buttons(card: _Card, theme: str) -> list[list[InlineKeyboardButton]]:
    """Offer other periods, the same anew, the other theme, and the other book."""
    book = card.record.book.value
    periods = [
        button(f"· {name} ·" if name == card.said else name, "performance", name, book, theme) for name in PERIODS
    ]
    label, other = ("☀ Light", "l") if theme == "d" else ("🌙 Dark", "d")
    again = [
        button("🔄 Refresh", "performance", card.said, book, theme),
        *([button(label, "performance", card.said, book, other)] if card.png else []),
    ]
    books = []
    if card.other:
        name = "🧻 Play money" if card.other == Book.PAPER else "💰 Real wallets"
        books = [button(name, "performance", card.said, card.other.value, theme)]
    return [periods[:4], periods[4:], again, books]
