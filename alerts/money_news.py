"""Writing news of money into the outbox: for each of these people once, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from alerts.models import Notification

__all__ = ["write_once"]

_BATCH: Final = 500


def write_once(users_by_key: Mapping[str, int], *, template: str, data: Mapping[str, Any], now: datetime) -> None:
    """Write one message to the user behind each key; a key that was written before is left as it is."""
    told = [
        Notification(
            dedupe_key=key,
            user_id=user_id,
            importance=Notification.Importance.MONEY,
            template=template,
            data=dict(data),
            not_before=now,
            created_at=now,
        )
        for key, user_id in users_by_key.items()
    ]
    Notification.objects.bulk_create(told, ignore_conflicts=True, batch_size=_BATCH)
