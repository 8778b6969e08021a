"""The inbox and the open questions in the admin site: to look at only, and never what somebody wrote."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import admin
from django.db.models import Q

from bots.models import Dialog, InboxUpdate, Repeat
from esther_site.lib.questions import Question, asking
from esther_site.lib.readonly import LongListAdmin


@admin.register(InboxUpdate)
class InboxUpdateAdmin(LongListAdmin[InboxUpdate]):
    list_display = ("update_id", "chat_id", "received_at", "begun_at", "lease_until", "attempts", "done_at")
    list_filter = (
        asking(
            Question("open", "not answered yet", lambda _now: Q(done_at=None)),
            Question(
                "late",
                "not answered for more than 5 minutes",
                lambda now: Q(done_at=None, received_at__lt=now - timedelta(minutes=5)),
            ),
        ),
        "attempts",
    )
    search_fields = ("update_id", "chat_id")
    person = ""
    fields = list_display  # what a person wrote stays between them and Esther


@admin.register(Dialog)
class DialogAdmin(LongListAdmin[Dialog]):
    list_display = ("handle", "user", "intent", "expires_at", "answered_at")
    list_filter = (("answered_at", admin.EmptyFieldListFilter), "intent")
    list_select_related = ("user",)
    search_fields = ("handle",)
    fields = list_display


@admin.register(Repeat)
class RepeatAdmin(LongListAdmin[Repeat]):
    """What was to be said again, by its intent: never the words."""

    list_display = ("handle", "user", "intent", "expires_at", "used_at")
    list_filter = (
        asking(
            Question("open", "can still be pressed", lambda now: Q(used_at=None, expires_at__gt=now)),
            Question("pressed", "pressed", lambda _now: Q(used_at__isnull=False)),
            Question("over", "never pressed", lambda now: Q(used_at=None, expires_at__lte=now)),
        ),
        "intent",
    )
    list_select_related = ("user",)
    search_fields = ("handle",)
    fields = list_display
