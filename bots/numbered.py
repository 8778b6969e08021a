"""An order or an alert that is said by its number in the list: it is shown, and its user asked whether it is meant.

A list moves on when one of it fires or ends, so a number alone changes nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from typing import Final, TypeVar

from alerts.services import list_alerts
from bots.bridge import in_thread
from bots.choices import ask
from bots.order_cards import card_of, listed
from bots.registry import Handler
from bots.turn import Turn
from esther_site.lib.errors import UserError

__all__ = ["numbering_alerts", "numbering_orders"]

_LONGEST: Final = 3  # digits: an id has ten characters
_YES: Final = "✅ Yes, this one"

_Listed = TypeVar("_Listed")


def numbering_orders(handler: Handler) -> Handler:
    """Let a handler be told which order by its number in /orders."""
    return _numbering(handler, _ask_which_order)


def numbering_alerts(handler: Handler) -> Handler:
    """Let a handler be told which alert by its number in /alerts."""
    return _numbering(handler, _ask_which_alert)


def _numbering(handler: Handler, ask_which: Callable[[Turn, int], Awaitable[None]]) -> Handler:
    @wraps(handler)
    async def by_number(turn: Turn) -> None:
        number = _number_said(turn)
        await (handler(turn) if number is None else ask_which(turn, number))

    return by_number


async def _ask_which_order(turn: Turn, number: int) -> None:
    order = _at(await in_thread(listed, turn.user), number, "order")
    card = await in_thread(card_of, turn.user, order)
    await ask(turn, "which_order", options=[(_YES, {"id": order.handle})], number=number, card=card, order=order)


async def _ask_which_alert(turn: Turn, number: int) -> None:
    alert = _at(await in_thread(list_alerts, turn.user), number, "alert")
    await ask(turn, "which_alert", options=[(_YES, {"id": alert.handle})], number=number, alert=alert)


def _number_said(turn: Turn) -> int | None:
    said = turn.entities.get("id", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= _LONGEST else None


def _at(things: Sequence[_Listed], number: int, what: str) -> _Listed:
    """Return the one behind a number of the list, which begins at 1. Raises UserError where there is none."""
    if not things:
        raise UserError(f"You have no {what}s now. /{what}s would list them.")
    if not 1 <= number <= len(things):
        count = f"one {what}" if len(things) == 1 else f"{len(things)} {what}s"
        raise UserError(f"You have {count}, and none is number {number}. /{what}s lists them.")
    return things[number - 1]
