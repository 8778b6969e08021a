"""The inbox and the open questions in the admin site: to look at only, and never what somebody wrote."""

from __future__ import annotations

from typing import TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from bots.models import Dialog, InboxUpdate

_M = TypeVar("_M", bound=Model)


class _ReadOnlyAdmin(admin.ModelAdmin[_M]):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: _M | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: _M | None = None) -> bool:
        return False


@admin.register(InboxUpdate)
class InboxUpdateAdmin(_ReadOnlyAdmin[InboxUpdate]):
    list_display = ("update_id", "chat_id", "received_at", "lease_until", "attempts", "done_at")
    list_filter = (("done_at", admin.EmptyFieldListFilter), "received_at", "attempts")
    search_fields = ("update_id", "chat_id")
    ordering = ("-received_at",)
    fields = list_display  # what a person wrote stays between them and Esther


@admin.register(Dialog)
class DialogAdmin(_ReadOnlyAdmin[Dialog]):
    list_display = ("handle", "user", "intent", "expires_at", "answered_at")
    list_filter = (("answered_at", admin.EmptyFieldListFilter), "intent")
    list_select_related = ("user",)
    search_fields = ("handle", "user__username")
    ordering = ("-expires_at",)
    fields = list_display
