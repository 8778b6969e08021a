"""The button under a failure: the same once more, in the failure's place."""

from __future__ import annotations

from bots import dialogs, repeats
from bots.bridge import in_thread
from bots.language import Understood
from bots.registry import button_handler, for_intent
from bots.turn import Turn
from esther_site.lib.errors import UserError
from trading.models import User


@button_handler("repeat")
async def press_repeat(turn: Turn) -> None:
    turn.understood = await in_thread(_take, turn.user, turn.arguments[0] if turn.arguments else "")
    command = for_intent(turn.understood.intent)
    if command is None:
        raise UserError("This button is from an older version. Please say it again in your own words.")
    turn.handler = f"/{command.name}"
    if turn.query is not None and turn.query.message is not None:
        turn.place = turn.query.message.message_id
    await command.handler(turn)


def _take(user: User, handle: str) -> Understood:
    """Take the sentence. Like any that is said, it leaves the question that was open."""
    understood = repeats.take(user, handle)
    dialogs.close_all(user)
    return understood
