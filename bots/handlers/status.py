"""Whether Esther watches, and since when."""

from __future__ import annotations

from bots.bridge import in_thread
from bots.desk_status import status_for
from bots.language import Intent, Topic
from bots.registry import command
from bots.turn import Turn

GAPS_SHOWN = 10


@command("status", intent=Intent.STATUS, topic=Topic.SETTINGS, summary="Whether prices are watched")
async def status(turn: Turn) -> None:
    status = await in_thread(status_for, turn.user)
    latest = status.gaps[-GAPS_SHOWN:]
    await turn.say("status", status=status, gaps=latest, more=len(status.gaps) - len(latest))
