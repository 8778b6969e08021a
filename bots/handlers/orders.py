"""Trades that wait for a price: a sentence or a few buttons place them. What becomes of them is in `open_orders`."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from telegram import InlineKeyboardMarkup

from bots.bridge import in_thread
from bots.choices import choosing_tokens
from bots.language import Intent, Topic, Understood
from bots.order_buttons import order_buttons, pair_buttons
from bots.order_cards import OrderCard, cards_of
from bots.order_questions import (
    ask_at_which_price,
    ask_for_side,
    ask_how_much,
    ask_what_to_buy,
    ask_which_holding,
    missing_side,
    side_reached,
)
from bots.order_wishes import has_level, pair_of, wish_of
from bots.registry import button_handler, command
from bots.second_step import asking_for_code, code_in
from bots.trade_questions import ask_for_currency
from bots.trade_words import has_amount
from bots.turn import Turn
from esther_site.lib.errors import UserError
from trading.brackets import Bracket
from trading.intake import CurrencyNeeded
from trading.models import User
from trading.order_drafts import AlreadyReached
from trading.orders import place_order, place_pair, protect, protect_trailing

_STOP, _TARGET = Decimal(5), Decimal(10)
_BRACKETS: Final = {
    "stop": Bracket(stop_percent=_STOP),
    "target": Bracket(target_percent=_TARGET),
    "both": Bracket(stop_percent=_STOP, target_percent=_TARGET),
}


@command(
    "stoploss",
    intent=Intent.SET_STOP_LOSS,
    topic=Topic.ORDERS,
    summary="Sell when a price falls",
    examples=("/stoploss ETH 2800", "set a stop loss for BTC at 110000", "sell half my eth when it drops to 2500"),
    moves_money=True,
)
@command(
    "takeprofit",
    intent=Intent.SET_TAKE_PROFIT,
    topic=Topic.ORDERS,
    summary="Sell when a price rises",
    examples=("/takeprofit ETH 4000", "sell 1 eth at 4000"),
    moves_money=True,
)
@asking_for_code
@choosing_tokens
async def sell_at(turn: Turn) -> None:
    await _place(turn)


@command(
    "limit",
    intent=Intent.SET_LIMIT_BUY,
    topic=Topic.ORDERS,
    summary="Buy when a price falls, or breaks out above",
    examples=(
        "/limit 0.5 ETH at 2000",
        "buy $100 of link when it drops below 12",
        "buy 0.1 eth if it breaks above 3500",
    ),
    moves_money=True,
)
@asking_for_code
@choosing_tokens
async def buy_at(turn: Turn) -> None:
    if "token" not in turn.entities:
        await ask_what_to_buy(turn)
    elif not has_amount(turn.entities):
        await ask_how_much(turn)
    else:
        await _place(turn)


@command(
    "trailing",
    intent=Intent.SET_TRAILING_STOP,
    topic=Topic.ORDERS,
    summary="Sell when a price falls from its highest",
    examples=("/trailing ETH 5%", "trail my link by 8%", "trail my link by 8% without asking"),
    moves_money=True,
)
@asking_for_code
@choosing_tokens
async def trail(turn: Turn) -> None:
    await _place(turn)


@command(
    "oco",
    intent=Intent.SET_OCO,
    topic=Topic.ORDERS,
    summary="A stop and a target: one cancels the other",
    examples=("/oco ETH stop 2800 target 3500", "oco 0.5 eth stop 5% target 10%"),
    moves_money=True,
)
@asking_for_code
@choosing_tokens
async def one_cancels_other(turn: Turn) -> None:
    if "token" not in turn.entities:
        await ask_which_holding(turn)
    elif (side := missing_side(turn.entities)) is not None:
        await ask_for_side(turn, side)
    else:
        try:
            cards = await in_thread(_new_pair, turn.user, turn.understood, code_in(turn))
        except AlreadyReached as reached:
            await ask_for_side(turn, side_reached(reached), reached=reached)
        else:
            await _show_new(turn, cards)


@button_handler("protect")
async def protect_purchase(turn: Turn) -> None:
    """Protect a filled purchase; its own card stays, since it is the record of the trade."""
    handle, choice = turn.arguments if len(turn.arguments) == 2 else ("", "")
    cards = await in_thread(_protect, turn.user, handle, choice)
    await turn.say("order_set", cards=cards, is_new=True, is_open=True, keyboard=_buttons(cards))
    await turn.toast("Set.")


async def _place(turn: Turn) -> None:
    """Place the order that a sentence asks for, or ask for what it lacks, or for a price that is still to come."""
    if "token" not in turn.entities:
        await ask_which_holding(turn)
    elif not has_level(turn.understood):
        await ask_at_which_price(turn)
    else:
        try:
            cards = await in_thread(_new, turn.user, turn.understood, code_in(turn))
        except AlreadyReached as reached:
            await ask_at_which_price(turn, reached=reached)
        except CurrencyNeeded as contradiction:
            is_purchase = turn.understood.intent == Intent.SET_LIMIT_BUY
            await ask_for_currency(turn, is_purchase=is_purchase, because=contradiction.message)
        else:
            await _show_new(turn, cards)


async def _show_new(turn: Turn, cards: list[OrderCard]) -> None:
    await turn.show("order_set", cards=cards, is_new=True, is_open=True, keyboard=_buttons(cards))


def _buttons(cards: list[OrderCard]) -> InlineKeyboardMarkup | None:
    orders = [card.order for card in cards]
    return order_buttons(orders[0]) if len(orders) == 1 else pair_buttons(orders)


def _new(user: User, understood: Understood, code: str) -> list[OrderCard]:
    return cards_of(user, [place_order(user, wish_of(user, understood), code=code)])


def _new_pair(user: User, understood: Understood, code: str) -> list[OrderCard]:
    return cards_of(user, place_pair(user, *pair_of(user, understood), code=code))


def _protect(user: User, swap_handle: str, choice: str) -> list[OrderCard]:
    if choice == "trail":
        return cards_of(user, [protect_trailing(user, swap_handle, _STOP)])
    if choice not in _BRACKETS:
        raise UserError("This button is from an older version. Place the order with /stoploss or /takeprofit.")
    return cards_of(user, protect(user, swap_handle, _BRACKETS[choice]))
