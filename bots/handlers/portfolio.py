"""What the user has: all of it, a part, its parts side by side, or a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils import timezone

from bots.bridge import in_thread
from bots.callbacks import keyboard
from bots.language import Intent, Topic
from bots.messages import MAX_LENGTH, render
from bots.portfolio_buttons import MOST_PARTS, part_buttons, portfolio_buttons
from bots.portfolio_scope import Scope, scope_named, scope_pressed
from bots.registry import button_handler, command
from bots.turn import Turn
from esther_site.lib.errors import UserError
from portfolio.allocation import draw_allocation
from portfolio.books import wallets_of
from portfolio.held_back import count_it
from portfolio.models import Book
from portfolio.summary import MOST_LINES, Part, Summary, by_chain, by_wallet, summarise
from portfolio.sync import refresh
from portfolio.valuation import value_book
from tokens.chart_ground import DARK
from trading.models import User
from trading.orders import list_orders


@dataclass(frozen=True, kw_only=True)
class _Card:
    scope: Scope
    title: str
    summary: Summary
    orders: int
    other: Book | None  # where the user has wallets, too


@command(
    "portfolio",
    intent=Intent.SHOW_PORTFOLIO,
    topic=Topic.PRICES,
    summary="What you have and what it is worth",
    examples=("/portfolio paper", "portfolio on base", "my portfolio by chain"),
)
async def portfolio(turn: Turn) -> None:
    view = turn.entities.get("view", "")
    scope = await in_thread(scope_named, turn.user, turn.understood)
    if view == "picture":
        await _show_picture(turn, scope)
    elif view:
        await _show_parts(turn, view, scope.book)
    else:
        await _show(turn, scope)


@button_handler("portfolio")
async def press_refresh(turn: Turn) -> None:
    scope = await in_thread(scope_pressed, turn.user, turn.arguments)
    if scope.book == Book.REAL:
        async with turn.progress("Looking at your wallets"):
            await in_thread(refresh, turn.user)
    await _show(turn, scope)


@button_handler("portfolio_view")
async def press_view(turn: Turn) -> None:
    await _show(turn, await in_thread(scope_pressed, turn.user, turn.arguments))


@button_handler("portfolio_parts")
async def press_parts(turn: Turn) -> None:
    view, book = (*turn.arguments, "", "")[:2]
    scope = await in_thread(scope_pressed, turn.user, [book, "0", "0"])
    await _show_parts(turn, view, scope.book)


@button_handler("portfolio_picture")
async def press_picture(turn: Turn) -> None:
    await _show_picture(turn, await in_thread(scope_pressed, turn.user, turn.arguments))


@button_handler("count")
async def press_count(turn: Turn) -> None:
    holding, *where = turn.arguments or [""]
    if not holding.isdecimal():
        raise UserError("This button is from an older version. Look at /portfolio for a fresh one.")
    await in_thread(count_it, turn.user, int(holding), timezone.now())
    await _show(turn, await in_thread(scope_pressed, turn.user, where))


async def _show(turn: Turn, scope: Scope) -> None:
    card = await in_thread(_card, turn.user, scope)
    buttons = portfolio_buttons(scope, card.summary, orders=card.orders, other=card.other)
    await turn.show("portfolio", card=_fitting(card), keyboard=keyboard(*buttons))


def _fitting(card: _Card) -> _Card:
    """Show as many lines as one message takes: names are escaped, and may be much longer than they look."""
    most = MOST_LINES
    while len(render("portfolio", {"card": card})) > MAX_LENGTH and most > 0:
        most -= 3
        card = replace(card, summary=card.summary.shortened(most))
    return card


async def _show_parts(turn: Turn, view: str, book: Book) -> None:
    parts = await in_thread(_parts, turn.user, view, book)
    buttons = keyboard(*part_buttons(book, view, parts))
    await turn.show("portfolio_parts", view=view, book=book, parts=parts[:MOST_PARTS], keyboard=buttons)


async def _show_picture(turn: Turn, scope: Scope) -> None:
    card = await in_thread(_card, turn.user, scope)
    png = await in_thread(draw_allocation, card.title, card.summary.valuation, DARK)
    await turn.picture(png, "portfolio_picture", card=card)


def _card(user: User, scope: Scope) -> _Card:
    if user.default_wallet is None and not wallets_of(user, scope.book):
        raise UserError("You have no wallet yet. Send /paper reset to get a paper wallet.")
    other = Book.REAL if scope.book == Book.PAPER else Book.PAPER
    return _Card(
        scope=scope,
        title=scope.title(user),
        summary=summarise(scope.value(user), chain=scope.chain),
        orders=len(list_orders(user)),
        other=other if wallets_of(user, other) else None,
    )


def _parts(user: User, view: str, book: Book) -> list[Part]:
    return by_wallet(user, book) if view == "wallets" else by_chain(value_book(user, book))
