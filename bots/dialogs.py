"""Open questions: a sentence with one part missing, and buttons that fill it in. They survive a restart."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from bots.language import Intent, Understood
from bots.models import Dialog
from esther_site.lib.errors import UserError
from trading.models import User

__all__ = ["answer", "close_all", "open_dialog"]

TTL = timedelta(minutes=5)


def open_dialog(user: User, understood: Understood, options: list[dict[str, str]]) -> Dialog:
    """Ask for what is missing, each option being the entities it adds; an earlier open question is dropped."""
    close_all(user)
    return Dialog.objects.create(
        user=user,
        intent=understood.intent,
        entities=understood.entities,
        options=options,
        expires_at=timezone.now() + TTL,
    )


def answer(user: User, handle: str, choice: str) -> Understood:
    """Take an answer once, and return the completed sentence. Raises UserError for any other press."""
    dialog = Dialog.objects.filter(user=user, handle=handle).first()
    if dialog is None or not choice.isdecimal() or int(choice) >= len(dialog.options):
        raise UserError("This question is not yours, or no longer known. Please ask again.")
    now = timezone.now()
    if not Dialog.objects.filter(pk=dialog.pk, answered_at=None, expires_at__gt=now).update(answered_at=now):
        raise UserError("This question is closed. Please ask again.")
    return Understood(Intent(dialog.intent), dialog.entities | dialog.options[int(choice)])


def close_all(user: User) -> int:
    """Close the user's open questions; return how many there were."""
    now = timezone.now()
    return Dialog.objects.filter(user=user, answered_at=None, expires_at__gt=now).update(answered_at=now)
