"""The buttons that lead from a card about a token to the likely next steps. None trades: each begins a question.

Their data is a chain index and an address, or no chain and a name; a third part says that the card stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from telegram import InlineKeyboardButton

from bots.callbacks import button
from bots.language import Intent, Understood
from bots.turn import Turn
from tokens.models import Token

__all__ = [
    "alert_button",
    "begun",
    "buy_button",
    "chart_button",
    "price_button",
    "sell_button",
    "subject_of",
    "subject_told",
]

_KEEPS: Final = "new"

Subject = tuple[object, object]  # a chain index or "", and an address or a name


def subject_of(token: Token | None, name: str = "") -> Subject:
    """Return how buttons name a token, or a market that is no token."""
    return (token.chain_id, token.address) if token else ("", name)


def subject_told(data: Mapping[str, object]) -> Subject | None:
    """Return what news is about, as it was stored with the news; None where it is about no token."""
    chain, address = data.get("chain_index"), data.get("address")
    return (chain, address) if chain and address else None


def begun(turn: Turn, intent: Intent) -> Understood:
    """Return the sentence that a pressed button begins, and keep its card where the button says so."""
    chain, token, keeps = (*turn.arguments, "", "", "")[:3]
    turn.keeps_card = keeps == _KEEPS
    return Understood(intent, {"token": token} | ({"chain": chain} if chain else {}))


def price_button(subject: Subject, label: str = "💲 Price") -> InlineKeyboardButton:
    return button(label, "price", *subject, _KEEPS)


def chart_button(subject: Subject) -> InlineKeyboardButton:
    """A chart is a picture, and so always a message of its own."""
    return button("📈 Chart", "chart", *subject)


def alert_button(subject: Subject, *, keeps_card: bool = False) -> InlineKeyboardButton:
    return button("🔔 Alert", "alert", *subject, *([_KEEPS] if keeps_card else []))


def buy_button(subject: Subject, *, keeps_card: bool = False) -> InlineKeyboardButton:
    return button("🛒 Buy", "buy", *subject, *([_KEEPS] if keeps_card else []))


def sell_button(subject: Subject, *, keeps_card: bool = False) -> InlineKeyboardButton:
    return button("🏷 Sell", "sell", *subject, *([_KEEPS] if keeps_card else []))
