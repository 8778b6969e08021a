"""What contracts may still take of a user's wallets, and taking it back after a question."""

from __future__ import annotations

import re
from typing import Final

from django.conf import settings as site
from django.utils import timezone

from bots import dialogs
from bots.allowance_cards import back_button, lines_of, list_buttons, spender_on
from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.choices import ask
from bots.explaining import noted
from bots.language import Intent, Topic, Understood
from bots.registry import button_handler, command
from bots.turn import Turn
from bots.why_buttons import why_button
from esther_site.lib.errors import EstherError, UserError
from trading.allowances import allowances_of
from trading.allowances_taken_back import propose, take_back
from trading.live import stirred

_SPENDER: Final = re.compile(r"[0-9a-f]{40}")
_OPTIONS: Final = [("✅ Confirm", {"sure": "yes"}), ("◀ Back", {"sure": "no"})]


@command(
    "allowances",
    intent=Intent.SHOW_ALLOWANCES,
    topic=Topic.LIVE,
    summary="What contracts may still take of your wallets, and take it back",
)
async def allowances(turn: Turn) -> None:
    """Show the list; behind its buttons the question about one allowance, and what the answer to that is."""
    if "spender" not in turn.entities or turn.entities.get("sure") == "no":
        await _show_list(turn)
    elif turn.entities.get("sure") == "yes":
        await _sign(turn)
    else:
        await _ask_whether(turn)


@button_handler("allowances")
async def press_list(turn: Turn) -> None:
    newer = turn.arguments[0] if turn.arguments else ""
    await _show_list(turn, newer=int(newer) if newer.isdecimal() and len(newer) < 6 else 0)


@button_handler("allowance")
async def press_take_back(turn: Turn) -> None:
    handle, spender = turn.arguments if len(turn.arguments) == 2 else ("", "")
    if not _SPENDER.fullmatch(spender):
        raise UserError("This button is from an older version. Look at /allowances for a fresh one.")
    turn.understood = _about(handle, f"0x{spender}")
    await _ask_whether(turn)


async def _show_list(turn: Turn, *, newer: int = 0) -> None:
    async with turn.progress("Asking the chains"):
        look = await in_thread(allowances_of, turn.user, timezone.now(), newer=newer)
    lines = lines_of(look)
    more = len(look.standing) - len(lines)
    await turn.show("allowances", look=look, lines=lines, more=more, keyboard=list_buttons(look, lines))


async def _ask_whether(turn: Turn) -> None:
    """Show what would be signed. The answer counts once, for this user, and for five minutes."""
    proposal = await in_thread(propose, turn.user, turn.entities["swap"], turn.entities["spender"])
    spender = spender_on(proposal.swap.chain, proposal.standing.spender)
    minutes = dialogs.TTL.seconds // 60
    await ask(
        turn,
        "allowance_take_back",
        options=_OPTIONS,
        proposal=proposal,
        spender=spender,
        most_gas=site.MAX_GAS_USD,
        minutes=minutes,
    )


async def _sign(turn: Turn) -> None:
    handle, spender = turn.entities["swap"], turn.entities["spender"]
    turn.understood = _about(handle, spender)  # whatever is said again from here on asks first
    try:
        swap, standing = await in_thread(take_back, turn.user, handle, spender)
    except EstherError as error:
        failure, _ = await noted(error, turn)
        again = button("🔁 Look at it again", "allowance", handle, spender.removeprefix("0x"))
        buttons = keyboard([again], [back_button()])
        await turn.show("allowance_not_signed", message=error.message, failure=failure, keyboard=buttons)
        return
    stirred.set()
    buttons = keyboard([why_button("swap", handle), back_button()])
    shown = spender_on(swap.chain, standing.spender)
    await turn.show("allowance_signed", swap=swap, standing=standing, spender=shown, keyboard=buttons)


def _about(handle: str, spender: str) -> Understood:
    return Understood(Intent.SHOW_ALLOWANCES, {"swap": handle, "spender": spender})
