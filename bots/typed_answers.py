"""An answer that is typed instead of pressed. It leads where the buttons lead, and nowhere else."""

from __future__ import annotations

from typing import Final

from bots import dialogs
from bots.bridge import in_thread
from bots.language import Intent, Understood, Wants, is_name
from bots.models import Dialog
from bots.registry import Handler
from bots.turn import Turn
from esther_site.lib.errors import EstherError

__all__ = ["give_answer", "question_to"]


async def question_to(turn: Turn, text: str) -> Dialog | None:
    """Return the open question that a text is the answer to; a sentence with a meaning of its own answers none."""
    wanted = _answers_to(turn.understood, text.strip())
    question = await in_thread(dialogs.open_question, turn.user) if wanted else None
    return question if question and question.wants in wanted else None


# What asks for a name; that of a coin may be the name of anything.
_NAMES: Final = frozenset(
    (Wants.SUBJECT, Wants.TOKEN, Wants.CURRENCY, Wants.CHAIN, Wants.TO_CHAIN, Wants.WALLET, Wants.WALLET_NAME,
     Wants.WALLET_ADDRESS)
)  # fmt: skip


def _answers_to(meant: Understood, text: str) -> frozenset[Wants]:
    """Return what a text may be the answer to. A mere name is a question of its own only where no name is asked for."""
    if meant.intent == Intent.UNKNOWN:
        return frozenset(Wants)
    if meant.intent == Intent.GET_PRICE and is_name(text):
        return _NAMES
    if meant.intent == Intent.SHOW_PORTFOLIO and text.lower() in ("portfolio", "my portfolio"):
        return frozenset({Wants.SUBJECT})
    return frozenset()


async def give_answer(turn: Turn, question: Dialog, text: str, *, handler: Handler) -> None:
    """Complete the sentence a question belongs to, and do what it says.

    Raises EstherError when the answer is of no use; nothing was done then, and the question is open again.
    """
    entities = await in_thread(dialogs.read, question, text)
    turn.understood = await in_thread(dialogs.take, question, entities)
    try:
        await handler(turn)
    except EstherError:
        await in_thread(dialogs.reopen, question)
        raise
