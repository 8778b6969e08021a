"""Pausing live trading, for oneself or, as an operator, for everybody."""

from __future__ import annotations

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.language import Intent, Topic
from bots.registry import button_handler, command
from bots.turn import Turn
from trading.pauses import is_paused, lift, pause

_RESUME = "▶ Resume live trading"


@command(
    "pause",
    intent=Intent.PAUSE_TRADING,
    topic=Topic.LIVE,
    summary="Sign nothing for you until /resume",
)
async def pause_own(turn: Turn) -> None:
    paused = await in_thread(pause, turn.user, by=turn.user, reason=turn.entities.get("reason", ""))
    await turn.say("trading_paused", pause=paused, keyboard=keyboard([button(_RESUME, "resume_trading")]))


@command("resume", intent=Intent.RESUME_TRADING, topic=Topic.LIVE, summary="End your pause")
@button_handler("resume_trading")
async def resume_own(turn: Turn) -> None:
    was_paused = await in_thread(lift, turn.user, by=turn.user)
    await turn.show("trading_resumed", was_paused=was_paused, still=await in_thread(is_paused, turn.user))


@command(
    "pauseall",
    intent=Intent.PAUSE_EVERYBODY,
    topic=Topic.LIVE,
    summary="Sign nothing for anybody; operators only",
    examples=("/pauseall the node is wrong",),
    is_listed=False,
)
async def pause_everybody(turn: Turn) -> None:
    paused = await in_thread(pause, None, by=turn.user, reason=turn.entities.get("reason", ""))
    await turn.say("trading_paused", pause=paused, keyboard=keyboard([button("▶ Resume for everybody", "resume_all")]))


@command(
    "resumeall",
    intent=Intent.RESUME_EVERYBODY,
    topic=Topic.LIVE,
    summary="End the pause for everybody; operators only",
    is_listed=False,
)
@button_handler("resume_all")
async def resume_everybody(turn: Turn) -> None:
    was_paused = await in_thread(lift, None, by=turn.user)
    await turn.show("trading_resumed_for_all", was_paused=was_paused)
