"""What stands out in what the user has."""

from __future__ import annotations

from django.utils import timezone

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.language import Intent, Topic
from bots.registry import button_handler, command
from bots.turn import Turn
from esther_site.lib.errors import UserError
from portfolio.books import chosen_book, wallets_of
from portfolio.insights import advise
from portfolio.models import Insight
from trading.models import User

_BUTTONS = (("📊 Portfolio", "portfolio"), ("🔄 Again", "insights"))


@command(
    "insights", intent=Intent.GET_INSIGHTS, topic=Topic.PRICES, summary="What stands out in what you have, in words"
)
@button_handler("insights")
async def insights(turn: Turn) -> None:
    insight = await in_thread(_advise, turn.user)
    markup = keyboard([button(label, verb) for label, verb in _BUTTONS])
    await turn.show("insights", insight=insight, lines=insight.text.split("\n"), keyboard=markup)


def _advise(user: User) -> Insight:
    book = chosen_book(user)
    if not wallets_of(user, book):
        raise UserError("You have no wallet yet. Send /paper reset to get a paper wallet.")
    return advise(user, book, timezone.now())
