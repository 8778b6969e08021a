"""An alert's card and the list of alerts, with the buttons under them. Nothing is changed here."""

from __future__ import annotations

from typing import Final

from telegram import InlineKeyboardButton

from alerts.models import Alert
from alerts.services import list_alerts
from bots.alert_cards import card_of, cards_of
from bots.bridge import in_thread
from bots.callbacks import button, keyboard
from bots.turn import Turn

__all__ = ["COOLDOWNS", "page_in", "show_card", "show_list"]

PAGE_SIZE: Final = 10
COOLDOWNS: Final = {"15": "15 min", "60": "1 h", "240": "4 h", "1440": "24 h"}  # by minutes


async def show_card(turn: Turn, alert: Alert, *, is_new: bool = False) -> None:
    """Show one alert beside the price of now."""
    card = await in_thread(card_of, turn.user, alert)
    markup = keyboard([_pause(alert), _delete(alert)], [_repeat(alert)], _cooldowns(alert))
    await turn.show("alert_set", card=card, alert=alert, is_new=is_new, keyboard=markup)


async def show_list(turn: Turn, *, page: int) -> None:
    """Show a page of the user's alerts, or the last one where there are not so many."""
    alerts = await in_thread(list_alerts, turn.user)
    page = min(page, max(0, len(alerts) - 1) // PAGE_SIZE)
    start = page * PAGE_SIZE
    cards = await in_thread(cards_of, turn.user, alerts[start : start + PAGE_SIZE])
    rows = [_row(card.alert, page=page, number=number) for number, card in enumerate(cards, start=start + 1)]
    markup = keyboard(*rows, *_pager(page, total=len(alerts)))
    await turn.show("alert_list", cards=cards, start=start, total=len(alerts), keyboard=markup)


def page_in(arguments: list[str]) -> int:
    """Return the page in a button; anything that is none is the first."""
    text = arguments[0] if arguments else ""
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _row(alert: Alert, *, page: int, number: int) -> list[InlineKeyboardButton]:
    """Make the buttons of an alert in the list; they carry its page, to come back to it."""
    return [make(alert, f" {number}", page) for make in (_pause, _delete, _repeat_briefly)]


def _pause(alert: Alert, suffix: str = "", *back: int) -> InlineKeyboardButton:
    is_paused = alert.state == Alert.State.PAUSED
    label, verb = ("▶ Resume", "alert_resume") if is_paused else ("⏸ Pause", "alert_pause")
    return button(label + suffix, verb, alert.handle, *back)


def _delete(alert: Alert, suffix: str = "", *back: int) -> InlineKeyboardButton:
    return button(f"✖ Delete{suffix}", "alert_delete", alert.handle, *back)


def _repeat(alert: Alert) -> InlineKeyboardButton:
    label, verb = ("☝ Only once", "alert_once") if alert.repeats else ("🔁 Make repeating", "alert_repeat")
    return button(label, verb, alert.handle)


def _repeat_briefly(alert: Alert, suffix: str, page: int) -> InlineKeyboardButton:
    label, verb = ("☝ Once", "alert_once") if alert.repeats else ("🔁 Repeat", "alert_repeat")
    return button(label + suffix, verb, alert.handle, page)


def _cooldowns(alert: Alert) -> list[InlineKeyboardButton]:
    """Offer how often a repeating alert may be told at most."""
    if not alert.repeats:
        return []
    return [button(label, "alert_cooldown", alert.handle, minutes) for minutes, label in COOLDOWNS.items()]


def _pager(page: int, *, total: int) -> list[list[InlineKeyboardButton]]:
    earlier = [button("◀ Back", "alerts", page - 1)] if page else []
    later = [button("Next ▶", "alerts", page + 1)] if (page + 1) * PAGE_SIZE < total else []
    return [earlier + later]
