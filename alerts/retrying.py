"""Sending again what could not be delivered, because an operator says so."""

from __future__ import annotations

from django.utils import timezone

from alerts.models import Notification
from esther_site.lib.errors import UserError

__all__ = ["retry_delivery"]

State = Notification.State


def retry_delivery(notification: Notification) -> None:
    """Put a notification that was given up back into the queue. Raises UserError when that makes no sense."""
    user = notification.user
    if user.telegram_id is None:
        raise UserError("Its user has no chat. Nothing was queued.")
    if user.is_unreachable:
        raise UserError("Its user blocked the bot: it is sent when they write again. Nothing was queued.")
    given_up = Notification.objects.filter(pk=notification.pk, state=State.DEAD)
    if not given_up.update(state=State.QUEUED, attempts=0, not_before=timezone.now(), lease_until=None):
        raise UserError("It was not given up. Nothing was queued.")
