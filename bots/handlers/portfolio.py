"""What the user has."""

from __future__ import annotations

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.language import Intent, Topic
from bots.registry import button_handler, command
from bots.turn import Turn
from esther_site.lib.errors import UserError
from portfolio.valuation import Valuation, value_wallet
from trading.models import User


@command("portfolio", intent=Intent.SHOW_PORTFOLIO, topic=Topic.PRICES, summary="What you have and what it is worth")
@button_handler("portfolio")
async def portfolio(turn: Turn) -> None:
    valuation = await in_thread(_value, turn.user)
    await turn.show("portfolio", valuation=valuation, keyboard=keyboard([button("🔄 Refresh", "portfolio")]))


def _value(user: User) -> Valuation:
    if user.default_wallet is None:
        raise UserError("You have no wallet yet. Send /paper reset to get a paper wallet.")
    return value_wallet(user.default_wallet)
