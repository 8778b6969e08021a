"""What a card that follows by itself is to say now, and when it is to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from telegram import InlineKeyboardMarkup

from bots.live_progress import progress_of
from bots.messages import render
from bots.models import LiveCard, LivePlanCard
from bots.plan_buttons import plan_buttons
from bots.plan_cards import card_of
from bots.swap_buttons import live_buttons
from portfolio.models import RebalancePlan
from trading.models import Swap
from trading.order_swaps import UNDER_WAY

__all__ = ["PAUSE", "REVIEW_PAUSE", "Content", "content_of"]

PAUSE: Final = timedelta(seconds=2)  # between two looks at a card, and so between two edits of it
REVIEW_PAUSE: Final = timedelta(minutes=1)  # an operator takes longer than a chain


@dataclass(frozen=True, kw_only=True)
class Content:
    """A card as it is to be; `pause` is the time to the next look, None where nothing follows."""

    text: str
    keyboard: InlineKeyboardMarkup | None
    pause: timedelta | None


def content_of(card: LiveCard | LivePlanCard) -> Content:
    """Return what a card is to say, as it is stored now."""
    return _of_swap(card.swap) if isinstance(card, LiveCard) else _of_plan(card.plan)


def _of_swap(swap: Swap) -> Content:
    progress = progress_of(swap.user, swap.handle)
    text = render("swap_live", {"zone": swap.user.time_zone, "progress": progress, "swap": progress.swap})
    return Content(text=text, keyboard=live_buttons(progress.swap), pause=_pause(progress.swap))


def _of_plan(plan: RebalancePlan) -> Content:
    """Return a plan's card. It is followed while its trades go on by themselves; what it then waits for is pressed."""
    card = card_of(plan.user, plan.handle)
    text = render("plan", {"zone": plan.user.time_zone, "card": card})
    pause = _pause(card.progress.swap) if card.progress else None
    keyboard = plan_buttons(card.plan, card.legs)
    return Content(text=text, keyboard=keyboard, pause=(pause or PAUSE) if card.goes_on else None)


def _pause(swap: Swap) -> timedelta | None:
    if swap.state not in UNDER_WAY:
        return None
    return REVIEW_PAUSE if swap.state == Swap.State.REVIEW else PAUSE
