"""Orders that wait: listed, moved, paused, resumed, cancelled, or traded now after all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bots.alert_cards import current_usd
from bots.bridge import in_thread
from bots.choices import ask
from bots.handlers.trades import show_booked, show_live
from bots.language import Intent, Topic, Understood
from bots.numbered import numbering_orders
from bots.order_buttons import PAGE_SIZE, list_buttons, offer_buttons, order_buttons
from bots.order_cards import card_of, cards_of, listed
from bots.order_meant import orders_meant
from bots.order_questions import ask_for_level
from bots.registry import button_handler, command
from bots.second_step import asking_for_code, code_in
from bots.swap_buttons import quote_buttons
from bots.trade_words import number_in
from bots.turn import Turn
from esther_site.lib.errors import UserError
from trading.models import Order, Swap, User
from trading.order_consent import carry_out_now, keep_order_waiting, quote_again, quote_now
from trading.orders import cancel_all, cancel_order, change_order, own_order, pause_order, resume_order
from trading.swaps import PriceMoved

__all__ = ["handle_said", "press_order", "show_card"]

Change = Callable[[User, str], Order]


@command("orders", intent=Intent.LIST_ORDERS, topic=Topic.ORDERS, summary="Your orders, with buttons")
async def show_orders(turn: Turn) -> None:
    await _show_list(turn, page=0)


@button_handler("orders")
async def turn_page(turn: Turn) -> None:
    await _show_list(turn, page=_page(turn.arguments[:1]))


@command(
    "changeorder",
    intent=Intent.CHANGE_ORDER,
    topic=Topic.ORDERS,
    summary="Move an order to another price",
    examples=("/changeorder 2 2700", "change order 2 to 5%"),
    moves_money=True,
)
@numbering_orders
async def change(turn: Turn) -> None:
    if {"price", "percent"} & turn.entities.keys():
        await show_card(turn, await in_thread(_change, turn.user, turn.entities))
    else:
        await _ask_for_level(turn, handle_said(turn))


@command("pauseorder", intent=Intent.PAUSE_ORDER, topic=Topic.ORDERS, summary="Let an order rest")
@numbering_orders
async def pause(turn: Turn) -> None:
    await show_card(turn, await in_thread(pause_order, turn.user, handle_said(turn)))


@command(
    "resumeorder",
    intent=Intent.RESUME_ORDER,
    topic=Topic.ORDERS,
    summary="Let a paused order wait again",
    moves_money=True,
)
@numbering_orders
async def resume(turn: Turn) -> None:
    await show_card(turn, await in_thread(resume_order, turn.user, handle_said(turn)))


@command(
    "cancelorder",
    intent=Intent.CANCEL_ORDER,
    topic=Topic.ORDERS,
    summary="Cancel an order, or all of them",
    examples=("/cancelorder 2", "cancel all orders"),
)
@numbering_orders
async def cancel(turn: Turn) -> None:
    if "sure" in turn.entities:
        await _cancel_all(turn, is_sure=turn.entities["sure"] == "yes")
    elif "all" in turn.entities:
        await _ask_whether_all(turn)
    elif {"token", "kind"} & turn.entities.keys():
        await _cancel_meant(turn)
    else:
        await show_card(turn, await in_thread(cancel_order, turn.user, handle_said(turn)))


@button_handler("orders_cancel")
async def press_cancel_all(turn: Turn) -> None:
    turn.understood = Understood(Intent.CANCEL_ORDER, {"all": "true"})
    await _ask_whether_all(turn)


@button_handler("order_edit")
async def press_edit(turn: Turn) -> None:
    await _ask_for_level(turn, _pressed(turn))


@button_handler("order_pause")
async def press_pause(turn: Turn) -> None:
    await press_order(turn, pause_order, done="Paused.")


@button_handler("order_resume")
async def press_resume(turn: Turn) -> None:
    await press_order(turn, resume_order, done="Waiting again.")


@button_handler("order_cancel")
async def press_cancel(turn: Turn) -> None:
    await press_order(turn, cancel_order, done="Cancelled.")


@button_handler("order_wait")
async def press_keep_waiting(turn: Turn) -> None:
    await press_order(turn, keep_order_waiting, done="It keeps waiting, and does not ask for 15 minutes.")


@button_handler("order_now")
async def press_trade_now(turn: Turn) -> None:
    swap = await in_thread(quote_now, turn.user, _pressed(turn))
    await _show_offer(turn, swap, _pressed(turn))


@button_handler("order_confirm")
@asking_for_code
async def press_confirm(turn: Turn) -> None:
    """Carry an order out after its numbers were agreed to."""
    handle, quote_handle = turn.arguments if len(turn.arguments) == 2 else ("", "")
    try:
        order, cancelled = await in_thread(_carry_out, turn.user, handle, quote_handle, code_in(turn))
    except PriceMoved as moved:
        await _show_offer(turn, moved.swap, handle, price_moved=True)
        return
    swap = order.swap
    if swap is not None and swap.mode == Swap.Mode.LIVE and order.state in (Order.State.TRIGGERED, Order.State.DONE):
        await show_live(turn, swap.handle)
    elif swap is not None and order.state == Order.State.DONE:
        await show_booked(turn, swap, order=order, cancelled=cancelled)
    else:
        await turn.show("order_not_yet", order=order)


@button_handler("order_retry")
async def press_try_again(turn: Turn) -> None:
    """Quote what an order could not trade, as a trade of its own under the usual card."""
    swap = await in_thread(quote_again, turn.user, _pressed(turn))
    await turn.show("swap_quoted", swap=swap, keyboard=quote_buttons(swap))


async def press_order(turn: Turn, act: Change, *, done: str) -> None:
    """Change an order, then show again what the button hung under: a page of the list, or the order's card."""
    order = await in_thread(act, turn.user, _pressed(turn))
    if len(turn.arguments) > 1:
        await _show_list(turn, page=_page(turn.arguments[1:]))
    else:
        await show_card(turn, order)
    await turn.toast(done)


async def show_card(turn: Turn, order: Order) -> None:
    card = await in_thread(card_of, turn.user, order)
    is_open = order.state in Order.OPEN
    await turn.show("order_set", cards=[card], is_open=is_open, keyboard=order_buttons(order))


async def _show_offer(turn: Turn, swap: Swap, order_handle: str, *, price_moved: bool = False) -> None:
    buttons = offer_buttons(order_handle, swap)
    await turn.show("swap_quoted", swap=swap, order_handle=order_handle, price_moved=price_moved, keyboard=buttons)


async def _show_list(turn: Turn, *, page: int) -> None:
    orders = await in_thread(listed, turn.user)
    page = min(page, max(0, len(orders) - 1) // PAGE_SIZE)
    start = page * PAGE_SIZE
    shown = orders[start : start + PAGE_SIZE]
    cards = await in_thread(cards_of, turn.user, shown)
    buttons = list_buttons(shown, page=page, start=start, total=len(orders))
    is_dry_run = all(card.is_dry_run for card in cards)
    await turn.show("order_list", cards=cards, start=start, total=len(orders), is_dry_run=is_dry_run, keyboard=buttons)


async def _ask_whether_all(turn: Turn) -> None:
    total = len(await in_thread(listed, turn.user))
    if not total:
        raise UserError("You have no orders to cancel.")
    options = [("✖ Cancel all", {"sure": "yes"}), ("Keep them", {"sure": "no"})]
    await ask(turn, "orders_cancel_all", options=options, total=total)


async def _cancel_meant(turn: Turn) -> None:
    """Cancel the one order that is described; of several the user chooses in the list."""
    meant = await in_thread(orders_meant, turn.user, turn.entities)
    if len(meant) == 1:
        await show_card(turn, await in_thread(cancel_order, turn.user, meant[0].handle))
    elif meant:
        await _show_list(turn, page=0)
    else:
        raise UserError("No order of that kind is waiting. Look at /orders for those that are.")


async def _cancel_all(turn: Turn, *, is_sure: bool) -> None:
    cancelled = await in_thread(cancel_all, turn.user) if is_sure else 0
    left = len(await in_thread(listed, turn.user))
    await turn.show("orders_cancelled", cancelled=cancelled, left=left)


async def _ask_for_level(turn: Turn, handle: str) -> None:
    order, usd = await in_thread(_subject, turn.user, handle)
    turn.understood = Understood(Intent.CHANGE_ORDER, {"id": order.handle})
    await ask_for_level(turn, token=order.token, kind=Order.Kind(order.kind), usd=usd)


def _subject(user: User, handle: str) -> tuple[Order, Decimal | None]:
    order = own_order(user, handle)
    if order.state not in (Order.State.ACTIVE, Order.State.PAUSED):
        raise UserError("This order does not wait for a price any more. Look at /orders.")
    return order, current_usd(user, order.token)


def _change(user: User, entities: dict[str, str]) -> Order:
    usd, percent = number_in(entities, "price"), number_in(entities, "percent")
    return change_order(user, entities["id"], trigger_usd=usd, trail_percent=percent)


def _carry_out(user: User, handle: str, quote_handle: str, code: str) -> tuple[Order, tuple[str, ...]]:
    """Return the order as it is then, with those that it would have cancelled."""
    siblings = card_of(user, own_order(user, handle)).siblings
    return carry_out_now(user, handle, quote_handle, code=code), siblings


def _pressed(turn: Turn) -> str:
    return turn.arguments[0] if turn.arguments else ""


def handle_said(turn: Turn) -> str:
    if "id" not in turn.entities:
        raise UserError("Say which order by its number or id, such as “cancel order 2”. /orders lists yours.")
    return turn.entities["id"]


def _page(arguments: list[str]) -> int:
    """Return the page in a button; anything that is none is the first."""
    text = arguments[0] if arguments else ""
    return int(text) if text.isdecimal() and len(text) < 4 else 0
