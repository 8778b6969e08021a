"""Pauses: while one is on, nothing is signed, for one user or for everybody. They are rows, and survive a restart.

Users pause themselves; operators pause everybody, or one user, who cannot lift that. Whom an operator's pause
concerns is told of it by the receivers of `trading.news`.

Read them in the transaction that signs: what cannot be read counts as on.
"""

from __future__ import annotations

import logging
from typing import Final

from django.db import Error as AnyDatabaseError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from esther_site.lib.errors import UserError
from trading.audit import AuditKind, operator, record
from trading.models import Order, Pause, User, Wallet
from trading.news import trading_paused, trading_resumed

__all__ = ["UNREADABLE", "check_not_paused", "holding_back", "in_words", "is_paused", "lift", "pause"]

logger = logging.getLogger(__name__)

UNREADABLE: Final = "Whether live trading is paused cannot be read just now."
_REASON_LENGTH: Final = 200


def pause(user: User | None, *, by: User, reason: str = "") -> Pause:
    """Pause live trading: of `user`, or without one of everybody. One that is on already stays as it is.

    What an operator pauses for somebody else is beside that user's own pause.

    Raises UserError when it is not for `by` to do.
    """
    _check_right(user, by)
    fresh = Pause(
        user=user,
        is_operators=_is_anothers(user, by),
        by=by,
        reason=" ".join(reason.split())[:_REASON_LENGTH],
        since=timezone.now(),
    )
    try:
        with transaction.atomic():
            if user is not None:
                _take_turns(user)
            fresh.save()
            record(AuditKind.PAUSED, subject=_subject(user), facts={"reason": fresh.reason}, actor=_actor(user, by))
    except IntegrityError:  # the database knows one at a time
        return _on(user, by).first() or fresh
    logger.info("user %s paused live trading of %s", by.pk, _subject(user))
    _say(trading_paused, fresh)
    return fresh


def lift(user: User | None, *, by: User) -> bool:
    """End the pause of `user`, or without one that of everybody, and return whether there was one.

    Neither ends the other. Raises UserError when it is not for `by` to do.
    """
    _check_right(user, by)
    on = _on(user, by).first()
    with transaction.atomic():
        if on is None or not _end(on):
            return False
        record(AuditKind.RESUMED, subject=_subject(user), facts={"since": on.since}, actor=_actor(user, by))
    logger.info("user %s resumed live trading of %s", by.pk, _subject(user))
    _say(trading_resumed, on)
    return True


def is_paused(user: User) -> Pause | None:
    """Return what keeps a user from trading live: everybody's pause before an operator's of them, before their own."""
    try:
        on = Pause.objects.filter(Q(user=None) | Q(user=user), until=None).select_related("by")
        return min(on, key=lambda row: (row.user_id is not None, not row.is_operators), default=None)
    except AnyDatabaseError:
        return _unreadable(user)


def check_not_paused(user: User) -> None:
    """Raise UserError while the user may not trade live, with who paused it and how it ends.

    Called in the transaction that signs, it keeps the user's own pause from being confirmed before that ends.
    """
    try:
        with transaction.atomic():
            _take_turns(user)
            found = is_paused(user)
    except AnyDatabaseError:
        found = _unreadable(user)
    if found:
        raise UserError(f"{in_words(found)} Nothing was signed.")


def holding_back(order: Order) -> str:
    """Return why an order may not trade just now; empty when it may. On paper nothing is ever paused."""
    if order.wallet.kind == Wallet.Kind.PAPER:
        return ""
    found = is_paused(order.user)
    return in_words(found) if found else ""


def in_words(found: Pause) -> str:
    """Say who paused live trading, why, and how that ends."""
    if found.reason == UNREADABLE:
        return UNREADABLE
    why = f" ({found.reason})" if found.reason else ""
    if found.user_id is None:
        return f"The operator has paused live trading for everybody{why}."
    if found.is_operators:
        return f"{_operator_in_words(found)} has paused your live trading{why}. Only an operator ends that: ask them."
    return f"You have paused live trading{why}: /resume ends the pause."


def _operator_in_words(found: Pause) -> str:
    return f"The operator {found.by.first_name or found.by.username}" if found.by else "The operator"


def _on(user: User | None, by: User) -> QuerySet[Pause]:
    return Pause.objects.filter(user=user, is_operators=_is_anothers(user, by), until=None)


def _is_anothers(user: User | None, by: User) -> bool:
    return user is not None and user != by


def _subject(user: User | None) -> str:
    return "everybody" if user is None else f"user:{user.pk}"


def _actor(user: User | None, by: User) -> User | str:
    return operator(by) if user is None or _is_anothers(user, by) else by


def _check_right(user: User | None, by: User) -> None:
    if user is None and not by.is_staff:
        raise UserError("Only an operator can do that.")
    if _is_anothers(user, by) and not (by.is_staff and by.is_active):
        raise UserError("Everybody pauses for themselves.")


def _end(on: Pause) -> bool:
    """End a pause that is still on, once."""
    on.until = timezone.now()
    return Pause.objects.filter(pk=on.pk, until=None).update(until=on.until) > 0


def _say(news: Signal, about: Pause) -> None:
    """Let those who wait hear of an operator's pause. It holds, or is over, whoever could not be told."""
    if about.user_id is not None and not about.is_operators:
        return
    for _, outcome in news.send_robust(sender=Pause, pause=about):
        if isinstance(outcome, Exception):
            logger.error("pause %d could not be told", about.pk, exc_info=outcome)


def _take_turns(user: User) -> None:
    """Hold the user's row: once a pause is confirmed, nothing is being signed that did not see it."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _unreadable(user: User) -> Pause:
    return Pause(user=user, reason=UNREADABLE, since=timezone.now())
