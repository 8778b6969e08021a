"""Buying and selling: a card with the numbers, and the buttons under it."""

from __future__ import annotations

from bots.bridge import in_thread
from bots.choices import choosing_tokens
from bots.explaining import noted
from bots.language import Intent, Topic
from bots.live_cards import place
from bots.live_progress import progress_of
from bots.order_buttons import filled_buttons
from bots.order_cards import OrderCard, can_be_protected, protections_of
from bots.registry import button_handler, command
from bots.second_step import asking_for_code, code_in
from bots.swap_buttons import again_button, live_buttons, quote_buttons
from bots.token_buttons import begun
from bots.trade_questions import ask_for_currency, ask_for_part
from bots.trade_words import amount_in, bracket_in, currency_in, number_in
from bots.turn import Turn
from esther_site.lib.errors import EstherError
from trading.intake import CurrencyNeeded, TradeWish, make_request
from trading.models import Swap, User
from trading.replacing import speed_up, take_back
from trading.swaps import (
    PriceMoved,
    SwapClosed,
    cancel_swap,
    confirm_swap,
    history,
    own_swap,
    quote_swap,
    refresh_swap,
)
from trading.two_factor import CodeNeeded, WrongCode, demand_code, needs_code

_SIDES = 2  # of what can protect a purchase: a stop and a target


@command(
    "buy",
    intent=Intent.BUY_TOKEN,
    topic=Topic.TRADES,
    summary="Buy a token",
    examples=("buy 0.1 ETH with USDC", "buy $100 of LINK", "buy 0.1 eth with usdc with stop 5% and target 10%"),
    moves_money=True,
)
@choosing_tokens
async def buy(turn: Turn) -> None:
    await _trade(turn, is_purchase=True)


@command(
    "bridge",
    intent=Intent.SELL_TOKEN,
    topic=Topic.TRADES,
    summary="Take tokens to another chain",
    examples=("bridge 50 USDC from Arbitrum to Polygon", "swap 100 USDC on Arbitrum to ETH on Base"),
    moves_money=True,
    implies={"verb": "bridge"},
)
@command(
    "swap",
    intent=Intent.SELL_TOKEN,
    topic=Topic.TRADES,
    summary="Swap one token for another",
    examples=("swap 10 USDC to ETH on Polygon", "swap 10 USDC to ETH slippage 0.5%"),
    moves_money=True,
    implies={"verb": "swap"},
)
@command(
    "sell",
    intent=Intent.SELL_TOKEN,
    topic=Topic.TRADES,
    summary="Sell a token",
    examples=("sell half my ETH", "sell 50 USDC for ETH"),
    moves_money=True,
)
@choosing_tokens
async def sell(turn: Turn) -> None:
    await _trade(turn, is_purchase=False)


@button_handler("buy")
@choosing_tokens
async def start_buying(turn: Turn) -> None:
    """Ask how much of a card's token to buy; nothing is traded before a quote and Confirm."""
    turn.understood = begun(turn, Intent.BUY_TOKEN)
    await _trade(turn, is_purchase=True)


@button_handler("sell")
@choosing_tokens
async def start_selling(turn: Turn) -> None:
    """Ask how much of a card's token to sell; nothing is traded before a quote and Confirm."""
    turn.understood = begun(turn, Intent.SELL_TOKEN)
    await _trade(turn, is_purchase=False)


@button_handler("confirm")
@asking_for_code
async def confirm(turn: Turn) -> None:
    try:
        swap = await in_thread(_confirm, turn.user, _handle(turn), pressed_by=turn.name, code=code_in(turn))
    except (CodeNeeded, WrongCode):
        raise
    except PriceMoved as moved:
        await turn.show("swap_quoted", swap=moved.swap, price_moved=True, keyboard=quote_buttons(moved.swap))
    except SwapClosed as closed:
        await _show_closed(turn, closed)
    except EstherError as error:
        failure, _ = await noted(error, turn)
        await turn.show("swap_failed", message=error.message, failure=failure, keyboard=again_button(_handle(turn)))
    else:
        await (show_live(turn, swap.handle) if swap.mode == Swap.Mode.LIVE else show_booked(turn, swap))


@button_handler("refresh")
async def refresh(turn: Turn) -> None:
    try:
        swap = await in_thread(refresh_swap, turn.user, _handle(turn))
    except SwapClosed as closed:
        await _show_closed(turn, closed)
    else:
        await turn.show("swap_quoted", swap=swap, keyboard=quote_buttons(swap))


@button_handler("cancel")
async def cancel(turn: Turn) -> None:
    try:
        swap = await in_thread(cancel_swap, turn.user, _handle(turn))
    except SwapClosed as closed:
        await _show_closed(turn, closed)
    else:
        await turn.show("swap_cancelled", swap=swap)


@command("history", intent=Intent.SHOW_HISTORY, topic=Topic.TRADES, summary="Your latest trades")
async def show_history(turn: Turn) -> None:
    await turn.say("history", swaps=await in_thread(history, turn.user))


@button_handler("live")
async def look_at_live(turn: Turn) -> None:
    await show_live(turn, _handle(turn))


@button_handler("live_faster")
async def press_faster(turn: Turn) -> None:
    await in_thread(speed_up, turn.user, _handle(turn))
    await show_live(turn, _handle(turn))


@button_handler("live_back")
async def press_back(turn: Turn) -> None:
    await in_thread(take_back, turn.user, _handle(turn))
    await show_live(turn, _handle(turn))


async def show_live(turn: Turn, handle: str) -> None:
    """Show how far a live trade is, as it is stored; from then on the message follows it by itself."""
    progress = await in_thread(progress_of, turn.user, handle)
    swap = progress.swap
    message_id = await turn.show("swap_live", progress=progress, swap=swap, keyboard=live_buttons(swap))
    if message_id is not None:
        await in_thread(place, swap, chat_id=turn.chat_id, message_id=message_id)


async def show_booked(turn: Turn, swap: Swap, **order: object) -> None:
    """Show what was traded; under a purchase also what protects it, or buttons that will."""
    swap, protections, is_protectable = await in_thread(_protection, turn.user, swap.handle)
    markup = filled_buttons(swap, is_protectable=is_protectable and len(protections) < _SIDES)
    await turn.show("swap_booked", swap=swap, protections=protections, keyboard=markup, **order)


def _confirm(user: User, handle: str, *, pressed_by: str, code: str) -> Swap:
    """Confirm a trade, with a code where its user wants one. The code counts for this press, whatever comes of it."""
    quoted = own_swap(user, handle)
    if quoted.mode == Swap.Mode.LIVE and quoted.state == Swap.State.QUOTED and needs_code(user, quoted.value_usd):
        demand_code(user, code)
    return confirm_swap(user, handle, pressed_by=pressed_by)


def _protection(user: User, handle: str) -> tuple[Swap, list[OrderCard], bool]:
    """Return a trade with all that its card names, what protects it, and whether something could."""
    swap = own_swap(user, handle)
    return swap, protections_of(user, swap), can_be_protected(swap)


async def _trade(turn: Turn, *, is_purchase: bool) -> None:
    """Quote what a sentence asks for, or ask for what it lacks, or what it says twice."""
    if await ask_for_part(turn, is_purchase=is_purchase):
        return
    try:
        swap = await in_thread(_quote, turn.user, _wish(turn.entities, is_purchase=is_purchase))
    except CurrencyNeeded as contradiction:
        await ask_for_currency(turn, is_purchase=is_purchase, because=contradiction.message)
    else:
        await turn.show("swap_quoted", swap=swap, keyboard=quote_buttons(swap))


def _quote(user: User, wish: TradeWish) -> Swap:
    return quote_swap(make_request(user, wish), bracket=wish.bracket)


def _wish(entities: dict[str, str], *, is_purchase: bool) -> TradeWish:
    amount, kind = amount_in(entities)
    return TradeWish(
        is_purchase=is_purchase,
        token=entities["token"],
        currency=currency_in(entities),
        amount=amount,
        kind=kind,
        chain=entities.get("chain", ""),
        to_chain=entities.get("to_chain", ""),
        slippage_percent=number_in(entities, "slippage"),
        bracket=bracket_in(entities),
    )


def _handle(turn: Turn) -> str:
    return turn.arguments[0] if turn.arguments else ""


async def _show_closed(turn: Turn, closed: SwapClosed) -> None:
    """Explain a late press; only the card of a lapsed quote is changed, since no result stands on it."""
    failure, _ = await noted(closed, turn)
    if closed.swap.state in (Swap.State.QUOTED, Swap.State.EXPIRED):
        again = again_button(closed.swap.handle)
        await turn.show("swap_failed", message=closed.message, failure=failure, keyboard=again)
    elif turn.query is None:  # a code was typed, so that there is no button to answer at
        await turn.say("error", message=closed.message, failure=failure)
    await turn.toast(closed.message)
