from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from alerts import outbox
from alerts.models import Notification
from alerts.outbox import Claim
from alerts.tests.away import order
from alerts.tests.deliveries import NOW, notify, now_is, person, told
from trading.models import Order, User
from trading.tests.desk import admitted, token
from trading.users import reachable_again

pytestmark = pytest.mark.django_db

State, Importance = Notification.State, Notification.Importance
SECOND = timedelta(seconds=1)
LATER = NOW + outbox.LEASE


@pytest.fixture
def alice() -> User:
    return person(1)


@pytest.fixture
def bob() -> User:
    return person(2)


def claimed(limit: int = 10, *, after: timedelta = timedelta()) -> list[list[Notification]]:
    return [list(claim.notifications) for claim in outbox.claim(NOW + after, limit=limit)]


def claim_one(*, after: timedelta = timedelta()) -> Claim:
    (claim,) = outbox.claim(NOW + after, limit=1)
    return claim


# What is left alone


def test_what_is_not_due_yet_waits(alice: User) -> None:
    row = notify(alice, not_before=NOW + SECOND)
    assert (claimed(), claimed(after=SECOND)) == ([], [[row]])


@pytest.mark.parametrize("state", [State.SENT, State.DEAD])
def test_what_is_finished_is_not_sent_again(alice: User, state: str) -> None:
    notify(alice, state=state)
    assert claimed() == []


def test_what_somebody_sends_is_left_to_them_until_the_lease_ends(alice: User) -> None:
    row = notify(alice)
    claim_one()

    assert (claimed(), claimed(after=outbox.LEASE - SECOND), claimed(after=outbox.LEASE)) == ([], [], [[row]])


@pytest.mark.parametrize(
    "fields", [{"is_unreachable": True}, {"telegram_id": None}, {"status": User.Status.BLOCKED}], ids=lambda f: str(f)
)
def test_who_cannot_or_must_not_be_written_to_is_left_alone(alice: User, bob: User, fields: dict[str, object]) -> None:
    row = notify(alice)
    theirs = notify(bob)
    User.objects.filter(pk=alice.pk).update(**fields)

    assert claimed() == [[theirs]]
    assert now_is(row).state == State.QUEUED


def test_who_writes_again_gets_what_waited(alice: User) -> None:
    row = notify(alice)
    outbox.mark_unreachable(claim_one(), "blocked")
    waiting = notify(alice)
    assert claimed() == []

    alice.refresh_from_db()
    reachable_again(alice)

    assert (alice.is_unreachable, User.objects.get().is_unreachable) == (False, False)
    assert (now_is(row).state, claimed()) == (State.DEAD, [[waiting]])


def test_nothing_overtakes_what_is_being_sent(alice: User) -> None:
    told(alice), told(alice)
    claim_one()

    assert claimed() == []


def test_nothing_overtakes_what_waits_for_another_attempt(alice: User) -> None:
    first, second = told(alice), told(alice)
    outbox.retry_at(claim_one(), NOW + 7 * SECOND, reason="busy")

    assert claimed(after=6 * SECOND) == []
    assert claimed(after=7 * SECOND) == [[first]]
    assert now_is(second).state == State.QUEUED


def test_a_chat_rests_for_a_second_after_each_message(alice: User, bob: User) -> None:
    told(alice)
    outbox.mark_sent(claim_one(), NOW)
    second, other = told(alice), told(bob)

    assert claimed(after=SECOND / 2) == [[other]]
    assert claimed(after=SECOND) == [[second]]


# What is claimed


def test_no_more_chats_than_asked_for_the_oldest_first(alice: User, bob: User) -> None:
    first, second = notify(bob), notify(alice)

    assert (claimed(0), claimed(1), claimed(1), claimed(1)) == ([], [[first]], [[second]], [])


def test_money_comes_first(alice: User, bob: User) -> None:
    chat, money = notify(bob, importance=Importance.CHAT), notify(alice, importance=Importance.MONEY)
    assert claimed() == [[money], [chat]]


def test_alerts_of_one_user_are_told_together_twenty_at_most(alice: User, bob: User) -> None:
    rows = [notify(alice) for _ in range(outbox.MAX_BUNDLE + 2)]
    other = notify(bob)

    assert claimed() == [rows[: outbox.MAX_BUNDLE], [other]]


def test_a_bundle_ends_where_something_else_comes_between(alice: User) -> None:
    first, second = notify(alice), notify(alice)
    told(alice), notify(alice)

    assert claimed() == [[first, second]]


def test_a_bundle_ends_before_what_is_not_due_or_weighs_differently(alice: User, bob: User) -> None:
    early, money = notify(alice), notify(bob, importance=Importance.MONEY)
    notify(alice, not_before=NOW + SECOND), notify(alice), notify(bob)

    assert claimed() == [[money], [early]]


def test_an_attempt_counts_when_it_begins(alice: User) -> None:
    row = notify(alice)
    claim = claim_one()

    assert (claim.attempts, now_is(row).attempts, now_is(row).lease_until) == (1, 1, LATER)
    assert claim_one(after=outbox.LEASE).attempts == 2


# What became of it


def test_who_comes_too_late_changes_nothing(alice: User) -> None:
    row = notify(alice)
    late = claim_one()
    claim_one(after=outbox.LEASE)
    outcomes = [
        outbox.mark_sent(late, LATER),
        outbox.mark_muted(late, LATER),
        outbox.mark_dead(late, "late"),
        outbox.mark_unreachable(late, "late"),
        outbox.retry_at(late, LATER, reason="late"),
    ]

    assert outcomes == [False] * 5
    assert (now_is(row).state, now_is(row).error, now_is(row).lease_until) == (State.SENDING, "", LATER + outbox.LEASE)
    assert User.objects.get().is_unreachable is False


def test_the_orders_of_who_cannot_be_reached_are_paused_by_whoever_has_the_lease(seeded: None) -> None:
    carol = admitted(3, "Carol")
    stop = order(carol, Order.Kind.STOP_LOSS, token("LINK"), "1")
    notify(carol)
    late, in_time = claim_one(), claim_one(after=outbox.LEASE)

    assert outbox.mark_unreachable(late, "blocked") is False
    assert Order.objects.get(pk=stop.pk).state == Order.State.ACTIVE
    assert outbox.mark_unreachable(in_time, "blocked") is True
    paused = Order.objects.get(pk=stop.pk)
    assert (paused.state, paused.waits_because) == (Order.State.PAUSED, outbox.UNREACHABLE)


def test_what_was_delivered_late_counts_while_nobody_else_took_it(alice: User) -> None:
    row = notify(alice)

    assert outbox.mark_sent(claim_one(), LATER + SECOND) is True
    assert (now_is(row).state, now_is(row).sent_at, now_is(row).lease_until) == (State.SENT, LATER + SECOND, None)


def test_an_answer_in_the_chat_is_given_up_after_eight_attempts(alice: User) -> None:
    row = notify(alice, importance=Importance.CHAT)
    for attempt in range(outbox.MAX_CHAT_ATTEMPTS):
        outbox.retry_at(claim_one(after=attempt * SECOND), NOW, reason="no answer")

    assert (now_is(row).state, now_is(row).attempts, now_is(row).error) == (State.DEAD, 8, "no answer")


def test_an_answer_in_the_chat_is_given_up_after_a_day(alice: User) -> None:
    row = notify(alice, importance=Importance.CHAT)
    outbox.retry_at(claim_one(), NOW + outbox.MAX_CHAT_AGE + SECOND, reason="no answer")

    assert now_is(row).state == State.DEAD


@pytest.mark.parametrize("importance", [Importance.MONEY, Importance.ALERT])
def test_alerts_and_money_are_never_given_up(alice: User, importance: int) -> None:
    row = notify(alice, importance=importance, attempts=500, created_at=NOW - timedelta(days=90))
    outbox.retry_at(claim_one(), NOW, reason="no answer")

    assert (now_is(row).state, now_is(row).not_before) == (State.QUEUED, NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory belongs to one thread")
def test_several_claimers_at_once_get_each_row_once() -> None:
    rows = {told(user).pk for user in [person(number) for number in range(1, 41)] for _ in range(2)}
    taken: list[int] = []
    barrier, mine = threading.Barrier(4), threading.Lock()

    def work() -> None:
        barrier.wait()
        for moment in range(60):
            now = NOW + 2 * moment * SECOND / 60  # within the lease; each chat rests one second
            for claim in outbox.claim(now, limit=3):
                with mine:
                    taken.extend(row.pk for row in claim.notifications)
                outbox.mark_sent(claim, NOW - 2 * SECOND)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == sorted(rows)
