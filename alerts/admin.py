"""Alerts, what was told and when it was watched, in the admin site: to look at only."""

from __future__ import annotations

from django.contrib import admin

from alerts.models import Alert, Missed, Notification, PricePeak, Watch
from esther_site.lib.readonly import ReadOnlyAdmin


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin[Alert]):
    list_display = ("handle", "user", "kind", "token", "direction", "threshold", "percent", "state", "times_fired")
    list_filter = ("state", "kind", "failures", "fired_at", "created_at")
    list_select_related = ("user", "token")
    search_fields = ("handle", "user__username", "user__first_name", "token__symbol")
    show_full_result_count = False


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin[Notification]):
    list_display = ("dedupe_key", "user", "template", "importance", "state", "attempts", "error", "created_at")
    list_filter = ("state", "importance", "template", "created_at")
    list_select_related = ("user",)
    search_fields = ("dedupe_key", "user__username", "user__first_name", "error")
    show_full_result_count = False


@admin.register(Watch)
class WatchAdmin(ReadOnlyAdmin[Watch]):
    list_display = ("started_at", "last_beat_at")
    list_filter = ("last_beat_at",)


@admin.register(PricePeak)
class PricePeakAdmin(ReadOnlyAdmin[PricePeak]):
    list_display = ("token", "usd", "observed_at")
    list_filter = ("observed_at",)
    list_select_related = ("token",)
    search_fields = ("token__symbol", "token__address")
    show_full_result_count = False


@admin.register(Missed)
class MissedAdmin(ReadOnlyAdmin[Missed]):
    list_display = ("token", "started_at", "ended_at", "attempts", "read_at")
    list_filter = ("read_at", "attempts")
    list_select_related = ("token",)
    show_full_result_count = False
