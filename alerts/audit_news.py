"""The head of the audit trail, sent to the operators once a day: what was before it cannot be changed unseen.

Their chats are outside of this server. Whoever rewrites the table, triggers and all, gets other hashes than were sent.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.dispatch import receiver
from django.utils import timezone

from alerts.daily import day_began
from alerts.money_news import write_once
from trading.audit_sealing import head, seal_all
from trading.models import User

__all__ = ["TEMPLATE", "tell_head"]

TEMPLATE: Final = "audit_head"


@receiver(day_began)
def tell_head(day: date, **_: Any) -> None:
    """Send every operator the newest entry's position and hash, once a day; nothing while there are no entries."""
    seal_all()
    position, sealed = head()
    if not position:
        return
    operators = User.objects.filter(is_staff=True, status=User.Status.ACTIVE, telegram_id__isnull=False)
    keys = {f"audit:{day.isoformat()}:{operator}": operator for operator in operators.values_list("pk", flat=True)}
    data = {"day": day.isoformat(), "position": str(position), "head": sealed}
    write_once(keys, template=TEMPLATE, data=data, now=timezone.now())
