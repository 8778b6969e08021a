"""The user's own settings: slippage, chain, and when and how they want to be told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from decimal import Decimal

from django.conf import settings as site
from django.utils import timezone
from telegram import InlineKeyboardButton

from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.choices import ask
from bots.language import Intent, Topic, Understood, Wants
from bots.registry import button_handler, command
from bots.turn import Turn
from tokens.resolver import resolve_chain
from trading.models import User
from trading.preferences import (
    ALERT_LEVELS,
    COST_METHODS,
    MONEY_LEVELS,
    set_alert_level,
    set_cost_basis,
    set_money_level,
    set_quiet_hours,
    set_quiet_money,
    set_time_zone,
    unset_quiet_hours,
)
from trading.quoting import user_slippage
from trading.users import default_chain, set_default_chain, set_slippage

_SLIPPAGE_PRESETS = ("0.5", "1", "2", "3")
_QUIET_PRESETS = [
    (f"{begin}–{end}", {"quiet_from": begin, "quiet_until": end})
    for begin, end in (("22:00", "07:00"), ("23:00", "08:00"))
]
_NO_QUIET = ("No quiet hours", {"quiet": "off"})
_ZONE_PRESETS = [
    (place.replace("_", " "), {"time_zone": f"{region}/{place}"})
    for region, place in (
        ("Europe", "London"),
        ("Europe", "Berlin"),
        ("America", "New_York"),
        ("America", "Los_Angeles"),
        ("Asia", "Singapore"),
        ("Asia", "Tokyo"),
    )
]


@command(
    "settings",
    intent=Intent.SETTINGS,
    topic=Topic.SETTINGS,
    summary="Your slippage, default chain, and when you are told",
    examples=(
        "/settings slippage 0.5",
        "/settings chain Base",
        "/settings quiet 22:00-07:00",
        "/settings timezone Europe/Berlin",
    ),
)
async def settings(turn: Turn) -> None:
    await _change(turn)


@button_handler("slippage")
async def press_slippage(turn: Turn) -> None:
    if turn.arguments[:1] and turn.arguments[0] in _SLIPPAGE_PRESETS:
        turn.understood.entities["slippage"] = turn.arguments[0]
    await _change(turn)


@button_handler("alert_level")
async def press_alert_level(turn: Turn) -> None:
    await _press(turn, "alert_level")


@button_handler("money_level")
async def press_money_level(turn: Turn) -> None:
    await _press(turn, "money_level")


@button_handler("quiet_money")
async def press_quiet_money(turn: Turn) -> None:
    await _press(turn, "quiet_money")


@button_handler("cost_basis")
async def press_cost_basis(turn: Turn) -> None:
    await _press(turn, "cost_basis")


@button_handler("quiet")
async def ask_for_quiet_hours(turn: Turn) -> None:
    turn.understood = Understood(Intent.SETTINGS)
    await ask(turn, "settings_quiet", options=[*_QUIET_PRESETS, _NO_QUIET], wants=Wants.QUIET_HOURS, user=turn.user)


@button_handler("zone")
async def ask_for_zone(turn: Turn) -> None:
    turn.understood = Understood(Intent.SETTINGS)
    await ask(turn, "settings_zone", options=_ZONE_PRESETS, wants=Wants.TIME_ZONE, user=turn.user)


async def _press(turn: Turn, name: str) -> None:
    turn.understood.entities[name] = turn.arguments[0] if turn.arguments else ""
    await _change(turn)


async def _change(turn: Turn) -> None:
    await in_thread(_store, turn.user, turn.entities)
    chain = await in_thread(default_chain, turn.user)
    await turn.show(
        "settings",
        user=turn.user,
        slippage=user_slippage(turn.user),
        ceiling=site.MAX_SLIPPAGE_PERCENT,
        chain=chain,
        now=timezone.now(),
        dry_run=site.DRY_RUN,
        keyboard=keyboard(*_buttons(turn.user)),
    )


def _buttons(user: User) -> list[list[InlineKeyboardButton]]:
    quiet, label = ("off", "🌙 Alerts only") if user.quiet_money else ("on", "🌙 Orders too")
    has_hours = user.quiet_from is not None
    return [
        [button(f"{percent} %", "slippage", percent) for percent in _SLIPPAGE_PRESETS],
        [button(f"🔔 {level}", "alert_level", level) for level in ALERT_LEVELS],
        [button(f"💰 {level}", "money_level", level) for level in MONEY_LEVELS],
        [button("🌙 Quiet hours", "quiet"), *([button(label, "quiet_money", quiet)] if has_hours else [])],
        [button("🕑 Time zone", "zone")],
        [button(f"🧾 {method.upper()}", "cost_basis", method) for method in COST_METHODS],
    ]


def _store(user: User, entities: dict[str, str]) -> None:
    """Store what a sentence or a button says; each entity has one setter, which refuses what makes no sense."""
    for name, store in _SETTERS.items():
        if name in entities:
            store(user, entities)


_SETTERS: dict[str, Callable[[User, dict[str, str]], None]] = {
    "slippage": lambda user, said: set_slippage(user, Decimal(said["slippage"])),
    "chain": lambda user, said: set_default_chain(user, resolve_chain(said["chain"])),
    "alert_level": lambda user, said: set_alert_level(user, said["alert_level"]),
    "money_level": lambda user, said: set_money_level(user, said["money_level"]),
    "quiet": lambda user, said: unset_quiet_hours(user),
    "quiet_from": lambda user, said: set_quiet_hours(
        user, time.fromisoformat(said["quiet_from"]), time.fromisoformat(said["quiet_until"])
    ),
    "quiet_money": lambda user, said: set_quiet_money(user, said["quiet_money"]),
    "cost_basis": lambda user, said: set_cost_basis(user, said["cost_basis"]),
    "time_zone": lambda user, said: set_time_zone(user, said["time_zone"]),
}
