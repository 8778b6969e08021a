from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from bots import inbox
from bots.models import Dialog, InboxUpdate, Repeat
from bots.tests.chat import Chat
from trading.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [InboxUpdate, Dialog, Repeat])
def test_not_even_a_superuser_may_change_anything(rf: RequestFactory, model: type[Model]) -> None:
    request = rf.get("/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    page = admin.site.get_model_admin(model)

    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)


@pytest.mark.parametrize("page", ["changelist", "change"])
def test_what_somebody_wrote_is_not_shown(admin_client: Client, page: str) -> None:
    known = inbox.accept(Chat(1, "Alice").message("a private word"))
    assert known
    arguments = [known.update_id] if page == "change" else []
    shown = admin_client.get(reverse(f"admin:bots_inboxupdate_{page}", args=arguments)).content.decode()

    assert str(known.update_id) in shown
    assert "private" not in shown


@pytest.mark.parametrize("query", ["", "?q=1", "?q=Alice", "?ask=open"])
def test_the_inbox_can_be_searched(admin_client: Client, query: str) -> None:
    inbox.accept(Chat(1, "Alice").message("hi"))

    assert admin_client.get(reverse("admin:bots_inboxupdate_changelist") + query).status_code == 200


def test_open_questions_can_be_looked_at(admin_client: Client, admin_user: User) -> None:
    dialog = Dialog.objects.create(
        user=admin_user, intent="buy_token", entities={"token": "private"}, options=[], expires_at=timezone.now()
    )
    listed = admin_client.get(reverse("admin:bots_dialog_changelist") + "?q=" + dialog.handle).content.decode()
    shown = admin_client.get(reverse("admin:bots_dialog_change", args=[dialog.pk])).content.decode()

    assert dialog.handle in listed
    assert dialog.handle in shown
    assert "private" not in shown


@pytest.mark.parametrize(("query", "found"), [("?ask=open", 1), ("?ask=over", 2), ("?ask=pressed", 3)])
def test_what_can_be_said_again_is_listed_without_its_words(
    admin_client: Client, admin_user: User, query: str, found: int
) -> None:
    now = timezone.now()
    later, before = now + timedelta(minutes=5), now - timedelta(minutes=5)
    Repeat.objects.bulk_create(
        Repeat(pk=pk, user=admin_user, intent="buy_token", entities={"token": "private"}, expires_at=end, used_at=used)
        for pk, end, used in ((1, later, None), (2, before, None), (3, later, now))
    )
    shown = admin_client.get(reverse("admin:bots_repeat_changelist") + query).content.decode()
    own = admin_client.get(reverse("admin:bots_repeat_change", args=[found])).content.decode()

    assert [row.pk for row in Repeat.objects.all() if row.handle in shown] == [found]
    assert "private" not in shown + own
