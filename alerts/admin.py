"""Alerts, what was told and when it was watched, in the admin site: to look at, and to send again."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.contrib import admin
from django.db.models import Q

from alerts.models import Alert, Missed, Notification, PricePeak, Watch
from alerts.retrying import retry_delivery
from esther_site.lib.questions import Question, asking
from esther_site.lib.readonly import LongListAdmin, ReadOnlyAdmin
from trading.admin_actions import ActingAdmin, asks_first
from trading.models import User

_LATE: Final = timedelta(minutes=5)
_QUEUED: Final = Q(state__in=[Notification.State.QUEUED, Notification.State.SENDING])


@admin.register(Alert)
class AlertAdmin(LongListAdmin[Alert]):
    list_display = ("handle", "user", "kind", "token", "direction", "threshold", "percent", "state", "times_fired")
    list_filter = (
        asking(
            Question("active", "watched now", lambda _now: Q(state=Alert.State.ACTIVE)),
            Question("failing", "failing", lambda _now: Q(failures__gt=0)),
        ),
        "state",
        "kind",
    )
    list_select_related = ("user", "token")
    search_fields = ("handle",)


@admin.register(Notification)
class NotificationAdmin(LongListAdmin[Notification], ActingAdmin[Notification]):
    """Not what it says: that is between its user and Esther."""

    list_display = ("dedupe_key", "user", "template", "importance", "state", "attempts", "error", "created_at")
    fields = (*list_display, "not_before", "lease_until", "sent_at")
    list_filter = (
        asking(
            Question("dead", "delivery failed", lambda _now: Q(state=Notification.State.DEAD)),
            Question("late", "waiting for more than 5 minutes", lambda now: _QUEUED & Q(created_at__lt=now - _LATE)),
            Question("queued", "not sent yet", lambda _now: _QUEUED),
        ),
        "importance",
    )
    list_select_related = ("user",)
    search_fields = ("dedupe_key",)
    actions = ("deliver_again",)

    @asks_first("Deliver again", warning="Each goes back into the queue, and is sent as it was written then.")
    def deliver_again(self, notification: Notification, operator: User) -> str:
        retry_delivery(notification)
        return f"{notification.dedupe_key} is in the queue again."


@admin.register(Watch)
class WatchAdmin(ReadOnlyAdmin[Watch]):
    list_display = ("started_at", "last_beat_at")
    list_filter = ("last_beat_at",)
    ordering = ("-last_beat_at",)


@admin.register(PricePeak)
class PricePeakAdmin(ReadOnlyAdmin[PricePeak]):
    list_display = ("token", "usd", "observed_at")
    list_select_related = ("token",)
    search_fields = ("token__symbol", "token__address")


@admin.register(Missed)
class MissedAdmin(ReadOnlyAdmin[Missed]):
    list_display = ("token", "started_at", "ended_at", "attempts", "read_at")
    list_filter = (("read_at", admin.EmptyFieldListFilter), "attempts")
    list_select_related = ("token",)
    ordering = ("-pk",)
