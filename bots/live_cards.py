"""Which message shows a live trade or plan, and whether it still says what is stored. It is edited elsewhere.

Any number of processes may look: what changed is claimed by a conditional UPDATE, and noted as shown only afterwards,
so that a process that dies in between leaves it to the next one. Editing twice shows the same.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from telegram import InlineKeyboardMarkup

from alerts.pacing import Pacing
from bots.live_contents import PAUSE, REVIEW_PAUSE, content_of
from bots.models import LiveCard, LivePlanCard
from portfolio.models import RebalancePlan
from trading.models import Swap

__all__ = ["Change", "changes_due", "give_up", "is_any_due", "note_shown", "place", "try_later"]

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(seconds=40)  # a call to Telegram takes 15 at most
HANDFUL: Final = 20

Card = LiveCard | LivePlanCard
_Kind = TypeVar("_Kind", LiveCard, LivePlanCard)


@dataclass(frozen=True)
class Change:
    """What a card is to say from now on; it is this process's to edit until the lease ends."""

    card: Card
    text: str
    keyboard: InlineKeyboardMarkup | None
    shown: str
    pause: timedelta | None  # to the next look; None where nothing follows
    lease: datetime


def place(subject: Swap | RebalancePlan, *, chat_id: int, message_id: int) -> None:
    """Keep the message up to date from now on, instead of any earlier one of this trade or plan.

    Whatever else the message showed is followed there no more: a message has one thing to say.
    """
    where = {"chat_id": chat_id, "message_id": message_id}
    fresh = where | {"shown": "", "is_over": False, "not_before": timezone.now()}
    LiveCard.objects.filter(**where, is_over=False).update(is_over=True)
    LivePlanCard.objects.filter(**where, is_over=False).update(is_over=True)
    if isinstance(subject, Swap):
        LiveCard.objects.update_or_create(swap=subject, defaults=fresh)
    else:
        LivePlanCard.objects.update_or_create(plan=subject, defaults=fresh)


def is_any_due(moment: datetime) -> bool:
    """Tell whether a card is to be looked at by then."""
    return _due(LiveCard, moment).exists() or _due(LivePlanCard, moment).exists()


def changes_due(now: datetime) -> list[Change]:
    """Return the cards that say something else than what is stored, as many as may be edited now."""
    cards: list[Card] = [
        *_due(LiveCard, now).select_related("swap__user").order_by("not_before", "pk")[:HANDFUL],
        *_due(LivePlanCard, now).select_related("plan__user").order_by("not_before", "pk")[:HANDFUL],
    ]
    looked = [_look(card, now) for card in sorted(cards, key=lambda card: card.not_before)[:HANDFUL]]
    changes = [change for change in looked if change is not None]
    return _claimed(changes, now) if changes else []


def note_shown(change: Change, now: datetime) -> None:
    """Note that a card says it now; nothing follows the end of a trade."""
    pause = change.pause or PAUSE
    _close(change, not_before=now + pause, shown=change.shown, is_over=change.pause is None)


def try_later(change: Change, moment: datetime) -> None:
    """Leave a card alone until then."""
    _close(change, not_before=moment)


def give_up(change: Change) -> None:
    """Edit a card no more, since it is gone or nobody can see it. How the trade ends is told in any case."""
    _close(change, is_over=True)


def _look(card: Card, now: datetime) -> Change | None:
    """Return what a card ought to say, None when it says so or cannot be made; then it is left alone for a while."""
    try:
        change = _made(card, now)
    except Exception:  # one card that cannot be made keeps no other from being edited
        logger.exception("the %s cannot be made", card)
        change = None
    if change is not None and change.shown != card.shown:
        return change
    pause = (change and change.pause) or REVIEW_PAUSE
    is_over = change is not None and change.pause is None
    _row(card, card.not_before).update(not_before=now + pause, is_over=is_over)
    return None


def _made(card: Card, now: datetime) -> Change:
    content = content_of(card)
    said = content.text + (content.keyboard.to_json() if content.keyboard else "")
    digest = hashlib.sha256(said.encode()).hexdigest()
    return Change(card, content.text, content.keyboard, digest, content.pause, now + LEASE)


def _claimed(changes: list[Change], now: datetime) -> list[Change]:
    """Take the turns that all messages to Telegram share, and claim as many cards."""
    pacing = Pacing()
    with transaction.atomic():
        free = pacing.free(now)
        taken = [change for change in changes[:free] if _claim(change)]
        pacing.count(len(taken), now=now)
    return taken


def _claim(change: Change) -> bool:
    mine = _row(change.card, change.card.not_before).filter(is_over=False)
    return bool(mine.update(not_before=change.lease))


def _close(change: Change, **outcome: object) -> None:
    """End the lease, unless the card was placed anew meanwhile or somebody else has it by now."""
    _row(change.card, change.lease).update(**outcome)


def _due(kind: type[_Kind], moment: datetime) -> QuerySet[_Kind]:
    return kind.objects.filter(is_over=False, not_before__lte=moment)


def _row(card: Card, not_before: datetime) -> QuerySet[Any]:
    """Find a card's row while nobody has claimed it, or placed it anew, since it was read."""
    return type(card).objects.filter(pk=card.pk, not_before=not_before)
