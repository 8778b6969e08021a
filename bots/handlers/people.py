"""An operator's answer about somebody who waits."""

from __future__ import annotations

from bots import newcomers
from bots.bridge import in_thread
from bots.registry import button_handler
from bots.turn import Turn
from esther_site.lib.errors import UserError
from trading.users import approve_user, refuse_user


@button_handler("approve")
async def approve(turn: Turn) -> None:
    newcomer = await in_thread(approve_user, turn.user, _user_id(turn))
    await turn.show("decided", newcomer=newcomer, approved=True)
    await newcomers.welcome(turn.bot, newcomer)


@button_handler("refuse")
async def refuse(turn: Turn) -> None:
    newcomer = await in_thread(refuse_user, turn.user, _user_id(turn))
    await turn.show("decided", newcomer=newcomer, approved=False)


def _user_id(turn: Turn) -> int:
    if len(turn.arguments) != 1 or not turn.arguments[0].isdecimal():
        raise UserError("This button is from an older version.")
    return int(turn.arguments[0])
