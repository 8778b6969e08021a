"""Who gets through to the handlers. Every message and every press passes here first; nothing opts in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from django.core.cache import cache
from telegram import Chat, Update
from telegram import User as TelegramUser

from esther_site.lib.redaction import REMOVED
from tokens.spoken import clean
from trading.models import User
from trading.users import Newcomer, meet, reachable_again

__all__ = ["Admission", "Verdict", "admit", "sender_of"]

UPDATES_PER_MINUTE = 40
_MINUTE = 60


class Verdict(Enum):
    ACTIVE = auto()
    PENDING = auto()
    JUST_MET = auto()  # pending, and seen for the first time
    BLOCKED = auto()
    FLOODING = auto()  # over the limit of this minute, and not told so yet
    IGNORED = auto()
    SECRET = auto()  # the message held a private key or a seed phrase


@dataclass(frozen=True)
class Admission:
    verdict: Verdict
    user: User | None = None


def sender_of(update: Update) -> TelegramUser | None:
    """Return the person behind an update in a private chat; None for groups, channels, bots and edits."""
    person, chat = update.effective_user, update.effective_chat
    if person is None or person.is_bot or chat is None or chat.type != Chat.PRIVATE or chat.id != person.id:
        return None
    return person if update.message or update.callback_query else None


def admit(update: Update) -> Admission:
    """Decide about an update."""
    person = sender_of(update)
    if person is None:
        return Admission(Verdict.IGNORED)
    name = clean(person.first_name or "")  # an operator reads it before deciding about this person
    user, is_new = meet(Newcomer(telegram_id=person.id, first_name=name, username=person.username or ""))
    reachable_again(user)
    if _holds_secret(update):
        return Admission(Verdict.SECRET, user)
    if user.status == User.Status.BLOCKED:
        return Admission(Verdict.BLOCKED, user)
    if (updates := _counted(person)) > UPDATES_PER_MINUTE:
        return Admission(Verdict.FLOODING if updates == UPDATES_PER_MINUTE + 1 else Verdict.IGNORED, user)
    if user.status == User.Status.ACTIVE:
        return Admission(Verdict.ACTIVE, user)
    return Admission(Verdict.JUST_MET if is_new else Verdict.PENDING, user)


def _counted(person: TelegramUser) -> int:
    """Count one more update of a person, and return how many there were in the minute that began with the first."""
    key = f"updates:{person.id}"
    if cache.add(key, 1, _MINUTE):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # that minute has just ended
        return 1


def _holds_secret(update: Update) -> bool:
    message = update.message
    return message is not None and REMOVED in (message.text or message.caption or "")
