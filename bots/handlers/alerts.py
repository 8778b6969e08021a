"""Wishes to be told: a sentence makes an alert, and what it lacks is asked for step by step."""

from __future__ import annotations

from decimal import Decimal

from alerts.models import Alert
from alerts.services import create_alert
from bots.alert_cards import current_usd, proposals
from bots.alert_views import page_in, show_card, show_list
from bots.alert_wishes import token_of, wish_of
from bots.bridge import in_thread
from bots.choices import ask, choosing_tokens, token_entities
from bots.language import Intent, Topic, Understood, Wants
from bots.likely_tokens import likely_options
from bots.registry import button_handler, command
from bots.templatetags.money import price, signed
from bots.token_buttons import begun
from bots.turn import Turn
from tokens.models import Token
from trading.models import User

_PORTFOLIO = ("Portfolio", {"portfolio": "true"})
_WAYS = [(way, {"direction": way.lower()}) for way in ("Above", "Below", "Crosses")]
_WINDOWS = [("15 min", "15"), ("1 h", "60"), ("4 h", "240"), ("24 h", "1440")]


@command("addalert", intent=Intent.SET_ALERT, topic=Topic.ALERTS, summary="Set an alert step by step")
@command(
    "alert",
    intent=Intent.SET_ALERT,
    topic=Topic.ALERTS,
    summary="Be told when a price is reached",
    examples=("/alert BTC above 115000", "alert me when eth drops below 2k", "/alert eth 5% in 1h"),
)
@choosing_tokens
async def set_alert(turn: Turn) -> None:
    if not {"token", "portfolio"} & turn.entities.keys():
        options = await in_thread(likely_options, turn.user)
        await ask(turn, "alert_which_token", options=[*options, _PORTFOLIO], wants=Wants.SUBJECT)
    elif "percent" in turn.entities and "window_minutes" not in turn.entities:
        windows = [(label, {"window_minutes": minutes}) for label, minutes in _WINDOWS]
        percent = Decimal(turn.entities["percent"])
        await ask(turn, "alert_which_window", options=windows, wants=Wants.WINDOW, percent=percent)
    elif {"percent", "price"} & turn.entities.keys():
        alert = await in_thread(_create, turn.user, turn.entities)
        await show_card(turn, alert, is_new=True)
    else:
        await _ask_for_price(turn)


@button_handler("alert")
@choosing_tokens
async def start_from_price(turn: Turn) -> None:
    """Begin an alert about the token of a price card."""
    turn.understood = begun(turn, Intent.SET_ALERT)
    await _ask_for_price(turn)


@command("listalerts", intent=Intent.LIST_ALERTS, topic=Topic.ALERTS, summary="The same as /alerts")
@command("alerts", intent=Intent.LIST_ALERTS, topic=Topic.ALERTS, summary="Your alerts, with buttons")
async def show_alerts(turn: Turn) -> None:
    await show_list(turn, page=0)


@button_handler("alerts")
async def turn_page(turn: Turn) -> None:
    await show_list(turn, page=page_in(turn.arguments[:1]))


async def _ask_for_price(turn: Turn) -> None:
    """Ask which way, then which price; the token is settled first, and stays that one."""
    token, usd = await in_thread(_subject, turn.user, turn.entities)
    turn.understood = Understood(Intent.SET_ALERT, turn.entities | (token_entities(token) if token else {}))
    direction = turn.entities.get("direction")
    if direction is None:
        await ask(turn, "alert_which_way", options=_WAYS, wants=Wants.DIRECTION, token=token, usd=usd)
        return
    offered = [
        (f"{signed(percent)} % · {price(proposed)}", {"price": f"{proposed:f}"})
        for percent, proposed in proposals(usd, direction)
    ]
    question = "alert_which_price"
    await ask(turn, question, options=offered, wants=Wants.PRICE, token=token, usd=usd, direction=direction)


def _create(user: User, entities: dict[str, str]) -> Alert:
    return create_alert(user, wish_of(user, entities))


def _subject(user: User, entities: dict[str, str]) -> tuple[Token | None, Decimal | None]:
    token = token_of(user, entities)
    return token, current_usd(user, token)
