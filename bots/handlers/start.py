"""Hello, help and never mind."""

from __future__ import annotations

from bots import dialogs
from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.language import Intent
from bots.registry import button_handler, command, listed_commands
from bots.turn import Turn
from trading.swaps import cancel_open_quotes


@command("start", intent=Intent.GREETING, summary="Say hello")
async def start(turn: Turn) -> None:
    await turn.say("start", user=turn.user, keyboard=keyboard([button("What can you do?", "help")]))


@command("help", intent=Intent.HELP, summary="What you can say")
@button_handler("help")
async def help_(turn: Turn) -> None:
    await turn.say("help", commands=listed_commands())


@command("cancel", intent=Intent.CANCEL, summary="Drop open questions and quotes")
async def cancel(turn: Turn) -> None:
    questions = await in_thread(dialogs.close_all, turn.user)
    quotes = await in_thread(cancel_open_quotes, turn.user)
    await turn.say("dropped", questions=questions, quotes=quotes)
