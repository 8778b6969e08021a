"""Open questions: a sentence with one part missing, and buttons or typed words that fill it in.

They survive a restart. What an answer means is known here; what comes of it is the handler's business.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from bots.language import Intent, Understood, read_answer
from bots.models import Dialog
from esther_site.lib.errors import UserError
from trading.models import User

__all__ = ["answer", "close_all", "may_be_open", "open_dialog", "open_question", "prune", "read", "reopen", "take"]

TTL = timedelta(minutes=5)
KEPT_FOR = timedelta(hours=48)


def open_dialog(user: User, understood: Understood, options: list[dict[str, str]], *, wants: str = "") -> Dialog:
    """Ask for what is missing, each option being the entities it adds; an earlier open question is dropped.

    With `wants` (`bots.language.Wants`) the answer may be typed, too.
    """
    close_all(user)
    expires_at = timezone.now() + TTL
    User.objects.filter(pk=user.pk).update(asked_until=expires_at)
    return Dialog.objects.create(
        user=user,
        intent=understood.intent,
        entities=understood.entities,
        options=options,
        wants=wants,
        expires_at=expires_at,
    )


def may_be_open(user: User) -> bool:
    """Say whether it is worth while to look for an open question; `user` is as it was read for this message."""
    return user.asked_until is not None and user.asked_until > timezone.now()


def answer(user: User, handle: str, choice: str) -> Understood:
    """Take a pressed answer once, and return the completed sentence. Raises UserError for any other press."""
    dialog = Dialog.objects.filter(user=user, handle=handle).first()
    if dialog is None or not choice.isdecimal() or int(choice) >= len(dialog.options):
        raise UserError("This question is not yours, or no longer known. Please ask again.")
    return take(dialog, dialog.options[int(choice)])


def open_question(user: User) -> Dialog | None:
    """Return the question whose answer the user may type now."""
    return _open(user).exclude(wants="").order_by("-pk").first()


def read(dialog: Dialog, text: str) -> dict[str, str]:
    """Return what a typed answer adds to the sentence. Raises UserError when it is none; the question stays open."""
    return read_answer(dialog.wants, text, known=dialog.entities)


def take(dialog: Dialog, entities: dict[str, str]) -> Understood:
    """Close a question with its answer, and return the completed sentence. Raises UserError when it was closed."""
    now = timezone.now()
    if not Dialog.objects.filter(pk=dialog.pk, answered_at=None, expires_at__gt=now).update(answered_at=now):
        raise UserError("This question is closed. Please ask again.")
    dialog.answered_at = now
    return Understood(Intent(dialog.intent), dialog.entities | entities)


def reopen(dialog: Dialog) -> bool:
    """Ask again what was answered with something of no use, unless there is a newer question."""
    if _open(dialog.user).exists():
        return False
    taken = Dialog.objects.filter(pk=dialog.pk, answered_at=dialog.answered_at, expires_at__gt=timezone.now())
    return taken.update(answered_at=None) > 0


def close_all(user: User) -> int:
    """Close the user's open questions; return how many there were."""
    questions = _open(user)
    # Mostly there are none, and to find out must not take SQLite's one lock for writing.
    return questions.update(answered_at=timezone.now()) if questions.exists() else 0


def prune() -> int:
    """Delete the questions whose time is over long enough; an old button then says that it is not known."""
    deleted, _ = Dialog.objects.filter(expires_at__lt=timezone.now() - KEPT_FOR).delete()
    return deleted


def _open(user: User) -> QuerySet[Dialog]:
    return Dialog.objects.filter(user=user, answered_at=None, expires_at__gt=timezone.now())
