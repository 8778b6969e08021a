"""What a user may do with their alerts: make, list, change, pause, resume and delete. Nothing is evaluated here."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone

from alerts.alert_trail import note_alert, note_created
from alerts.models import Alert
from alerts.wishes import AlertWish, checked, checked_cooldown, checked_note, checked_threshold
from esther_site.lib.errors import EstherError, UserError
from esther_site.lib.once import act_once
from portfolio.valuation import value_wallet
from tokens.market import price_of
from tokens.models import Token
from trading.audit import AuditKind
from trading.models import User

__all__ = [
    "AlertWish",
    "change_threshold",
    "create_alert",
    "delete_alert",
    "list_alerts",
    "measure",
    "pause_alert",
    "resume_alert",
    "set_cooldown",
    "set_note",
    "set_repeating",
]

Direction, Kind, State = Alert.Direction, Alert.Kind, Alert.State

OPEN = (State.ACTIVE, State.PAUSED)


def create_alert(user: User, wish: AlertWish) -> Alert:
    """Keep a wish as an alert; its `already_reached` says that the next pass will fire it.

    Raises UserError when the wish makes no sense or the user has too many alerts, TemporaryError when an alert that
    crosses needs a price and there is none.
    """
    wish = checked(wish)
    current = _current(user, wish)
    with transaction.atomic():
        act_once(see="/alerts")
        _make_room(user)
        alert = Alert.objects.create(
            user=user,
            kind=wish.kind,
            token=wish.token,
            direction=_direction(wish, current),
            threshold=wish.threshold,
            percent=wish.percent,
            window_minutes=wish.window_minutes,
            crosses=wish.crosses,
            repeats=wish.repeats,
            cooldown_seconds=wish.cooldown_seconds,
            expires_at=wish.expires_at,
            note=wish.note,
        )
        note_created(alert)
    alert.already_reached = _is_reached(alert, current)
    return alert


def list_alerts(user: User) -> list[Alert]:
    """Return the user's alerts that wait or are paused, oldest first."""
    return list(Alert.objects.filter(user=user, state__in=OPEN).select_related("token__chain").order_by("pk"))


def pause_alert(user: User, handle: str) -> Alert:
    """Let an alert rest. Raises UserError when it is not the user's or does not wait."""
    return _move(user, handle, AuditKind.ALERT_PAUSED, before=(State.ACTIVE,), state=State.PAUSED)


def resume_alert(user: User, handle: str) -> Alert:
    """Let a paused alert wait again. Raises UserError when it is not the user's or not paused."""
    cools_down = Case(When(not_before__gt=timezone.now(), then=F("not_before")), default=timezone.now())
    changes = {"state": State.ACTIVE, "failures": 0, "not_before": cools_down}
    return _move(user, handle, AuditKind.ALERT_CHANGED, before=(State.PAUSED,), **changes)


def delete_alert(user: User, handle: str) -> Alert:
    """Take an alert back for good. Raises UserError when it is not the user's or already over."""
    return _move(user, handle, AuditKind.ALERT_DELETED, before=OPEN, state=State.DELETED)


def change_threshold(user: User, handle: str, usd: Decimal) -> Alert:
    """Let an alert wait for another price or value, armed at once. Raises UserError as `delete_alert` does."""
    alert = _own(user, handle)
    if alert.kind == Kind.MOVE:
        raise UserError("This alert waits for a move in percent and has no price to change. Set a new one instead.")
    threshold = checked_threshold(usd)
    # `not_before`: what the price did before it waited for this one is no matter of the alert.
    changes: dict[str, Any] = {"threshold": threshold, "is_armed": True, "not_before": timezone.now()}
    if alert.crosses:
        changes["direction"] = _side(threshold, measure(user, alert.token))
    return _move(user, handle, AuditKind.ALERT_CHANGED, before=OPEN, **changes)


def set_repeating(user: User, handle: str, *, repeats: bool) -> Alert:
    """Let an alert fire again and again, or only once more. Raises UserError as `delete_alert` does."""
    return _move(user, handle, AuditKind.ALERT_CHANGED, before=OPEN, repeats=repeats)


def set_cooldown(user: User, handle: str, *, minutes: int) -> Alert:
    """Make an alert repeat, at most once in so many minutes since it last fired.

    Raises UserError as `delete_alert` does, and when that is too short or too long.
    """
    seconds = checked_cooldown(minutes * 60)
    is_cooling = Q(fired_at__isnull=False, not_before__isnull=False)
    end = Case(When(is_cooling, then=F("fired_at") + timedelta(seconds=seconds)), default=F("not_before"))
    changes = {"repeats": True, "cooldown_seconds": seconds, "not_before": end}
    return _move(user, handle, AuditKind.ALERT_CHANGED, before=OPEN, **changes)


def set_note(user: User, handle: str, note: str) -> Alert:
    """Write another note on an alert, or none (""). Raises UserError as `delete_alert` does, and when it is long."""
    return _move(user, handle, AuditKind.ALERT_CHANGED, before=OPEN, note=checked_note(note))


def _own(user: User, handle: str) -> Alert:
    alert = Alert.objects.select_related("token__chain").filter(user=user, handle=handle).first()
    if alert is None:
        raise UserError("This alert is not yours, or no longer known. Look at /alerts.")
    return alert


def _move(user: User, handle: str, kind: AuditKind, *, before: tuple[Alert.State, ...], **changes: Any) -> Alert:
    """Change an alert that nothing else changed before, and return it as it is now."""
    now = timezone.now()
    waiting = Alert.objects.filter(user=user, handle=handle, state__in=before).exclude(expires_at__lte=now)
    with transaction.atomic():
        moved = waiting.update(**changes)
        alert = _own(user, handle)
        if moved:
            note_alert(alert, kind, {name: getattr(alert, name) for name in changes if name != "failures"})
    if not moved:
        raise UserError(_why_not(alert, now))
    return alert


def _why_not(alert: Alert, now: datetime) -> str:
    if alert.state in OPEN and alert.expires_at and alert.expires_at <= now:
        return "This alert has expired. Set a new one with /alert."
    return {
        State.ACTIVE: "This alert is not paused: it is already waiting.",
        State.PAUSED: "This alert is already paused. Resume it when you want it back.",
        State.FIRED: "This alert has already fired. Set a new one with /alert.",
        State.EXPIRED: "This alert has expired. Set a new one with /alert.",
        State.DELETED: "This alert is already deleted. Set a new one with /alert.",
    }[State(alert.state)]


def _make_room(user: User) -> None:
    """Refuse one alert too many; the user's row is locked, so that two at once cannot both be the last."""
    User.objects.select_for_update().get(pk=user.pk)
    limit = settings.MAX_ALERTS_PER_USER
    if Alert.objects.filter(user=user, state__in=OPEN).count() >= limit:
        raise UserError(f"You have {limit} alerts, which is the most there can be. Delete one with /alerts first.")


def _current(user: User, wish: AlertWish) -> Decimal | None:
    """Return what the alert will be compared with; None where it is not known and not needed."""
    if wish.kind == Kind.MOVE:
        return None
    try:
        return measure(user, wish.token)
    except EstherError:
        if wish.crosses:
            raise
        return None


def measure(user: User, token: Token | None) -> Decimal:
    """Return what a threshold is compared with: a token's price, or without a token the value of the user's wallet.

    Raises EstherError when it is not known.
    """
    if token is not None:
        return price_of(token).usd
    if user.default_wallet is None:
        raise UserError("You have no wallet yet. Send /paper reset to get a paper wallet.")
    return value_wallet(user.default_wallet).total_usd


def _direction(wish: AlertWish, current: Decimal | None) -> Alert.Direction:
    if wish.crosses and current is not None and wish.threshold is not None:
        return _side(wish.threshold, current)
    return wish.direction or Direction.EITHER


def _side(threshold: Decimal, current: Decimal) -> Alert.Direction:
    """Return from where a threshold can be crossed first."""
    return Direction.ABOVE if current < threshold else Direction.BELOW


def _is_reached(alert: Alert, current: Decimal | None) -> bool:
    if current is None or alert.threshold is None:
        return False
    return current >= alert.threshold if alert.direction == Direction.ABOVE else current <= alert.threshold
