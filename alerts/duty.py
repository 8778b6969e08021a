"""Whose duty it is, in the large form: one process at a time holds it by a lease, the others stand by.

Nothing depends on there being one only: whoever is late with its lease, or has a wrong clock, finds every turn that
was woken meanwhile taken. A duty is held to spare the database, not to keep it right.
"""

from __future__ import annotations

import os
import secrets
import socket
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q

from alerts.models import Duty

__all__ = ["WAKER", "hold", "holder_of", "lay_down", "new_holder"]

WAKER: Final = "waker"


def new_holder() -> str:
    """Return a name for this process that no other has, and that tells an operator where to look for it."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def hold(name: str, holder: str, now: datetime) -> bool:
    """Take or keep a duty for the length of a lease; return whether it is the holder's now."""
    lease = now + timedelta(seconds=settings.DUTY_LEASE_SECS)
    free = Q(holder=holder) | Q(lease_until__lte=now)
    if Duty.objects.filter(free, name=name).update(holder=holder, lease_until=lease):
        return True
    _, is_new = Duty.objects.get_or_create(name=name, defaults={"holder": holder, "lease_until": lease})
    return is_new


def lay_down(name: str, holder: str, now: datetime) -> bool:
    """Give a duty up, so that whoever stands by has it at once; False when it was not the holder's."""
    return Duty.objects.filter(name=name, holder=holder, lease_until__gt=now).update(lease_until=now) == 1


def holder_of(name: str, now: datetime) -> str:
    """Return who has a duty at this moment; empty when nobody does."""
    held = Duty.objects.filter(name=name, lease_until__gt=now).values_list("holder", flat=True).first()
    return held or ""
