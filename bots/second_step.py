"""The question for six digits in the middle of something: once they are typed, what was pressed or said goes on."""

from __future__ import annotations

from functools import wraps

from bots import dialogs
from bots.bridge import in_thread
from bots.callbacks import unpack
from bots.language import Intent, Understood, Wants
from bots.registry import BUTTONS, Handler
from bots.turn import Turn
from esther_site.lib.errors import UserError
from trading.two_factor import CodeNeeded

__all__ = ["asking_for_code", "code_in", "go_on_with_press", "is_press"]

_PRESS = "press"  # the data of the pressed button; no sentence has such a part


def asking_for_code(handler: Handler) -> Handler:
    """Ask for a code where a handler raises CodeNeeded, and call it again with `code_in(turn)` when it is typed.

    Put it under `command` and `button_handler`, so that what they register asks. A wrong code leaves the question open.
    """

    @wraps(handler)
    async def with_second_step(turn: Turn) -> None:
        try:
            await handler(turn)
        except CodeNeeded:
            await in_thread(dialogs.open_dialog, turn.user, _to_go_on(turn), [], wants=Wants.CODE)
            await turn.say("second_step")  # under the card that was pressed, whose numbers stay

    return with_second_step


def code_in(turn: Turn) -> str:
    """Return the code that was typed, empty when nobody asked yet."""
    return turn.entities.get("code", "")


def is_press(turn: Turn) -> bool:
    """Say whether this is the answer to a question that a button led to."""
    return _PRESS in turn.entities


async def go_on_with_press(turn: Turn) -> None:
    """Do what the button does, now with a code. Who may press it is checked there, as with each press."""
    verb, turn.arguments = unpack(turn.entities[_PRESS])
    handler = BUTTONS.get(verb)
    if handler is None:
        raise UserError("This button is from an older version. Ask again for a fresh one.")
    await handler(turn)


def _to_go_on(turn: Turn) -> Understood:
    """Return the sentence that a code completes; what a button began belongs to the second factor's command."""
    if turn.query is not None:
        return Understood(Intent.SECOND_FACTOR, {_PRESS: turn.query.data or ""})
    return Understood(turn.understood.intent, {name: said for name, said in turn.entities.items() if name != "code"})
