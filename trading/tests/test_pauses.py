from __future__ import annotations

from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from esther_site.lib.errors import UserError
from trading.models import AuditEntry, Pause, User
from trading.pauses import UNREADABLE, check_not_paused, is_paused, lift, pause
from trading.tests.live_desk import at_once

pytestmark = pytest.mark.django_db


def refusal(user: User) -> str:
    with pytest.raises(UserError) as caught:
        check_not_paused(user)
    return caught.value.message


def test_nobody_pauses_or_resumes_somebody_else(alice: User, mallory: User) -> None:
    pause(alice, by=alice)
    for act in (partial(pause, alice, by=mallory), partial(lift, alice, by=mallory)):
        with pytest.raises(UserError, match="Everybody pauses for themselves"):
            act()
    assert is_paused(alice)


def test_only_an_operator_pauses_and_resumes_everybody(alice: User, bob: User) -> None:
    for act in (partial(pause, None, by=alice), partial(lift, None, by=alice)):
        with pytest.raises(UserError, match="Only an operator can do that"):
            act()
    assert is_paused(bob) is None


def test_what_cannot_be_read_counts_as_paused(alice: User) -> None:
    def broken(execute: Any, sql: str, *rest: Any) -> Any:
        raise DatabaseError(sql)

    with connection.execute_wrapper(broken):
        assert refusal(alice) == f"{UNREADABLE} Nothing was signed."
    check_not_paused(alice)


def test_an_own_resume_does_not_lift_the_operators_pause(alice: User, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_staff=True)
    operator = User.objects.get(pk=bob.pk)
    pause(alice, by=alice)
    pause(None, by=operator, reason="the node lies")

    assert lift(alice, by=alice)
    expected = "The operator has paused live trading for everybody (the node lies). Nothing was signed."
    assert refusal(alice) == expected
    assert lift(None, by=operator)
    check_not_paused(alice)


def test_the_operators_resume_does_not_lift_an_own_pause(alice: User, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_staff=True)
    operator = User.objects.get(pk=bob.pk)
    pause(None, by=operator)
    pause(alice, by=alice, reason="on  holiday")
    lift(None, by=operator)

    assert refusal(alice).startswith("You have paused live trading (on holiday): /resume ends the pause. Nothing was")


def test_a_pause_is_for_oneself(alice: User, bob: User) -> None:
    pause(alice, by=alice)

    check_not_paused(bob)
    assert lift(bob, by=bob) is False
    assert is_paused(alice)


def test_a_second_pause_changes_nothing_and_one_resume_ends_it(alice: User) -> None:
    first = pause(alice, by=alice, reason="x" * 300)

    assert pause(alice, by=alice, reason="again") == first
    assert (len(first.reason), Pause.objects.count()) == (200, 1)
    assert [lift(alice, by=alice), lift(alice, by=alice)] == [True, False]
    pause(alice, by=alice)
    assert Pause.objects.filter(until=None).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the one connection of SQLite in memory")
def test_a_pause_waits_for_what_is_being_signed_and_nothing_is_signed_after_it(alice: User) -> None:
    order: list[str] = []
    checked, tried = Event(), Event()

    def sign() -> None:
        with transaction.atomic():
            check_not_paused(alice)
            checked.set()
            tried.wait(timeout=1)  # nobody gets this far while this transaction is open
            order.append("signed")

    def stop() -> None:
        checked.wait(timeout=20)
        pause(alice, by=alice)
        order.append("paused")
        tried.set()

    assert at_once([sign, stop]) == ["", ""]
    assert order == ["signed", "paused"]
    assert refusal(alice)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the one connection of SQLite in memory")
def test_twenty_pauses_at_once_are_one(alice: User) -> None:
    assert set(at_once([partial(pause, alice, by=alice)] * 20)) == {""}
    assert Pause.objects.count() == 1


def promoted(user: User) -> User:
    User.objects.filter(pk=user.pk).update(is_staff=True)
    return User.objects.get(pk=user.pk)


def test_nobody_lifts_what_an_operator_paused_for_them(alice: User, bob: User) -> None:
    operator = promoted(bob)
    pause(alice, by=operator, reason="your wallet was robbed")

    assert lift(alice, by=alice) is False
    assert refusal(alice) == (
        "The operator Bob has paused your live trading (your wallet was robbed). "
        "Only an operator ends that: ask them. Nothing was signed."
    )
    assert lift(alice, by=operator)
    check_not_paused(alice)


def test_an_own_pause_and_an_operators_go_apart(alice: User, bob: User) -> None:
    operator = promoted(bob)
    pause(alice, by=alice)
    pause(alice, by=operator)
    assert Pause.objects.filter(until=None).count() == 2

    assert lift(alice, by=alice)
    assert refusal(alice).startswith("The operator Bob has paused your live trading.")
    pause(alice, by=alice)
    assert lift(alice, by=operator)
    assert refusal(alice).startswith("You have paused live trading: /resume")


def test_an_operators_second_pause_of_a_user_changes_nothing(alice: User, bob: User, mallory: User) -> None:
    first = pause(alice, by=promoted(bob), reason="once")
    assert pause(alice, by=promoted(mallory), reason="twice") == first


def test_an_operator_who_pauses_themselves_may_resume(bob: User) -> None:
    operator = promoted(bob)
    pause(operator, by=operator)
    assert refusal(operator).startswith("You have paused")
    assert lift(operator, by=operator)


def test_another_operator_resumes_and_who_paused_may_be_gone(alice: User, bob: User, mallory: User) -> None:
    other = promoted(mallory)
    pause(alice, by=promoted(bob))
    bob.delete()
    assert refusal(alice).startswith("The operator has paused your live trading.")
    assert lift(alice, by=other)


def test_the_trail_says_which_operator_paused_and_resumed(alice: User, bob: User) -> None:
    operator = promoted(bob)
    pause(alice, by=operator, reason="why")
    lift(alice, by=operator)
    found = AuditEntry.objects.filter(subject=f"user:{alice.pk}", kind__startswith="pause.").order_by("pk")
    assert [(each.kind, each.actor) for each in found] == [
        ("pause.on", f"operator:{bob.pk}"),
        ("pause.off", f"operator:{bob.pk}"),
    ]
