"""A user's settings, changed and recorded in one transaction: what was, and what is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from django.db import transaction

from trading import audit
from trading.models import User

__all__ = ["change_settings"]


def change_settings(user: User, *, actor: User | str | None = None, **fields: Any) -> None:
    """Store fields of a user, bring the instance up to date, and record each that is another one now."""
    with transaction.atomic():
        before = User.objects.filter(pk=user.pk).values(*fields).first() or {}
        User.objects.filter(pk=user.pk).update(**fields)
        for name, value in fields.items():
            setattr(user, name, value)
        after = User.objects.filter(pk=user.pk).values(*fields).first() or {}
        changed = [name for name in fields if before.get(name) != after.get(name)]
        audit.record_many(_change(user, name, before, after, actor) for name in changed)


def _change(
    user: User, name: str, before: Mapping[str, object], after: Mapping[str, object], actor: User | str | None
) -> audit.Fact:
    return audit.Fact(
        kind=audit.AuditKind.SETTING_CHANGED,
        subject=f"user:{user.pk}",
        facts={"name": name, "old": _plain(before.get(name)), "new": _plain(after.get(name))},
        actor=actor or user,
    )


def _plain(value: object) -> object:
    return value.isoformat("minutes") if isinstance(value, time) else value
