"""When a message comes without a sound, or not at all."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alerts.models import Notification
from trading.models import User

__all__ = ["is_muted", "is_silent"]


def is_muted(user: User, importance: int) -> bool:
    """Tell whether the user turned such messages off."""
    return importance == Notification.Importance.ALERT and user.alert_level == "off"


def is_silent(user: User, importance: int, *, now: datetime) -> bool:
    """Tell whether a message is to make no sound: by the user's choice, or because of the hour where they live."""
    is_hushed = importance == Notification.Importance.ALERT and user.alert_level == "silent"
    return is_hushed or _is_quiet_hour(user, now)


def _is_quiet_hour(user: User, now: datetime) -> bool:
    begin, end = user.quiet_from, user.quiet_until
    if begin is None or end is None:
        return False
    clock = now.astimezone(_zone(user)).time()
    if begin <= end:
        return begin <= clock < end
    return clock >= begin or clock < end  # they span midnight


def _zone(user: User) -> ZoneInfo:
    try:
        return ZoneInfo(user.time_zone)
    except (ZoneInfoNotFoundError, ValueError):  # ValueError: a key that is no path
        return ZoneInfo("UTC")
