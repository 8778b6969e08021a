"""The inbox and the open questions in the admin site: to look at only, and never what somebody wrote."""

from __future__ import annotations

from django.contrib import admin

from bots.models import Dialog, InboxUpdate
from esther_site.lib.readonly import ReadOnlyAdmin


@admin.register(InboxUpdate)
class InboxUpdateAdmin(ReadOnlyAdmin[InboxUpdate]):
    list_display = ("update_id", "chat_id", "received_at", "lease_until", "attempts", "done_at")
    list_filter = (("done_at", admin.EmptyFieldListFilter), "received_at", "attempts")
    search_fields = ("update_id", "chat_id")
    ordering = ("-received_at",)
    fields = list_display  # what a person wrote stays between them and Esther


@admin.register(Dialog)
class DialogAdmin(ReadOnlyAdmin[Dialog]):
    list_display = ("handle", "user", "intent", "expires_at", "answered_at")
    list_filter = (("answered_at", admin.EmptyFieldListFilter), "intent")
    list_select_related = ("user",)
    search_fields = ("handle", "user__username")
    ordering = ("-expires_at",)
    fields = list_display
