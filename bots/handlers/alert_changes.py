"""What becomes of an alert that is set: pause it, change it, let it repeat, or delete it, by word or by button."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from alerts.models import Alert
from alerts.services import (
    change_threshold,
    delete_alert,
    pause_alert,
    resume_alert,
    set_cooldown,
    set_note,
    set_repeating,
)
from bots.alert_views import COOLDOWNS, page_in, show_card, show_list
from bots.bridge import in_thread
from bots.language import Intent, Topic
from bots.numbered import numbering_alerts
from bots.order_meant import alerts_meant
from bots.registry import button_handler, command
from bots.turn import Turn
from esther_site.lib.errors import UserError
from trading.models import User

Change = Callable[[User, str], Alert]


@command(
    "changealert",
    intent=Intent.CHANGE_ALERT,
    topic=Topic.ALERTS,
    summary="Move an alert to another price",
    examples=("/changealert 2 120k",),
)
@numbering_alerts
async def change(turn: Turn) -> None:
    handle, price = _said(turn, "price", "Say which alert and its new price, such as “/changealert 2 120k”.")
    await show_card(turn, await in_thread(change_threshold, turn.user, handle, Decimal(price)))


@command(
    "repeatalert",
    intent=Intent.REPEAT_ALERT,
    topic=Topic.ALERTS,
    summary="Let an alert repeat, or tell you only once",
    examples=("/repeatalert 2", "/repeatalert 2 off"),
)
@numbering_alerts
async def repeat(turn: Turn) -> None:
    handle, repeats = _said(turn, "repeats", "Say which alert by its number or id, such as “/repeatalert 2”.")
    await show_card(turn, await in_thread(set_repeating, turn.user, handle, repeats=repeats == "true"))


@command(
    "cooldown",
    intent=Intent.COOL_ALERT,
    topic=Topic.ALERTS,
    summary="How often a repeating alert may tell you",
    examples=("/cooldown 2 30m",),
)
@numbering_alerts
async def cool(turn: Turn) -> None:
    handle, minutes = _said(turn, "cooldown", "Say which alert and how long, such as “/cooldown 2 30m”.")
    await show_card(turn, await in_thread(set_cooldown, turn.user, handle, minutes=int(minutes)))


@command(
    "notealert",
    intent=Intent.NOTE_ALERT,
    topic=Topic.ALERTS,
    summary="Write another note on an alert",
    examples=("/notealert 2 sell half", "/notealert 2 none"),
)
@numbering_alerts
async def note(turn: Turn) -> None:
    handle, words = _said(turn, "note", "Say which alert and the note, such as “/notealert 2 sell half”.")
    await show_card(turn, await in_thread(set_note, turn.user, handle, words))


@command("pausealert", intent=Intent.PAUSE_ALERT, topic=Topic.ALERTS, summary="Let an alert rest")
@numbering_alerts
async def pause(turn: Turn) -> None:
    await show_card(turn, await in_thread(pause_alert, turn.user, _handle(turn)))


@command("resumealert", intent=Intent.RESUME_ALERT, topic=Topic.ALERTS, summary="Let a paused alert wait again")
@numbering_alerts
async def resume(turn: Turn) -> None:
    await show_card(turn, await in_thread(resume_alert, turn.user, _handle(turn)))


@command("deletealert", intent=Intent.DELETE_ALERT, topic=Topic.ALERTS, summary="Delete an alert")
@numbering_alerts
async def delete(turn: Turn) -> None:
    if "token" in turn.entities:
        await _delete_meant(turn)
        return
    alert = await in_thread(delete_alert, turn.user, _handle(turn))
    await turn.show("alert_deleted", alert=alert)


async def _delete_meant(turn: Turn) -> None:
    """Delete the one alert about a token; of several the user chooses in the list."""
    meant = await in_thread(alerts_meant, turn.user, turn.entities)
    if len(meant) == 1:
        alert = await in_thread(delete_alert, turn.user, meant[0].handle)
        await turn.show("alert_deleted", alert=alert)
    elif meant:
        await show_list(turn, page=0)
    else:
        raise UserError("You have no alert about that token. Look at /alerts for those you have.")


@button_handler("alert_pause")
async def press_pause(turn: Turn) -> None:
    await _press(turn, pause_alert, done="Paused.")


@button_handler("alert_resume")
async def press_resume(turn: Turn) -> None:
    await _press(turn, resume_alert, done="Waiting again.")


@button_handler("alert_delete")
async def press_delete(turn: Turn) -> None:
    await _press(turn, delete_alert, done="Deleted.")


@button_handler("alert_repeat")
async def press_repeat(turn: Turn) -> None:
    await _press(turn, partial(set_repeating, repeats=True), done="Tells you every time.")


@button_handler("alert_once")
async def press_once(turn: Turn) -> None:
    await _press(turn, partial(set_repeating, repeats=False), done="Tells you once more.")


@button_handler("alert_cooldown")
async def press_cooldown(turn: Turn) -> None:
    handle, minutes = turn.arguments if len(turn.arguments) == 2 else ("", "")
    if minutes not in COOLDOWNS:
        raise UserError("This button is from an older version. Look at /alerts for a fresh one.")
    await show_card(turn, await in_thread(set_cooldown, turn.user, handle, minutes=int(minutes)))
    await turn.toast(f"At most once in {COOLDOWNS[minutes]}.")


async def _press(turn: Turn, act: Change, *, done: str) -> None:
    """Change an alert, then show again what the button hung under: a page of the list, or the alert's card."""
    alert = await in_thread(act, turn.user, turn.arguments[0] if turn.arguments else "")
    if len(turn.arguments) > 1:
        await show_list(turn, page=page_in(turn.arguments[1:]))
    elif alert.state == Alert.State.DELETED:
        await turn.show("alert_deleted", alert=alert)
    else:
        await show_card(turn, alert)
    await turn.toast(done)


def _handle(turn: Turn) -> str:
    if "id" not in turn.entities:
        raise UserError("Say which alert by its number or id, such as “delete alert 2”. /alerts lists yours.")
    return turn.entities["id"]


def _said(turn: Turn, name: str, usage: str) -> tuple[str, str]:
    """Return the alert's id and what is said about it; raise the usage where nothing is."""
    if "id" not in turn.entities:
        raise UserError(usage)
    return turn.entities["id"], turn.entities[name]
