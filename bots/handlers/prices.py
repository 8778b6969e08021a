"""What something costs."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.choices import choosing_tokens
from bots.language import Intent, Topic
from bots.registry import button_handler, command
from bots.turn import Turn
from esther_site.lib.errors import UserError
from tokens.market import PriceView, look_up_price
from trading.models import User
from trading.users import default_chain


@command(
    "price",
    intent=Intent.GET_PRICE,
    topic=Topic.PRICES,
    summary="What a token costs",
    examples=("/price ETH", "/price arb on arbitrum"),
)
@choosing_tokens
async def price(turn: Turn) -> None:
    if "token" not in turn.entities:
        raise UserError("Which price? Write it like “/price ETH” or “/price arb on arbitrum”.")
    view = await in_thread(_look_up, turn.user, turn.entities["token"], turn.entities.get("chain"))
    await turn.show("price", price=view, keyboard=keyboard(_next_steps(view)))


@button_handler("price")
async def refresh(turn: Turn) -> None:
    chain, token = turn.arguments if len(turn.arguments) == 2 else ("", "")
    view = await in_thread(_look_up, turn.user, token, chain or None)
    await turn.show("price", price=view, keyboard=keyboard(_next_steps(view)))


def _look_up(user: User, token: str, chain: str | None) -> PriceView:
    return look_up_price(token, chain_text=chain, default_chain=default_chain(user))


def _next_steps(view: PriceView) -> list[InlineKeyboardButton]:
    chain, token = (view.token.chain_id, view.token.address) if view.token else ("", view.label)
    return [
        button("Refresh", "price", chain, token),
        button("📈 Chart", "chart", chain, token),
        button("🔔 Alert", "alert", chain, token),
    ]
