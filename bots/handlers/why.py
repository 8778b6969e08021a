"""Why a trade, an order or an alert came to what it did, from what was recorded while it happened."""

from __future__ import annotations

from bots.bridge import in_thread
from bots.language import Intent, Topic
from bots.registry import button_handler, command
from bots.turn import Turn
from bots.why import Story, story_of
from bots.why_buttons import more_buttons

__all__ = ["explain"]


@command(
    "why",
    intent=Intent.EXPLAIN,
    topic=Topic.TRADES,
    summary="Why a trade, an order or an alert came to what it did",
    examples=("/why k7m2p9x4qd", "why was my last trade blocked?"),
)
async def explain(turn: Turn) -> None:
    id_said, what = turn.entities.get("id", ""), turn.entities.get("what", "")
    story = await in_thread(story_of, turn.user, id_said, what=what)
    await turn.say("why", keyboard=more_buttons(story), story=story)


@button_handler("why")
async def press_why(turn: Turn) -> None:
    """Answer below the card, which stays as it is."""
    story = await _story(turn)
    await turn.say("why", keyboard=more_buttons(story), story=story)


@button_handler("why_page")
async def turn_page(turn: Turn) -> None:
    story = await _story(turn)
    await turn.show("why", keyboard=more_buttons(story), story=story)


async def _story(turn: Turn) -> Story:
    kind, handle, page, *_ = [*turn.arguments, "", "", ""]
    return await in_thread(story_of, turn.user, handle, what=kind, page=int(page) if page.isdecimal() else 0)
