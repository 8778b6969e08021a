"""The buttons under a portfolio."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from telegram import InlineKeyboardButton

from bots.callbacks import button
from bots.portfolio_scope import Scope
from bots.start_buttons import try_button
from portfolio.models import Book
from portfolio.summary import Part, Summary
from tokens.spoken import clean

__all__ = ["part_buttons", "portfolio_buttons"]

MOST_PARTS: Final = 10
_MOST_HELD_BACK: Final = 3
_LABEL_LENGTH: Final = 24


def portfolio_buttons(
    scope: Scope, summary: Summary, *, orders: int, other: Book | None
) -> list[list[InlineKeyboardButton]]:
    """Offer the same anew, a picture of it, its parts, what is held back, and what is elsewhere."""
    held_back = [
        [button(f"✅ Count {_short(one.token.symbol)}", "count", one.holding.pk, *scope.arguments)]
        for one in summary.held_back[:_MOST_HELD_BACK]
    ]
    parts = []
    if scope.wallet is None and scope.chain is None:
        if len(summary.valuation.wallets) > 1:
            parts.append(button("👛 By wallet", "portfolio_parts", "wallets", scope.book.value))
        if len({line.token.chain_id for line in summary.valuation.lines}) > 1:
            parts.append(button("⛓ By chain", "portfolio_parts", "chains", scope.book.value))
    else:
        parts.append(button("◀ All of it", "portfolio_view", *Scope(book=scope.book).arguments))
    elsewhere = []
    if orders:
        elsewhere.append(button(f"📋 {orders} open order{'' if orders == 1 else 's'}", "orders"))
    if other:
        label = "🧻 Play money" if other == Book.PAPER else "💰 Real wallets"
        elsewhere.append(button(label, "portfolio_view", *Scope(book=other).arguments))
    again = [button("🔄 Refresh", "portfolio", *scope.arguments)]
    if summary.valuation.total_usd:
        again.append(button("🖼 Picture", "portfolio_picture", *scope.arguments))
    return [*held_back, again, parts, elsewhere, [try_button("performance"), try_button("insights")]]


def part_buttons(book: Book, view: str, parts: Sequence[Part]) -> list[list[InlineKeyboardButton]]:
    """Lead into each part, and back."""
    inside = [
        [
            button(
                _short(part.name),
                "portfolio_view",
                book.value,
                *((part.key, 0) if view == "wallets" else (0, part.key)),
            )
        ]
        for part in parts[:MOST_PARTS]
    ]
    return [*inside, [button("◀ All of it", "portfolio_view", *Scope(book=book).arguments)]]


def _short(name: str) -> str:
    words = clean(name)
    return words if len(words) <= _LABEL_LENGTH else f"{words[: _LABEL_LENGTH - 1]}…"
