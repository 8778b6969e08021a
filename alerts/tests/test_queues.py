from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from alerts.duty import WAKER, hold
from alerts.models import Wake
from alerts.queues import QueueState, workers_now

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SECOND = timedelta(seconds=1)


def test_where_nothing_is_woken_every_queue_is_empty() -> None:
    found = workers_now(NOW)
    assert set(found.queues) == {"prices", "settle", "deliver", "sync", "snapshot"}
    assert set(found.queues.values()) == {QueueState()}
    assert found.on_duty == ""


def test_what_waits_and_what_is_at_work_is_counted_by_queue() -> None:
    hold(WAKER, "host:1", NOW)
    Wake.objects.create(verb="watch_prices", due_at=NOW, woken_at=NOW - 5 * SECOND)
    Wake.objects.create(verb="read_missed", due_at=NOW, woken_at=NOW - 9 * SECOND)
    Wake.objects.create(verb="deliver", due_at=NOW, begun_at=NOW, lease_until=NOW + SECOND)
    Wake.objects.create(verb="a verb that is gone", due_at=NOW, woken_at=NOW)

    found = workers_now(NOW)
    assert found.queues["prices"] == QueueState(waiting=2, oldest_at=NOW - 9 * SECOND)
    assert found.queues["deliver"] == QueueState(at_work=1)
    assert found.on_duty == "host:1"
