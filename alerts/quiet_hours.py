"""When a message comes without a sound, or not at all."""

from __future__ import annotations

from datetime import datetime

from alerts.models import Notification
from trading.models import User
from trading.time_zones import zone_named

__all__ = ["is_muted", "is_silent"]

Importance = Notification.Importance


def is_muted(user: User, importance: int) -> bool:
    """Tell whether the user turned such messages off; news of money never is."""
    return importance != Importance.MONEY and _level(user, importance) == "off"


def is_silent(user: User, importance: int, *, now: datetime) -> bool:
    """Tell whether a message is to make no sound: by the user's choice, or because of the hour where they live."""
    is_heard_at_night = importance == Importance.MONEY and not user.quiet_money
    return _level(user, importance) == "silent" or (not is_heard_at_night and _is_quiet_hour(user, now))


def _level(user: User, importance: int) -> str:
    """Return how loud the user wants such messages; what they asked for in the chat is always heard."""
    levels = {
        Importance.ALERT: user.alert_level,
        Importance.MONEY: user.money_level,
        Importance.NEWS: user.news_level,
    }
    return levels.get(Importance(importance), "on")


def _is_quiet_hour(user: User, now: datetime) -> bool:
    begin, end = user.quiet_from, user.quiet_until
    if begin is None or end is None:
        return False
    clock = now.astimezone(zone_named(user.time_zone)).time()
    if begin <= end:
        return begin <= clock < end
    return clock >= begin or clock < end  # they span midnight
