"""What happens in the admin goes into the audit trail: who came in, who did not, and every entry of the admin's log.

Each page logs what it does with Django's own log, in the transaction that does it; this copies the entry.
"""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.admin.models import LogEntry
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from esther_site.addresses import client_ip
from trading.audit import AuditKind, operator, record
from trading.models import User

__all__ = ["note_entry"]


def note_entry(request: HttpRequest, user: User, deed: str) -> None:
    """Record a step of entering the admin: by whom, from where."""
    facts = {"action": deed, "address": client_ip(request) or ""}
    record(AuditKind.ADMIN_ACTION, subject=f"user:{user.pk}", facts=facts, actor=operator(user))


@receiver(post_save, sender=LogEntry)
def _copy(instance: LogEntry, created: bool, **_: Any) -> None:
    if created and isinstance(instance.user, User):
        kind = instance.content_type.model if instance.content_type else "admin"
        facts = {"action": instance.get_change_message() or instance.get_action_flag_display()}
        record(
            AuditKind.ADMIN_ACTION, subject=f"{kind}:{instance.object_id}", facts=facts, actor=operator(instance.user)
        )


@receiver(user_logged_in)
def _came(request: HttpRequest | None, user: Any, **_: Any) -> None:
    if request is not None and isinstance(user, User):
        note_entry(request, user, "gave the password")


@receiver(user_logged_out)
def _went(request: HttpRequest | None, user: Any, **_: Any) -> None:
    if request is not None and isinstance(user, User):
        note_entry(request, user, "logged out")


@receiver(user_login_failed)
def _failed(request: HttpRequest | None = None, **_: Any) -> None:
    """Note from where, and not the name: a password may have been typed in its place."""
    address = (client_ip(request) if request else None) or ""
    record(AuditKind.ADMIN_ACTION, subject="admin", facts={"action": "a wrong password", "address": address})


@receiver(user_locked_out)
def _locked(request: HttpRequest | None = None, ip_address: str | None = None, **_: Any) -> None:
    record(
        AuditKind.ADMIN_ACTION,
        subject="admin",
        facts={"action": "locked out after wrong passwords", "address": ip_address or ""},
    )
