"""How operators end trades in review, and what they cannot do. What arrived is read on real chains elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from esther_site.lib.errors import UserError
from esther_site.tests.operators import make_operator, signed_in
from trading import review
from trading.models import Swap, User
from trading.news import swap_reviewed
from trading.review import end_as_done, end_as_failed, look_again
from trading.tests.live_desk import live_swap

pytestmark = pytest.mark.django_db

State = Swap.State
DECISIONS: list[Callable[..., None]] = [end_as_done, end_as_failed, look_again]


@pytest.fixture
def olga(seeded: None) -> User:
    return User.objects.create_superuser("olga", password="only-for-this-test")


@pytest.fixture
def swap(alice: User) -> Swap:
    return live_swap(alice, "10", state=State.REVIEW)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the chain show that 77 units arrived."""
    monkeypatch.setattr(review, "arrived", lambda _: 77)


@pytest.fixture
def root(olga: User, client: Client) -> Client:
    return signed_in(olga, client)


def page(swap: Swap) -> str:
    return reverse("admin:trading_swap_review", args=[swap.pk])


def state_of(swap: Swap) -> str:
    swap.refresh_from_db()
    return swap.state


@pytest.mark.parametrize("decide", DECISIONS)
def test_only_operators_decide(found: None, swap: Swap, mallory: User, decide: Callable[..., None]) -> None:
    with pytest.raises(UserError, match="Only an operator"):
        decide(swap, by=mallory, note="mine")
    assert state_of(swap) == State.REVIEW


@pytest.mark.parametrize("decide", DECISIONS)
@pytest.mark.parametrize("state", [state for state in State if state != State.REVIEW])
def test_nothing_but_a_trade_in_review_is_touched(
    found: None, swap: Swap, olga: User, decide: Callable[..., None], state: str
) -> None:
    Swap.objects.filter(pk=swap.pk).update(state=state)
    with pytest.raises(UserError, match="no longer in review"):
        decide(swap, by=olga, note="x")
    assert state_of(swap) == state


@pytest.mark.parametrize("decide", DECISIONS)
def test_what_was_found_out_is_written_down(found: None, swap: Swap, olga: User, decide: Callable[..., None]) -> None:
    with pytest.raises(UserError, match="Write down what you found out"):
        decide(swap, by=olga, note="  ")
    assert state_of(swap) == State.REVIEW


def test_a_trade_without_a_transaction_cannot_end_as_done(
    swap: Swap, olga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "rpc_for", lambda _: None)
    with pytest.raises(UserError, match="No transaction of this trade succeeded"):
        end_as_done(swap, by=olga, note="it is fine")
    assert state_of(swap) == State.REVIEW


def test_looking_again_waits_until_no_other_trade_is_under_way(swap: Swap, olga: User, alice: User) -> None:
    live_swap(alice, "10", state=State.SENT)
    with pytest.raises(UserError, match="wait until it is over"):
        look_again(swap, by=olga, note="x")
    assert state_of(swap) == State.REVIEW


@pytest.mark.parametrize(
    ("outcome", "state", "received"), [("done", "done", 77), ("failed", "failed", None), ("again", "sent", None)]
)
def test_a_decision_is_written_with_who_and_why_and_told_once(
    found: None, swap: Swap, olga: User, outcome: str, state: str, received: int | None
) -> None:
    told: list[str] = []

    def hear(swap: Swap, outcome: str, **_: Any) -> None:
        told.append(f"{swap.handle} {outcome} {swap.state}")

    swap_reviewed.connect(hear)
    try:
        decide = dict(zip(("done", "failed", "again"), DECISIONS, strict=True))[outcome]
        decide(swap, by=olga, note="the  explorer agrees")
        with pytest.raises(UserError, match="no longer in review"):
            decide(swap, by=olga, note="twice")
    finally:
        swap_reviewed.disconnect(hear)
    assert (state_of(swap), swap.received_units_out) == (state, received)
    assert (swap.reviewed_by, swap.review_note) == (olga, "the explorer agrees")
    assert told == [f"{swap.handle} {outcome} {state}"]
    assert (swap.not_before is not None, swap.finished_at is None) == (outcome == "again", outcome == "again")


# The page


def test_nobody_from_elsewhere_finds_the_page(root: Client, swap: Swap, settings: Settings) -> None:
    settings.ADMIN_IP_ALLOWLIST = ["203.0.113.7/32"]
    assert root.get(page(swap)).status_code == 404
    assert root.post(page(swap), {"outcome": "failed", "note": "x"}).status_code == 404
    assert state_of(swap) == State.REVIEW


def test_staff_without_the_right_and_users_may_not_decide(swap: Swap, client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.post(page(swap), {"outcome": "failed", "note": "x"}).status_code == 302  # to the login
    signed_in(make_operator("helper", is_superuser=False), client)
    assert client.post(page(swap), {"outcome": "failed", "note": "x"}).status_code == 403
    assert state_of(swap) == State.REVIEW


@pytest.mark.parametrize("form", [{}, {"outcome": "failed"}, {"outcome": "failed", "note": " "}, {"note": "x"}])
def test_a_form_that_is_not_whole_decides_nothing(root: Client, swap: Swap, form: dict[str, str]) -> None:
    assert root.post(page(swap), form).status_code == 200
    assert state_of(swap) == State.REVIEW


def test_an_amount_that_is_typed_counts_for_nothing(found: None, root: Client, swap: Swap) -> None:
    root.post(page(swap), {"outcome": "done", "note": "x", "received_units_out": "999", "received": "999"})
    assert (state_of(swap), swap.received_units_out) == (State.DONE, 77)


def test_what_stands_in_the_way_is_said(root: Client, swap: Swap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "rpc_for", lambda _: None)
    shown = root.post(page(swap), {"outcome": "done", "note": "x"}).content.decode()
    assert "No transaction of this trade succeeded" in shown
    assert LogEntry.objects.count() == 0


def test_a_decision_is_in_the_log(root: Client, swap: Swap) -> None:
    assert swap.handle in root.get(page(swap)).content.decode()
    root.post(page(swap), {"outcome": "failed", "note": "the <b>explorer</b> shows nothing"})
    assert (state_of(swap), swap.failure) == (
        State.FAILED,
        "The operator had a look: the <b>explorer</b> shows nothing",
    )
    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.object_id) == ("olga", str(swap.pk))
    assert entry.change_message.startswith(f"Decided about trade {swap.handle}: failed, state failed.")


def test_the_action_leads_to_the_page(root: Client, swap: Swap) -> None:
    changelist = reverse("admin:trading_swap_changelist")
    choice = {"action": "decide", "_selected_action": [swap.pk]}
    assert root.post(changelist, choice)["Location"] == page(swap)
    Swap.objects.filter(pk=swap.pk).update(state=State.DONE)
    assert "Choose one trade that is in review" in root.post(changelist, choice, follow=True).content.decode()
    assert "There is nothing to decide here now" in root.get(page(swap)).content.decode()
