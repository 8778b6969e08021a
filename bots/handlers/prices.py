"""What something costs."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.choices import ask, choosing_tokens
from bots.language import Intent, Topic, Wants
from bots.likely_tokens import likely_options
from bots.registry import button_handler, command
from bots.token_buttons import alert_button, begun, buy_button, chart_button, sell_button, subject_of
from bots.turn import Turn
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
        await ask(
            turn, "which_price", options=await in_thread(likely_options, turn.user), wants=Wants.TOKEN, shows="price"
        )
        return
    view = await in_thread(_look_up, turn.user, turn.entities["token"], turn.entities.get("chain"))
    await turn.show("price", price=view, keyboard=keyboard(*_next_steps(view)))


@button_handler("price")
async def refresh(turn: Turn) -> None:
    asked = begun(turn, Intent.GET_PRICE).entities
    view = await in_thread(_look_up, turn.user, asked["token"], asked.get("chain"))
    await turn.show("price", price=view, keyboard=keyboard(*_next_steps(view)))


def _look_up(user: User, token: str, chain: str | None) -> PriceView:
    return look_up_price(token, chain_text=chain, default_chain=default_chain(user))


def _next_steps(view: PriceView) -> list[list[InlineKeyboardButton]]:
    """Offer what people do next; a sale only of a token, since nobody holds a market."""
    subject = subject_of(view.token, view.label)
    trades = [buy_button(subject), *([sell_button(subject)] if view.token else [])]
    return [
        [button("🔄 Refresh", "price", *subject), chart_button(subject)],
        [alert_button(subject), *trades],
    ]
