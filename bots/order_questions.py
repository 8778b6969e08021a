"""Asking at which price an order is to wait, with prices near the present one on the buttons."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bots.choices import ask
from bots.language import Wants
from bots.order_cards import proposals
from bots.templatetags.money import price
from bots.turn import Turn
from tokens.models import Token
from trading.models import Order

__all__ = ["ask_for_level"]

_TRAILS: Final = [(f"{percent} %", {"percent": percent}) for percent in ("3", "5", "8", "10")]


async def ask_for_level(turn: Turn, *, token: Token, kind: Order.Kind, usd: Decimal | None) -> None:
    """Ask at which price, or how far behind the highest a trailing stop is to follow; the sentence is the turn's."""
    if kind == Order.Kind.TRAILING_STOP:
        await ask(turn, "order_which_trail", options=_TRAILS, wants=Wants.PERCENT, token=token, usd=usd)
        return
    options = [
        (f"{percent:+d} % · {price(proposed)}", {"price": f"{proposed:f}"})
        for percent, proposed in proposals(usd, kind)
    ]
    await ask(turn, "order_which_price", options=options, wants=Wants.PRICE, token=token, usd=usd, kind=kind)
