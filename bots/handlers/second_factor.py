"""The authenticator app: its secret, and what it is asked for. A button's second step goes on from here, too."""

from __future__ import annotations

from decimal import Decimal

from bots import dialogs, outbound
from bots.bridge import in_thread
from bots.fleeting import send_fleeting_photo
from bots.language import Intent, Topic, Understood, Wants
from bots.messages import render
from bots.registry import command
from bots.second_step import asking_for_code, code_in, go_on_with_press, is_press
from bots.turn import Turn
from trading.two_factor import ENROLLING, asks_above, confirm, enrol, is_enrolled, set_asks_above, turn_off

_PICTURE = "picture"  # the message with the secret; no sentence has such a part


@command(
    "2fa",
    intent=Intent.SECOND_FACTOR,
    topic=Topic.LIVE,
    summary="Codes of an authenticator app",
    examples=("/2fa above 500", "/2fa off"),
    moves_money=True,
)
@asking_for_code
async def second_factor(turn: Turn) -> None:
    if is_press(turn):
        await go_on_with_press(turn)
    elif "off" in turn.entities:
        await in_thread(turn_off, turn.user, code=code_in(turn))
        await turn.say("second_factor_off")
    elif "above" in turn.entities:
        await in_thread(set_asks_above, turn.user, Decimal(turn.entities["above"]), code=code_in(turn))
        await _show(turn)
    elif code_in(turn):
        await _confirm(turn)
    elif await in_thread(is_enrolled, turn.user):
        await _show(turn)
    else:
        await _enrol(turn)


async def _show(turn: Turn, *, is_new: bool = False, picture_stays: bool = False) -> None:
    above = await in_thread(asks_above, turn.user)
    await turn.say("second_factor", above=above, is_new=is_new, picture_stays=picture_stays)


async def _enrol(turn: Turn) -> None:
    enrolment = await in_thread(enrol, turn.user)
    caption = render("second_factor_secret", {"secret": enrolment.secret, "minutes": ENROLLING.seconds // 60})
    picture = await send_fleeting_photo(turn.bot, turn.chat_id, enrolment.png, caption, lasts=ENROLLING)
    question = Understood(Intent.SECOND_FACTOR, {_PICTURE: str(picture)})
    await in_thread(dialogs.open_dialog, turn.user, question, [], wants=Wants.CODE)


async def _confirm(turn: Turn) -> None:
    await in_thread(confirm, turn.user, code_in(turn))
    picture = turn.entities.get(_PICTURE)
    is_gone = picture is not None and await outbound.delete(turn.bot, turn.chat_id, int(picture))
    await _show(turn, is_new=True, picture_stays=not is_gone)
