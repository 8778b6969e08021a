"""The user's own settings: how they trade, when and how they want to be told, and how profit is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from decimal import Decimal
from typing import Any, Final

from django.conf import settings as site
from django.utils import timezone

from bots import dialogs
from bots.bridge import in_thread
from bots.choices import ask
from bots.language import Intent, Topic, Understood
from bots.presets import buy_labels, sell_labels
from bots.registry import Handler, button_handler, command
from bots.settings_buttons import FRONT, PAGES, SLIPPAGE_PRESETS, back_button, page_keyboard
from bots.settings_questions import QUESTIONS
from bots.turn import Turn
from esther_site.lib.errors import UserError
from tokens.resolver import resolve_chain
from trading.currencies import default_symbol, set_default_currency
from trading.models import User
from trading.preferences import (
    set_alert_level,
    set_cost_basis,
    set_digest,
    set_money_level,
    set_news_level,
    set_quiet_hours,
    set_quiet_money,
    set_time_zone,
    unset_quiet_hours,
)
from trading.presets import set_buy_presets, set_sell_presets
from trading.quoting import user_slippage
from trading.users import default_chain, set_default_chain, set_slippage

_PRESSED: Final = ("alert_level", "money_level", "news_level", "digest", "quiet_money", "cost_basis")


@command(
    "settings",
    intent=Intent.SETTINGS,
    topic=Topic.SETTINGS,
    summary="How you trade, when you are told, and how profit is counted",
    examples=(
        "/settings slippage 0.5",
        "/settings chain Base",
        "/settings buy presets 20 50 250",
        "/settings digest daily",
        "/settings quiet 22:00-07:00",
        "/settings timezone Europe/Berlin",
    ),
)
async def settings(turn: Turn) -> None:
    if "asks" in turn.entities and turn.entities["asks"] in QUESTIONS:
        await _ask(turn, turn.entities["asks"])
    else:
        await _change(turn)


@button_handler("settings")
async def open_page(turn: Turn) -> None:
    """Turn to a page; a question that was open on another one is dropped."""
    await in_thread(dialogs.close_all, turn.user)
    await _show(turn, turn.arguments[0] if turn.arguments else FRONT)


@button_handler("slippage")
async def press_slippage(turn: Turn) -> None:
    if turn.arguments[:1] and turn.arguments[0] in SLIPPAGE_PRESETS:
        turn.understood.entities["slippage"] = turn.arguments[0]
    await _change(turn)


@button_handler("settings_ask")
async def press_question(turn: Turn) -> None:
    await _ask(turn, turn.arguments[0] if turn.arguments else "")


@button_handler("quiet")
async def ask_for_quiet_hours(turn: Turn) -> None:
    await _ask(turn, "quiet")


@button_handler("zone")
async def ask_for_zone(turn: Turn) -> None:
    await _ask(turn, "zone")


def _press(name: str) -> Handler:
    async def press(turn: Turn) -> None:
        turn.understood.entities[name] = turn.arguments[0] if turn.arguments else ""
        await _change(turn)

    return press


for _name in _PRESSED:
    button_handler(_name)(_press(_name))


async def _ask(turn: Turn, name: str) -> None:
    question = QUESTIONS.get(name)
    if question is None:
        raise UserError("This button is from an older version. Open /settings for fresh ones.")
    turn.understood = Understood(Intent.SETTINGS)
    options = await in_thread(question.options, turn.user)
    context = await in_thread(_shown, turn.user)
    await ask(
        turn,
        question.template,
        options=options,
        wants=question.wants,
        below=[back_button(question.page)],
        **context,
    )


async def _change(turn: Turn) -> None:
    """Store what was said, and show the page on which it stands."""
    await in_thread(_store, turn.user, turn.entities)
    changed = (page for name, (page, _) in _SETTERS.items() if name in turn.entities)
    await _show(turn, next(changed, turn.entities.get("page", FRONT)))


async def _show(turn: Turn, page: str) -> None:
    page = page if page in PAGES else FRONT
    template = "settings" if page == FRONT else f"settings_{page}"
    context = await in_thread(_shown, turn.user)
    await turn.show(template, keyboard=page_keyboard(page, turn.user), **context)


def _shown(user: User) -> dict[str, Any]:
    return {
        "user": user,
        "slippage": user_slippage(user),
        "ceiling": site.MAX_SLIPPAGE_PERCENT,
        "chain": default_chain(user),
        "currency": default_symbol(user),
        "buy_presets": buy_labels(user),
        "sell_presets": sell_labels(user),
        "now": timezone.now(),
        "dry_run": site.DRY_RUN,
    }


def _store(user: User, entities: dict[str, str]) -> None:
    """Store what a sentence or a button says; each entity has one setter, which refuses what makes no sense."""
    for name, (_, store) in _SETTERS.items():
        if name in entities:
            store(user, entities)


def _numbers(text: str) -> list[Decimal]:
    return [] if text == "default" else [Decimal(each) for each in text.split()]


# Each with the page on which it is shown.
_SETTERS: Final[dict[str, tuple[str, Callable[[User, dict[str, str]], None]]]] = {
    "slippage": ("trading", lambda user, said: set_slippage(user, Decimal(said["slippage"]))),
    "chain": ("trading", lambda user, said: set_default_chain(user, resolve_chain(said["chain"]))),
    "currency": ("trading", lambda user, said: set_default_currency(user, said["currency"])),
    "buy_presets": ("trading", lambda user, said: set_buy_presets(user, _numbers(said["buy_presets"]))),
    "sell_presets": ("trading", lambda user, said: set_sell_presets(user, _numbers(said["sell_presets"]))),
    "alert_level": ("messages", lambda user, said: set_alert_level(user, said["alert_level"])),
    "money_level": ("messages", lambda user, said: set_money_level(user, said["money_level"])),
    "news_level": ("messages", lambda user, said: set_news_level(user, said["news_level"])),
    "digest": ("messages", lambda user, said: set_digest(user, said["digest"])),
    "quiet": ("time", lambda user, said: unset_quiet_hours(user)),
    "quiet_from": (
        "time",
        lambda user, said: set_quiet_hours(
            user, time.fromisoformat(said["quiet_from"]), time.fromisoformat(said["quiet_until"])
        ),
    ),
    "quiet_money": ("time", lambda user, said: set_quiet_money(user, said["quiet_money"])),
    "time_zone": ("time", lambda user, said: set_time_zone(user, said["time_zone"])),
    "cost_basis": ("bookkeeping", lambda user, said: set_cost_basis(user, said["cost_basis"])),
}
