"""What operators do in the admin: asked first, done by services, one by one, and told."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from esther_site.tests.operators import make_operator, signed_in
from trading.models import AuditEntry, Order, PaperBalance, User
from trading.pauses import is_paused, lift, pause
from trading.tests.order_desk import State, put, state_of, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(seeded: None) -> Client:
    return signed_in(make_operator())


@pytest.fixture
def stranger(seeded: None) -> User:
    return User.objects.create(username="telegram-666", telegram_id=666, first_name="Mallory")


def acts(client: Client, model: type[Any], action: str, *rows: Any, sure: bool = True, **said: str) -> str:
    """Choose rows and an action, and answer the question; return the page that follows."""
    form = {"action": action, "_selected_action": [row.pk for row in rows], **said}
    form |= {"is_confirmed": "yes"} if sure else {}
    answer = client.post(reverse(f"admin:trading_{model.__name__.lower()}_changelist"), form, follow=True)
    return str(answer.content.decode())


def status(user: User) -> str:
    return User.objects.values_list("status", flat=True).get(pk=user.pk)


def test_who_may_only_look_is_offered_nothing_and_can_do_nothing(stranger: User) -> None:
    from django.contrib.auth.models import Permission

    helper = make_operator("helper", is_superuser=False)
    helper.user_permissions.add(Permission.objects.get(codename="view_user"))
    acts(signed_in(helper), User, "approve", stranger)
    assert status(stranger) == "pending"


def test_nothing_is_done_before_the_operator_is_sure(root: Client, stranger: User) -> None:
    page = acts(root, User, "approve", stranger, sure=False)
    assert "Let in: 1 user" in page
    assert "Mallory" in page
    assert status(stranger) == "pending"
    assert not LogEntry.objects.exists()


def test_a_question_about_many_names_the_first_and_counts_the_rest(root: Client) -> None:
    many = [User.objects.create(username=f"telegram-{n}", telegram_id=n) for n in range(1, 26)]
    page = acts(root, User, "approve", *many, sure=False)
    assert "Let in: 25 users" in page
    assert "and 5 more" in page


def test_more_than_two_hundred_at_once_are_refused(root: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from trading import admin_actions

    monkeypatch.setattr(admin_actions, "MOST", 1)
    two = [User.objects.create(username=f"telegram-{n}", telegram_id=n) for n in (1, 2)]
    assert "Choose 1 at most." in acts(root, User, "approve", *two)
    assert [status(user) for user in two] == ["pending", "pending"]


def test_who_is_let_in_gets_a_paper_wallet_and_the_trail_says_who_did_it(root: Client, stranger: User) -> None:
    assert "Mallory is let in." in acts(root, User, "approve", stranger)
    assert status(stranger) == "active"
    assert PaperBalance.objects.filter(wallet__owner=stranger).exists()
    entry = AuditEntry.objects.get(kind="admin.action", subject=f"user:{stranger.pk}")
    assert entry.facts["action"] == "Mallory is let in."
    assert entry.actor == f"operator:{User.objects.get(username='root').pk}"


def test_what_stands_in_the_way_is_said_of_each_and_stops_no_other(root: Client, stranger: User, alice: User) -> None:
    page = acts(root, User, "approve", alice, stranger)
    assert "Alice: Somebody has already decided" in page
    assert "Mallory is let in." in page


def test_who_is_blocked_stays_out_and_their_orders_rest(root: Client, alice: User) -> None:
    order = waiting(alice)
    assert "Alice is blocked." in acts(root, User, "block", alice)
    assert (status(alice), state_of(order)) == ("blocked", State.PAUSED)
    assert "Blocked already." in acts(root, User, "block", alice)
    assert "Alice is let in again." in acts(root, User, "let_in_again", alice)
    assert (status(alice), state_of(order)) == ("active", State.PAUSED)


def test_live_trading_of_one_user_is_turned_off(root: Client, alice: User, bob: User) -> None:
    User.objects.update(live_trading_enabled=True)
    assert "Live trading of Alice is off." in acts(root, User, "turn_live_off", alice)
    assert "was off already" in acts(root, User, "turn_live_off", alice)
    assert list(User.objects.filter(pk__in=[alice.pk, bob.pk], live_trading_enabled=True)) == [bob]


def test_nobody_blocks_themselves(root: Client) -> None:
    me = User.objects.get(username="root")
    assert "your own account" in acts(root, User, "block", me)
    assert status(me) == "pending"


def test_an_order_is_cancelled_by_its_service(root: Client, alice: User) -> None:
    order, done = waiting(alice), waiting(alice, symbol="UNI")
    put(done, state=State.DONE)
    page = acts(root, Order, "cancel", order, done)
    assert f"Order {order.handle} is cancelled." in page
    assert "This order is already done" in page
    assert [state_of(each) for each in (order, done)] == [State.CANCELLED, State.DONE]


def test_live_trading_of_one_user_is_paused_with_a_reason_that_they_cannot_lift(root: Client, alice: User) -> None:
    assert "Why (they read it)" in acts(root, User, "pause_trading", alice, sure=False)
    assert is_paused(alice) is None

    assert "Live trading of Alice is paused." in acts(root, User, "pause_trading", alice, reason="odd trades")
    assert "An operator has paused it already." in acts(root, User, "pause_trading", alice)
    found = is_paused(alice)
    assert found
    assert (found.reason, found.is_operators, str(found.by)) == ("odd trades", True, "root")
    assert lift(alice, by=alice) is False
    assert f"{alice}" in root.get("/admin/trading/user/?ask=paused", secure=True).content.decode()

    assert "no longer paused by an operator" in acts(root, User, "resume_trading", alice)
    assert is_paused(alice) is None
    assert "No operator has paused it." in acts(root, User, "resume_trading", alice)


def test_an_operator_does_not_lift_what_a_user_paused_for_themselves(root: Client, alice: User) -> None:
    pause(alice, by=alice)
    assert "they end themselves" in acts(root, User, "resume_trading", alice)
    assert is_paused(alice)


def test_nobody_pauses_themselves_in_the_list(root: Client) -> None:
    me = User.objects.get(username="root")
    assert "your own account" in acts(root, User, "pause_trading", me)
    assert "your own account" in acts(root, User, "resume_trading", me)
