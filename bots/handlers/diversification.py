"""How what the user has is spread."""

from __future__ import annotations

from typing import Final

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.language import Intent, Topic
from bots.registry import button_handler, command
from bots.turn import Turn
from portfolio.books import chosen_book
from portfolio.diversification import Diversification, diversify
from portfolio.models import Book
from portfolio.valuation import value_book
from trading.models import User

_MOST_SHARES: Final = 10


@command(
    "diversification",
    intent=Intent.SHOW_DIVERSIFICATION,
    topic=Topic.PRICES,
    summary="How your value is spread over assets and chains",
)
@button_handler("diversification")
async def diversification(turn: Turn) -> None:
    book, found = await in_thread(_spread, turn.user)
    await turn.show(
        "diversification",
        spread=found,
        index=f"{found.index:,.0f}",
        parts=f"{found.equal_parts:.1f}".removesuffix(".0"),
        is_paper=book == Book.PAPER,
        assets=found.assets[:_MOST_SHARES],
        more=found.assets[_MOST_SHARES:],
        keyboard=keyboard([button("🔄 Refresh", "diversification"), button("💼 Portfolio", "portfolio")]),
    )


def _spread(user: User) -> tuple[Book, Diversification]:
    book = chosen_book(user)
    return book, diversify(value_book(user, book))
