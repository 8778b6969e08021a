"""Wishes to be told: a sentence or a few buttons make an alert, and buttons change it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from telegram import InlineKeyboardButton

from alerts.models import Alert
from alerts.services import (
    change_threshold,
    create_alert,
    delete_alert,
    list_alerts,
    pause_alert,
    resume_alert,
)
from bots.alert_cards import card_of, cards_of, current_usd, proposals
from bots.alert_wishes import token_of, wish_of
from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.choices import ask, choosing_tokens, token_entities
from bots.language import Intent, Understood
from bots.registry import button_handler, command
from bots.templatetags.money import price
from bots.turn import Turn
from esther_site.lib.errors import UserError
from tokens.models import Token
from trading.models import User

PAGE_SIZE = 10
_SUBJECTS = [(name, {"token": name}) for name in ("ETH", "BTC", "LINK")] + [("Portfolio", {"portfolio": "true"})]
_WAYS = [(way, {"direction": way.lower()}) for way in ("Above", "Below", "Crosses")]
_WINDOWS = [("15 min", "15"), ("1 h", "60"), ("4 h", "240"), ("24 h", "1440")]

Change = Callable[[User, str], Alert]


@command("addalert", intent=Intent.SET_ALERT, summary="Set an alert step by step")
@command(
    "alert",
    intent=Intent.SET_ALERT,
    summary="Be told when a price is reached",
    examples=("/alert BTC above 115000", "alert me when eth drops below 2k", "/alert eth 5% in 1h"),
)
@choosing_tokens
async def set_alert(turn: Turn) -> None:
    if not {"token", "portfolio"} & turn.entities.keys():
        await ask(turn, "alert_which_token", options=_SUBJECTS)
    elif "percent" in turn.entities and "window_minutes" not in turn.entities:
        windows = [(label, {"window_minutes": minutes}) for label, minutes in _WINDOWS]
        await ask(turn, "alert_which_window", options=windows, percent=Decimal(turn.entities["percent"]))
    elif {"percent", "price"} & turn.entities.keys():
        alert = await in_thread(_create, turn.user, turn.entities)
        await _show_card(turn, alert, is_new=True)
    else:
        await _ask_for_price(turn)


@button_handler("alert")
@choosing_tokens
async def start_from_price(turn: Turn) -> None:
    """Begin an alert about the token of a price card."""
    chain, token = turn.arguments if len(turn.arguments) == 2 else ("", "")
    turn.understood = Understood(Intent.SET_ALERT, {"token": token} | ({"chain": chain} if chain else {}))
    await _ask_for_price(turn)


@command("listalerts", intent=Intent.LIST_ALERTS, summary="The same as /alerts")
@command("alerts", intent=Intent.LIST_ALERTS, summary="Your alerts, with buttons")
async def show_alerts(turn: Turn) -> None:
    await _show_list(turn, page=0)


@button_handler("alerts")
async def turn_page(turn: Turn) -> None:
    await _show_list(turn, page=_page(turn.arguments[:1]))


@command(
    "changealert",
    intent=Intent.CHANGE_ALERT,
    summary="Move an alert to another price",
    examples=("/changealert k7m2p9x4qd 120k",),
)
async def change(turn: Turn) -> None:
    alert = await in_thread(_move, turn.user, turn.entities)
    await _show_card(turn, alert)


@command("pausealert", intent=Intent.PAUSE_ALERT, summary="Let an alert rest")
async def pause(turn: Turn) -> None:
    await _show_card(turn, await in_thread(pause_alert, turn.user, _handle(turn)))


@command("resumealert", intent=Intent.RESUME_ALERT, summary="Let a paused alert wait again")
async def resume(turn: Turn) -> None:
    await _show_card(turn, await in_thread(resume_alert, turn.user, _handle(turn)))


@command("deletealert", intent=Intent.DELETE_ALERT, summary="Delete an alert")
async def delete(turn: Turn) -> None:
    alert = await in_thread(delete_alert, turn.user, _handle(turn))
    await turn.show("alert_deleted", alert=alert)


@button_handler("alert_pause")
async def press_pause(turn: Turn) -> None:
    await _press(turn, pause_alert, done="Paused.")


@button_handler("alert_resume")
async def press_resume(turn: Turn) -> None:
    await _press(turn, resume_alert, done="Waiting again.")


@button_handler("alert_delete")
async def press_delete(turn: Turn) -> None:
    await _press(turn, delete_alert, done="Deleted.")


async def _press(turn: Turn, act: Change, *, done: str) -> None:
    """Change an alert, then show again what the button hung under: a page of the list, or the alert's card."""
    alert = await in_thread(act, turn.user, turn.arguments[0] if turn.arguments else "")
    if len(turn.arguments) > 1:
        await _show_list(turn, page=_page(turn.arguments[1:]))
    elif alert.state == Alert.State.DELETED:
        await turn.show("alert_deleted", alert=alert)
    else:
        await _show_card(turn, alert)
    await turn.toast(done)


async def _ask_for_price(turn: Turn) -> None:
    """Ask which way, then which price; the token is settled first, and stays that one."""
    token, usd = await in_thread(_subject, turn.user, turn.entities)
    turn.understood = Understood(Intent.SET_ALERT, turn.entities | (token_entities(token) if token else {}))
    direction = turn.entities.get("direction")
    if direction is None:
        await ask(turn, "alert_which_way", options=_WAYS, token=token, usd=usd)
        return
    offered = [
        (f"{percent:+d} % · {price(proposed)}", {"price": f"{proposed:f}"})
        for percent, proposed in proposals(usd, direction)
    ]
    await ask(turn, "alert_which_price", options=offered, token=token, usd=usd, direction=direction)


async def _show_card(turn: Turn, alert: Alert, *, is_new: bool = False) -> None:
    card = await in_thread(card_of, turn.user, alert)
    await turn.show("alert_set", card=card, alert=alert, is_new=is_new, keyboard=keyboard(_buttons(alert)))


async def _show_list(turn: Turn, *, page: int) -> None:
    alerts = await in_thread(list_alerts, turn.user)
    page = min(page, max(0, len(alerts) - 1) // PAGE_SIZE)
    start = page * PAGE_SIZE
    cards = await in_thread(cards_of, turn.user, alerts[start : start + PAGE_SIZE])
    rows = [_buttons(card.alert, page=page, number=number) for number, card in enumerate(cards, start=start + 1)]
    markup = keyboard(*rows, *_pager(page, total=len(alerts)))
    await turn.show("alert_list", cards=cards, start=start, total=len(alerts), keyboard=markup)


def _buttons(alert: Alert, *, page: int | None = None, number: int | None = None) -> list[InlineKeyboardButton]:
    """Make an alert's buttons; those of a list carry its page, to come back to it."""
    is_paused = alert.state == Alert.State.PAUSED
    label, verb = ("▶ Resume", "alert_resume") if is_paused else ("⏸ Pause", "alert_pause")
    back, suffix = ([], "") if page is None else ([page], f" {number}")
    return [
        button(label + suffix, verb, alert.handle, *back),
        button(f"✖ Delete{suffix}", "alert_delete", alert.handle, *back),
    ]


def _pager(page: int, *, total: int) -> list[list[InlineKeyboardButton]]:
    earlier = [button("◀ Back", "alerts", page - 1)] if page else []
    later = [button("Next ▶", "alerts", page + 1)] if (page + 1) * PAGE_SIZE < total else []
    return [earlier + later] if earlier or later else []


def _page(arguments: list[str]) -> int:
    """Return the page in a button; anything that is none is the first."""
    text = arguments[0] if arguments else ""
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _handle(turn: Turn) -> str:
    if "id" not in turn.entities:
        raise UserError("Say which alert by its id, such as “delete alert k7m2p9x4qd”. /alerts lists yours.")
    return turn.entities["id"]


def _create(user: User, entities: dict[str, str]) -> Alert:
    return create_alert(user, wish_of(user, entities))


def _move(user: User, entities: dict[str, str]) -> Alert:
    if "id" not in entities:
        raise UserError("Say which alert and its new price, such as “/changealert k7m2p9x4qd 120k”.")
    return change_threshold(user, entities["id"], Decimal(entities["price"]))


def _subject(user: User, entities: dict[str, str]) -> tuple[Token | None, Decimal | None]:
    token = token_of(user, entities)
    return token, current_usd(user, token)
