"""What an order's sentence may lack, asked for one part at a time, with prices near the present one on the buttons."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from bots.alert_cards import current_usd
from bots.bridge import in_thread
from bots.choices import ask, token_entities
from bots.language import Understood, Wants
from bots.likely_tokens import held_options, likely_options
from bots.order_cards import proposals
from bots.order_wishes import kind_meant, token_meant
from bots.presets import buy_options
from bots.templatetags.money import price, signed
from bots.turn import Turn
from tokens.models import Token
from trading.models import Order, User
from trading.order_drafts import AlreadyReached

__all__ = [
    "ask_at_which_price",
    "ask_for_level",
    "ask_for_side",
    "ask_how_much",
    "ask_what_to_buy",
    "ask_which_holding",
    "missing_side",
    "side_reached",
]

Kind = Order.Kind

_TRAILS: Final = [(f"{percent} %", {"percent": percent}) for percent in ("3", "5", "8", "10")]
_SIDES: Final = {"stop": (Kind.STOP_LOSS, Wants.STOP), "target": (Kind.TAKE_PROFIT, Wants.TARGET)}
_WANTED: Final = {
    Kind.STOP_LOSS: Wants.LEVEL_BELOW,
    Kind.LIMIT_BUY: Wants.LEVEL_BELOW,
    Kind.TAKE_PROFIT: Wants.LEVEL_ABOVE,
    Kind.STOP_BUY: Wants.LEVEL_ABOVE,
}
_LEVELS: Final = ("price", "price_percent")


async def ask_which_holding(turn: Turn) -> None:
    """Ask which of the tokens there are. Raises UserError where there is none."""
    await ask(turn, "which_holding", options=await in_thread(held_options, turn.user), wants=Wants.TOKEN)


async def ask_what_to_buy(turn: Turn) -> None:
    await ask(turn, "which_purchase", options=await in_thread(likely_options, turn.user), wants=Wants.TOKEN)


async def ask_how_much(turn: Turn) -> None:
    """Ask how much an order is to buy; the token is settled first, and stays that one."""
    token = await in_thread(token_meant, turn.user, turn.entities)
    _settle(turn, token)
    await ask(turn, "order_how_much", options=buy_options(turn.user), wants=Wants.PURCHASE, token=token)


async def ask_at_which_price(turn: Turn, *, reached: AlreadyReached | None = None) -> None:
    """Ask for the level a sentence lacks, or another one where that is reached; the token is settled first."""
    token, kind, usd = await in_thread(_subject, turn.user, turn.understood)
    _settle(turn, token, forget=_LEVELS)
    await ask_for_level(turn, token=token, kind=kind, usd=usd, reached=reached)


async def ask_for_level(
    turn: Turn, *, token: Token, kind: Order.Kind, usd: Decimal | None, reached: AlreadyReached | None = None
) -> None:
    """Ask at which price, or how far behind the highest a trailing stop is to follow; the sentence is the turn's."""
    if kind == Kind.TRAILING_STOP:
        await ask(turn, "order_which_trail", options=_TRAILS, wants=Wants.PERCENT, token=token, usd=usd)
        return
    options = [
        (f"{signed(percent)} % · {price(proposed)}", {"price": f"{proposed:f}"})
        for percent, proposed in proposals(usd, kind)
    ]
    await _ask_price(turn, options, wants=_WANTED[kind], token=token, usd=usd, kind=kind, reached=reached)


async def ask_for_side(turn: Turn, side: str, *, reached: AlreadyReached | None = None) -> None:
    """Ask for the stop or the target of two orders that cancel each other."""
    token = await in_thread(token_meant, turn.user, turn.entities)
    _settle(turn, token, forget=(f"{side}_price", f"{side}_percent"))
    usd, (kind, wants) = await in_thread(current_usd, turn.user, token), _SIDES[side]
    options = [
        (f"{signed(percent)} % · {price(proposed)}", {f"{side}_price": f"{proposed:f}"})
        for percent, proposed in proposals(usd, kind)
    ]
    await _ask_price(turn, options, wants=wants, token=token, usd=usd, kind=kind, reached=reached)


async def _ask_price(turn: Turn, options: list[tuple[str, dict[str, str]]], *, wants: Wants, **context: object) -> None:
    await ask(turn, "order_which_price", options=options, wants=wants, below=(), **context)


def missing_side(entities: dict[str, str]) -> str | None:
    """Return which side of a pair a sentence does not name; None where it names both."""
    return next((side for side in _SIDES if not {f"{side}_price", f"{side}_percent"} & entities.keys()), None)


def side_reached(reached: AlreadyReached) -> str:
    """Return which side of a pair would not have to wait."""
    return next(side for side, (kind, _) in _SIDES.items() if kind == reached.kind)


def _settle(turn: Turn, token: Token, *, forget: tuple[str, ...] = ()) -> None:
    said = {name: text for name, text in turn.entities.items() if name not in forget}
    turn.understood = replace(turn.understood, entities=said | token_entities(token) | {"called": token.symbol})


def _subject(user: User, understood: Understood) -> tuple[Token, Order.Kind, Decimal | None]:
    token = token_meant(user, understood.entities)
    return token, kind_meant(understood, token), current_usd(user, token)
