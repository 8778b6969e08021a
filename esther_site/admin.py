"""Who did what in the admin, and who could not enter it: to look at only."""

from __future__ import annotations

from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.admin.models import LogEntry

from esther_site.lib.readonly import LongListAdmin, ReadOnlyAdmin
from esther_site.models import OperatorApp

__all__ = ["AccessAttemptAdmin", "LogEntryAdmin", "OperatorAppAdmin"]


@admin.register(LogEntry)
class LogEntryAdmin(LongListAdmin[LogEntry]):
    list_display = ("action_time", "user", "content_type", "object_repr", "change_message")
    list_filter = ("action_time", "content_type")
    list_select_related = ("user", "content_type")
    search_fields = ("object_repr",)


@admin.register(AccessAttempt)
class AccessAttemptAdmin(ReadOnlyAdmin[AccessAttempt]):
    """Never what was sent: a password may stand in the field for the name."""

    list_display = ("attempt_time", "ip_address", "failures_since_start")
    fields = ("attempt_time", "ip_address", "user_agent", "failures_since_start")
    list_filter = ("attempt_time",)
    search_fields = ("ip_address",)


@admin.register(OperatorApp)
class OperatorAppAdmin(ReadOnlyAdmin[OperatorApp]):
    """Never its key, sealed or not."""

    list_display = ("user", "confirmed", "created_at", "throttling_failure_count")
    fields = list_display
    list_select_related = ("user",)
    search_fields = ("user__username",)
