"""When a name means several tokens, the user chooses; when a sentence lacks an amount, the user is asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import wraps
from typing import Final

from telegram import InlineKeyboardButton

from bots import dialogs
from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.language import Wants
from bots.registry import Handler, button_handler, for_intent
from bots.templatetags.money import symbol
from bots.turn import Turn
from esther_site.lib.errors import UserError
from tokens.models import Token
from tokens.resolver import AmbiguousToken

__all__ = ["ask", "choosing_tokens", "token_entities", "token_label"]

# So many beside each other, where none is longer than that: a phone cuts the rest.
_WIDTHS: Final = ((4, 5), (3, 8), (2, 12))


def choosing_tokens(handler: Handler) -> Handler:
    """Let the user choose from buttons where a handler meets an ambiguous name."""

    @wraps(handler)
    async def with_choice(turn: Turn) -> None:
        try:
            await handler(turn)
        except AmbiguousToken as doubt:
            part = Wants.CURRENCY if turn.entities.get("currency") == doubt.text else Wants.TOKEN
            await ask(
                turn,
                "which_token",
                options=[(token_label(token), _meaning(part, token)) for token in doubt.candidates],
                wants=part,
                name=doubt.text,
            )

    return with_choice


async def ask(
    turn: Turn,
    template: str,
    *,
    options: list[tuple[str, dict[str, str]]],
    wants: str = "",
    below: Sequence[InlineKeyboardButton] = (),
    **context: object,
) -> None:
    """Ask for what is missing; each option is a button's label and the entities it adds to the sentence.

    With `wants` (`bots.language.Wants`) the answer may be typed, too. `below` is a row of buttons that answer nothing.
    """
    meanings = [meaning for _, meaning in options]
    dialog = await in_thread(dialogs.open_dialog, turn.user, turn.understood, meanings, wants=wants)
    buttons = [button(label, "answer", dialog.handle, number) for number, (label, _) in enumerate(options)]
    await turn.show(template, keyboard=keyboard(*_rows(buttons), list(below)), **context)


@button_handler("answer")
async def answer(turn: Turn) -> None:
    handle, choice = turn.arguments if len(turn.arguments) == 2 else ("", "")
    turn.understood = await in_thread(dialogs.answer, turn.user, handle, choice)
    command = for_intent(turn.understood.intent)
    if command is None:
        raise UserError("This question is from an older version. Please ask again.")
    await command.handler(turn)


def token_label(token: Token) -> str:
    """Return a button's text that tells a token from others of the same name."""
    mark = "✓ " if token.verified else "? "
    return f"{mark}{symbol(token)[:16]} · {token.chain.name} · {token.short_address}"


def token_entities(token: Token) -> dict[str, str]:
    """Return the entities that mean this very token, so that a later answer cannot mean another."""
    return {"token": token.address, "chain": str(token.chain_id)}


def _meaning(part: Wants, token: Token) -> dict[str, str]:
    return {"currency": token.address} if part == Wants.CURRENCY else token_entities(token)


def _rows(buttons: list[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Short buttons side by side, long ones below each other."""
    longest = max((len(button.text) for button in buttons), default=0)
    width = next((width for width, most in _WIDTHS if longest <= most and len(buttons) >= width), 1)
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]
