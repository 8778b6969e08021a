"""Which message shows a live trade, and whether it still says what is stored. It is edited elsewhere.

Any number of processes may look: what changed is claimed by a conditional UPDATE, and noted as shown only afterwards,
so that a process that dies in between leaves it to the next one. Editing twice shows the same.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from telegram import InlineKeyboardMarkup

from alerts.pacing import Pacing
from bots.live_progress import progress_of
from bots.messages import render
from bots.models import LiveCard
from bots.swap_buttons import live_buttons
from trading.models import Swap

__all__ = ["PAUSE", "Change", "changes_due", "give_up", "is_any_due", "note_shown", "place", "try_later"]

logger = logging.getLogger(__name__)

PAUSE: Final = timedelta(seconds=2)  # between two looks at a card, and so between two edits of it
REVIEW_PAUSE: Final = timedelta(minutes=1)  # an operator takes longer than a chain
LEASE: Final = timedelta(seconds=40)  # a call to Telegram takes 15 at most
HANDFUL: Final = 20

State = Swap.State
_UNDER_WAY: Final = (State.CONFIRMED, State.APPROVING, State.SENT, State.BRIDGING, State.REVIEW)


@dataclass(frozen=True)
class Change:
    """What a card is to say from now on; it is this process's to edit until the lease ends."""

    card: LiveCard
    text: str
    keyboard: InlineKeyboardMarkup | None
    shown: str
    state: str
    lease: datetime


def place(swap: Swap, *, chat_id: int, message_id: int) -> None:
    """Keep the message up to date from now on, instead of any earlier one of this trade."""
    where = {"chat_id": chat_id, "message_id": message_id, "shown": "", "is_over": False}
    LiveCard.objects.update_or_create(swap=swap, defaults=where | {"not_before": timezone.now()})


def is_any_due(moment: datetime) -> bool:
    """Tell whether a card is to be looked at by then."""
    return LiveCard.objects.filter(is_over=False, not_before__lte=moment).exists()


def changes_due(now: datetime) -> list[Change]:
    """Return the cards that say something else than what is stored, as many as may be edited now."""
    due = LiveCard.objects.filter(is_over=False, not_before__lte=now).select_related("swap__user")
    looked = [_look(card, now) for card in due.order_by("not_before", "pk")[:HANDFUL]]
    changes = [change for change in looked if change is not None]
    return _claimed(changes, now) if changes else []


def note_shown(change: Change, now: datetime) -> None:
    """Note that a card says it now; nothing follows the end of a trade."""
    _close(change, not_before=now + _pause(change.state), shown=change.shown, is_over=change.state not in _UNDER_WAY)


def try_later(change: Change, moment: datetime) -> None:
    """Leave a card alone until then."""
    _close(change, not_before=moment)


def give_up(change: Change) -> None:
    """Edit a card no more, since it is gone or nobody can see it. How the trade ends is told in any case."""
    _close(change, is_over=True)


def _look(card: LiveCard, now: datetime) -> Change | None:
    """Return what a card ought to say, None when it says so or cannot be made; then it is left alone for a while."""
    try:
        change = _made(card, now)
    except Exception:  # one card that cannot be made keeps no other from being edited
        logger.exception("the card of swap %d cannot be made", card.swap_id)
        change = None
    if change is not None and change.shown != card.shown:
        return change
    pause = REVIEW_PAUSE if change is None else _pause(change.state)
    LiveCard.objects.filter(pk=card.pk, not_before=card.not_before).update(not_before=now + pause)
    return None


def _made(card: LiveCard, now: datetime) -> Change:
    user = card.swap.user
    progress = progress_of(user, card.swap.handle)
    text = render("swap_live", {"zone": user.time_zone, "progress": progress, "swap": progress.swap})
    keyboard = live_buttons(progress.swap)
    said = text + (keyboard.to_json() if keyboard else "")
    digest = hashlib.sha256(said.encode()).hexdigest()
    return Change(card, text, keyboard, digest, progress.swap.state, now + LEASE)


def _claimed(changes: list[Change], now: datetime) -> list[Change]:
    """Take the turns that all messages to Telegram share, and claim as many cards."""
    pacing = Pacing()
    with transaction.atomic():
        free = pacing.free(now)
        taken = [change for change in changes[:free] if _claim(change)]
        pacing.count(len(taken), now=now)
    return taken


def _claim(change: Change) -> bool:
    mine = LiveCard.objects.filter(pk=change.card.pk, not_before=change.card.not_before, is_over=False)
    return bool(mine.update(not_before=change.lease))


def _close(change: Change, **outcome: object) -> None:
    """End the lease, unless the card was placed anew meanwhile or somebody else has it by now."""
    LiveCard.objects.filter(pk=change.card.pk, not_before=change.lease).update(**outcome)


def _pause(state: str) -> timedelta:
    return REVIEW_PAUSE if state == State.REVIEW else PAUSE
