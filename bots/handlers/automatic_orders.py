"""Orders that trade without asking: made so, with a code where their user has a second factor, and unmade at once."""

from __future__ import annotations

from functools import partial

from bots.bridge import in_thread
from bots.handlers.open_orders import handle_said, press_order, show_card
from bots.language import Intent, Topic
from bots.numbered import numbering_orders
from bots.registry import button_handler, command
from bots.second_step import asking_for_code, code_in
from bots.turn import Turn
from trading.order_automation import let_ask, make_automatic


@command(
    "autoorder",
    intent=Intent.ARM_ORDER,
    topic=Topic.ORDERS,
    summary="Let an order trade without asking",
    examples=("/autoorder 2", "set order 2 to automatic"),
    moves_money=True,
)
@numbering_orders
@asking_for_code
async def arm(turn: Turn) -> None:
    await show_card(turn, await in_thread(make_automatic, turn.user, handle_said(turn), code=code_in(turn)))


@command("askorder", intent=Intent.DISARM_ORDER, topic=Topic.ORDERS, summary="Let an order ask first")
@numbering_orders
async def disarm(turn: Turn) -> None:
    await show_card(turn, await in_thread(let_ask, turn.user, handle_said(turn)))


@button_handler("order_arm")
@asking_for_code
async def press_arm(turn: Turn) -> None:
    await press_order(turn, partial(make_automatic, code=code_in(turn)), done="Automatic: it trades without asking.")


@button_handler("order_disarm")
async def press_disarm(turn: Turn) -> None:
    await press_order(turn, let_ask, done="It asks first.")
