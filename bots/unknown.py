"""What comes of a sentence that no rule matches: what Esther does not do is said, a language model may propose a
meaning, else examples are shown.

A proposal has no authority. What only looks at something is answered at once; the rest is shown as a plain command, and
is done, with all its own questions, when its user says yes to that.
"""

from __future__ import annotations

import asyncio
from typing import Final

from bots import dialogs
from bots.beyond import beyond
from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.help_topics import TITLES
from bots.model_reading import Reading, ask_about, prepare, reading_of
from bots.registry import button_handler, for_intent
from bots.suggestions import suggestions_for
from bots.turn import Turn

__all__ = ["answer_unknown"]

_QUOTED: Final = {"buy_token", "sell_token"}
_SET: Final = {"set_stop_loss", "set_take_profit", "set_limit_buy", "set_trailing_stop", "set_alert"}


async def answer_unknown(turn: Turn, text: str) -> None:
    """Answer a sentence that no rule matches."""
    if about := beyond(text):
        await turn.say("beyond", about=about)
        return
    reading = await _read(turn, text)
    command = for_intent(reading.understood.intent) if reading else None
    if reading is None or command is None:
        await _suggest(turn, text)
        return
    if not reading.is_harmless:
        await _propose(turn, reading)
        return
    if dialogs.may_be_open(turn.user):
        await in_thread(dialogs.close_all, turn.user)
    turn.handler, turn.understood = f"/{command.name}", reading.understood
    await command.handler(turn)


@button_handler("not_meant")
async def drop(turn: Turn) -> None:
    """Close a proposal that was wrong."""
    await in_thread(dialogs.answer, turn.user, turn.arguments[0] if turn.arguments else "", "0")
    await turn.show("not_meant")


async def _read(turn: Turn, text: str) -> Reading | None:
    question = await in_thread(prepare, text, turn.user)
    if question is None:
        return None
    draft = await asyncio.to_thread(ask_about, question)  # it waits for seconds: not in a thread of the services
    return await in_thread(reading_of, draft, question)


async def _propose(turn: Turn, reading: Reading) -> None:
    """Ask whether it is meant; the question is a row, and its answer leads where the plain command would."""
    dialog = await in_thread(dialogs.open_dialog, turn.user, reading.understood, [{}])
    yes = button(_yes(reading.understood.intent), "answer", dialog.handle, 0)
    no = button("No", "not_meant", dialog.handle)
    await turn.say("model_understood", sentence=reading.sentence, keyboard=keyboard([yes, no]))


def _yes(intent: str) -> str:
    return "✅ Yes, quote it" if intent in _QUOTED else "✅ Yes, set it" if intent in _SET else "✅ Yes"


async def _suggest(turn: Turn, text: str) -> None:
    topic, examples = suggestions_for(text)
    row = [button(TITLES[topic], "help", topic.value)] if topic else []
    row.append(button("❓ All I can do", "help", "all"))
    await turn.say("unknown", examples=examples, topic=topic, keyboard=keyboard(row))
