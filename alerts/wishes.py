"""What somebody asks to be told about, and whether that makes sense; nothing is looked up or stored here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone

from alerts.models import Alert
from esther_site.lib.errors import UserError
from esther_site.lib.fields import UsdField
from tokens.models import Token
from tokens.spoken import clean

__all__ = ["MAX_WINDOW_MINUTES", "AlertWish", "checked", "checked_cooldown", "checked_note", "checked_threshold"]

MAX_WINDOW_MINUTES: Final = 7 * 24 * 60
MAX_NOTE_LENGTH: Final = 120
_MAX_THRESHOLD: Final = 10**12
_PERCENTS: Final = (Decimal("0.1"), Decimal(1000))
_COOLDOWN_SECONDS: Final = (60, 30 * 24 * 3600)

Direction, Kind = Alert.Direction, Alert.Kind


@dataclass(frozen=True, kw_only=True)
class AlertWish:
    """An alert as a user asks for it. A price or portfolio alert has a `threshold` in USD, a move the two others."""

    kind: Alert.Kind
    token: Token | None = None
    direction: Alert.Direction | None = None  # None: of an alert that `crosses`, or of a move either way
    threshold: Decimal | None = None
    percent: Decimal | None = None
    window_minutes: int | None = None
    crosses: bool = False
    repeats: bool = False
    cooldown_seconds: int = 3600
    expires_at: datetime | None = None
    note: str = ""


def checked(wish: AlertWish) -> AlertWish:
    """Return the wish with its texts and numbers as they are stored. Raises UserError when it makes no sense."""
    if wish.kind != Kind.PORTFOLIO and wish.token is None:
        raise UserError("Name the token to watch, such as “alert me when ETH is above 5000”.")
    wish = _checked_move(wish) if wish.kind == Kind.MOVE else _checked_level(wish)
    checked_cooldown(wish.cooldown_seconds)
    if wish.expires_at and wish.expires_at <= timezone.now():
        raise UserError("That end is already past. Name a time in the future.")
    return replace(wish, note=checked_note(wish.note))


def checked_threshold(usd: Decimal | None) -> Decimal:
    """Return a threshold as it is stored. Raises UserError when it is none."""
    if usd is None or not usd.is_finite() or not 0 < usd < _MAX_THRESHOLD:
        raise UserError("Name an amount in dollars above zero and below a million million.")
    threshold = round(usd, UsdField.decimal_places)
    if not threshold:
        raise UserError("That is too small to be told from zero. Name a larger amount.")
    return threshold


def checked_cooldown(seconds: int) -> int:
    """Return how long a repeating alert is quiet after it fired. Raises UserError when that is too short or long."""
    least, most = _COOLDOWN_SECONDS
    if not least <= seconds <= most:
        raise UserError("The pause between two messages is from one minute to 30 days. Name another one.")
    return seconds


def checked_note(note: str) -> str:
    """Return a note as it is stored. Raises UserError when it is too long."""
    words = clean(note)
    if len(words) > MAX_NOTE_LENGTH:
        raise UserError(f"A note has {MAX_NOTE_LENGTH} characters at most. Write a shorter one.")
    return words


def _checked_level(wish: AlertWish) -> AlertWish:
    if not wish.crosses and wish.direction not in (Direction.ABOVE, Direction.BELOW):
        raise UserError("Say whether to watch for above or below, such as “ETH above 5000”.")
    token = None if wish.kind == Kind.PORTFOLIO else wish.token
    threshold = checked_threshold(wish.threshold)
    return replace(wish, token=token, threshold=threshold, percent=None, window_minutes=None)


def _checked_move(wish: AlertWish) -> AlertWish:
    least, most = _PERCENTS
    if wish.crosses:
        raise UserError("A move in percent cannot cross anything. Say “up”, “down” or neither.")
    if wish.percent is None or not wish.percent.is_finite() or not least <= wish.percent <= most:
        raise UserError("A move is from 0.1 to 1000 %. Name another percentage.")
    if wish.percent != round(wish.percent, 2):
        raise UserError("A move may have two decimals at most, such as 2.25 %. Name a rounder one.")
    if wish.window_minutes is None or not 1 <= wish.window_minutes <= MAX_WINDOW_MINUTES:
        raise UserError("A move happens within one minute to seven days. Name another time.")
    return replace(wish, direction=wish.direction or Direction.EITHER, threshold=None)
