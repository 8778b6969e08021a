"""Alerts of many chats that fire in one pass, and a deliverer that runs until all of them have arrived."""

from __future__ import annotations

import time
from datetime import timedelta
from threading import Thread

from django.utils import timezone

from alerts.delivery import Deliverer
from alerts.models import Notification
from tests.busy_telegram import BusyTelegram
from trading.models import User

__all__ = ["deliver", "one_pass"]

PATIENCE_SECONDS = 120


def one_pass(*, chats: int, alerts: int) -> set[str]:
    """Put alerts into the outbox, dealt out to the chats in turn, and return their visible ids."""
    now = timezone.now() - timedelta(seconds=1)
    users = User.objects.bulk_create(
        User(username=f"telegram-{number}", telegram_id=number, status=User.Status.ACTIVE)
        for number in range(1, chats + 1)
    )
    handles = [f"h{number}" for number in range(alerts)]
    Notification.objects.bulk_create(
        Notification(
            dedupe_key=handle,
            user=users[number % chats],
            template="alert_fired",
            data={"handle": handle, "kind": "price", "symbol": "ETH", "usd": "3000", "at": now.isoformat()},
            not_before=now,
            created_at=now,
        )
        for number, handle in enumerate(handles)
    )
    return set(handles)


def deliver(telegram: BusyTelegram, *, expected: int) -> float:
    """Run a deliverer until so many have arrived, or patience ends; return the seconds it took."""
    deliverer = Deliverer()

    def wait_for_all() -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(telegram.arrived) < expected and time.monotonic() < deadline:
            time.sleep(0.01)
        deliverer.stop()

    Thread(target=wait_for_all).start()
    started = time.monotonic()
    deliverer.run()
    return time.monotonic() - started
