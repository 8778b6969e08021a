"""The buttons under orders, their news and filled purchases. What a press does is in `bots.handlers`."""

from __future__ import annotations

from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bots.callbacks import button, keyboard
from bots.plan_buttons import news_buttons
from bots.token_buttons import chart_button, price_button, subject_of, subject_told
from bots.why_buttons import why_button
from trading.models import Order, Swap, Wallet
from trading.order_swaps import UNDER_WAY
from trading.paper import CASH_SYMBOL

__all__ = [
    "PAGE_SIZE",
    "filled_buttons",
    "list_buttons",
    "offer_buttons",
    "order_buttons",
    "pair_buttons",
    "told_buttons",
]

PAGE_SIZE: Final = 10

State = Order.State

Row = list[InlineKeyboardButton]

_CANCEL: Final = "✖ Cancel order"
_PROGRESS: Final = "📡 Progress"
_ARMING: Final = {False: ("🤖 Automatic", "order_arm"), True: ("❓ Ask first", "order_disarm")}


def order_buttons(order: Order) -> InlineKeyboardMarkup | None:
    """Make the buttons of one order's card."""
    return keyboard(_buttons(order), _around(order))


def list_buttons(orders: list[Order], *, page: int, start: int, total: int) -> InlineKeyboardMarkup | None:
    """Make the buttons of a page of the list: a row for each order, and what goes for all of them."""
    rows = [_buttons(order, page=page, number=number) for number, order in enumerate(orders, start=start + 1)]
    all_of_them = [button("✖ Cancel all", "orders_cancel")] if total > 1 else []
    return keyboard(*rows, _pager(page, total=total), all_of_them)


def pair_buttons(orders: list[Order]) -> InlineKeyboardMarkup | None:
    """Make the buttons of orders that were placed together; a press leads on to the list."""
    rows = [_buttons(order, page=0, number=number) for number, order in enumerate(orders, start=1)]
    return keyboard(*rows, _around(orders[0]) if orders else [])


def offer_buttons(order_handle: str, swap: Swap) -> InlineKeyboardMarkup | None:
    """Make the buttons of the quote of an order: to confirm it carries the order out."""
    return keyboard(
        [
            button("✅ Confirm", "order_confirm", order_handle, swap.handle),
            button("⏳ Keep waiting", "order_wait", order_handle),
        ],
        [button("🔄 Refresh", "order_now", order_handle)],
    )


def filled_buttons(swap: Swap, *, is_protectable: bool) -> InlineKeyboardMarkup | None:
    """Make the buttons under a trade that was carried out: what protects a purchase, or what comes after a sale."""
    brings_cash = swap.token_out.verified and swap.token_out.symbol == CASH_SYMBOL
    subject = subject_of(swap.token_in if brings_cash else swap.token_out)
    protections = _protections(swap.handle) if is_protectable else []
    return keyboard(*protections, [price_button(subject), chart_button(subject)])


def told_buttons(event: str, data: dict[str, object]) -> InlineKeyboardMarkup | None:
    """Make the buttons under the news of an order: what a user may want to do then."""
    handle = data.get("handle", "")
    trade_now, cancel = button("⚡ Trade now", "order_now", handle), button(_CANCEL, "order_cancel", handle)
    match event:
        case "order_asks":
            return keyboard([trade_now, button("⏳ Keep waiting", "order_wait", handle)], [cancel])
        case "order_waits":
            return keyboard([trade_now, cancel])
        case "order_begun":
            return keyboard([button(_PROGRESS, "live", data.get("swap_handle", ""))])
        case "order_failed":
            return keyboard([button("⚡ Try now", "order_retry", handle), why_button("order", str(handle))])
        case "order_paused":
            return keyboard([button("▶ Resume", "order_resume", handle), cancel])
        case "order_done" if data.get("swap_handle"):
            steps = [chart_button(subject)] if (subject := subject_told(data)) else []
            protections = _protections(str(data["swap_handle"])) if data.get("is_purchase") else []
            return keyboard(*protections, [*steps, why_button("order", str(handle))])
    return news_buttons(event, data)


def _protections(swap_handle: str) -> list[Row]:
    return [
        [
            button("🛡 Stop −5 %", "protect", swap_handle, "stop"),
            button("🎯 Target +10 %", "protect", swap_handle, "target"),
        ],
        [button("🛡+🎯 Both", "protect", swap_handle, "both"), button("📉 Trail 5 %", "protect", swap_handle, "trail")],
    ]


def _buttons(order: Order, *, page: int | None = None, number: int | None = None) -> Row:
    """Make an order's buttons; those of a list carry its page, to come back to it."""
    back, suffix = ([], "") if page is None else ([page], f" {number}")

    def made(label: str, verb: str) -> InlineKeyboardButton:
        return button(label + suffix, verb, order.handle, *back)

    edit, cancel = made("✏ Edit", "order_edit"), made("✖ Cancel", "order_cancel")
    arming = made(*_ARMING[order.is_automatic])
    asks = [] if order.wallet.kind == Wallet.Kind.PAPER else [arming]
    match order.state:
        case State.ACTIVE:
            return [edit, *asks, made("⏸ Pause", "order_pause"), cancel]
        case State.PAUSED:
            return [edit, *asks, made("▶ Resume", "order_resume"), cancel]
        case State.ASKING:
            return [made("⚡ Trade now", "order_now"), made("⏳ Keep waiting", "order_wait"), cancel]
        case State.TRIGGERED:
            swap = order.swap
            is_live = swap is not None and swap.mode == Swap.Mode.LIVE and swap.state in UNDER_WAY
            return [button(f"{_PROGRESS}{suffix}", "live", swap.handle)] if swap and is_live else [cancel]
    return []


def _around(order: Order) -> Row:
    """Lead to all orders, and to what the price did."""
    return [button("📋 Orders", "orders", 0), chart_button(subject_of(order.token))]


def _pager(page: int, *, total: int) -> Row:
    earlier = [button("◀ Back", "orders", page - 1)] if page else []
    later = [button("Next ▶", "orders", page + 1)] if (page + 1) * PAGE_SIZE < total else []
    return earlier + later
