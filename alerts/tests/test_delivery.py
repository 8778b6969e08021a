from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from types import SimpleNamespace

import pytest
import requests
import responses

from alerts import outbox
from alerts.delivery import IDLE_SECONDS, LONGEST_BACKOFF, POISONED_AFTER, Deliverer
from alerts.models import Notification
from alerts.pacing import AT_ONCE, CROWD
from alerts.tests.deliveries import ACCEPTED, BLOCKED, NOW, Reply, Telegram, notify, now_is, person, refusal, told
from trading.models import User

pytestmark = pytest.mark.django_db

State = Notification.State
SECOND = timedelta(seconds=1)
TIMEOUT = requests.ReadTimeout("https://…/bot42:secret/sendMessage")


class Clock:
    """The time of day, as the test moves it."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment

    def passes(self, seconds: int) -> None:
        self.moment += seconds * SECOND


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("alerts.delivery.timezone", SimpleNamespace(now=clock.now))
    return clock


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield Telegram(mock)


@pytest.fixture
def deliverer(clock: Clock, telegram: Telegram) -> Deliverer:
    return Deliverer()


@pytest.fixture
def alice() -> User:
    return person(1)


# What Telegram refuses


@pytest.mark.parametrize(
    "reply",
    [
        BLOCKED,
        refusal(403, "Forbidden: user is deactivated"),
        refusal(400, "Bad Request: chat not found"),
    ],
)
def test_who_cannot_be_reached_is_not_tried_again(
    deliverer: Deliverer, telegram: Telegram, clock: Clock, alice: User, reply: Reply
) -> None:
    lost, waiting = told(alice), told(alice)
    telegram.replies = [reply]
    deliverer.deliver_due()
    clock.passes(3600)

    assert (deliverer.deliver_due(), len(telegram.calls)) == (False, 1)
    assert (now_is(lost).state, now_is(waiting).state) == (State.DEAD, State.QUEUED)
    assert User.objects.get().is_unreachable is True


def test_a_chat_is_left_alone_for_exactly_as_long_as_asked(
    deliverer: Deliverer, telegram: Telegram, clock: Clock, alice: User
) -> None:
    row = notify(alice)
    telegram.replies = [refusal(429, "Too Many Requests: retry after 7", retry_after=7)]
    deliverer.deliver_due()
    assert (now_is(row).state, now_is(row).not_before) == (State.QUEUED, NOW + 7 * SECOND)

    clock.passes(6)
    assert (deliverer.deliver_due(), len(telegram.calls)) == (False, 1)
    clock.passes(1)
    assert (deliverer.deliver_due(), len(telegram.calls), now_is(row).state) == (True, 2, State.SENT)


def test_when_several_chats_are_refused_at_once_nobody_is_written_to(
    deliverer: Deliverer, telegram: Telegram, clock: Clock
) -> None:
    for number in range(CROWD):
        notify(person(number + 1))
    telegram.replies = [refusal(429, "Too Many Requests", retry_after=9)] * CROWD
    deliverer.deliver_due()
    notify(person(99))

    clock.passes(8)
    assert (deliverer.deliver_due(), len(telegram.calls)) == (False, CROWD)
    clock.passes(1)
    assert deliverer.deliver_due() is True
    assert sorted(call["chat_id"] for call in telegram.calls[CROWD:]) == [1, 2, 3, 99]


def test_what_telegram_cannot_read_is_sent_once_as_plain_text(
    deliverer: Deliverer, telegram: Telegram, alice: User
) -> None:
    row = notify(alice)
    telegram.replies = [refusal(400, "Bad Request: can't parse entities: unsupported start tag")]
    deliverer.deliver_due()

    assert [call.get("parse_mode") for call in telegram.calls] == ["HTML", None]
    assert now_is(row).state == State.SENT


def test_a_message_refused_for_itself_does_not_keep_the_next_waiting(
    deliverer: Deliverer, telegram: Telegram, clock: Clock, alice: User
) -> None:
    bad, good = told(alice), told(alice)
    telegram.replies = [refusal(400, "Bad Request: message is too long")]
    deliverer.deliver_due()
    deliverer.deliver_due()

    assert (now_is(bad).state, now_is(bad).error) == (State.DEAD, "bad request: message is too long")
    assert (now_is(good).state, User.objects.get().is_unreachable) == (State.SENT, False)


@pytest.mark.parametrize("reply", [TIMEOUT, requests.ConnectionError("reset"), refusal(502, "Bad Gateway")])
def test_where_the_answer_is_missing_it_is_sent_again_with_the_same_id(
    deliverer: Deliverer, telegram: Telegram, clock: Clock, alice: User, reply: Reply
) -> None:
    row = notify(alice, "k3m9xw2p4r")
    telegram.replies = [reply]
    deliverer.deliver_due()
    assert (now_is(row).state, now_is(row).not_before) == (State.QUEUED, NOW + 2 * SECOND)

    clock.passes(2)
    deliverer.deliver_due()
    assert now_is(row).state == State.SENT
    assert [("Alert k3m9xw2p4r" in text) for text in telegram.texts] == [True, True]


def test_it_waits_twice_as_long_after_each_attempt(
    deliverer: Deliverer, telegram: Telegram, clock: Clock, alice: User
) -> None:
    row = notify(alice)
    telegram.replies = [TIMEOUT] * 10
    waits = []
    for _ in range(10):
        deliverer.deliver_due()
        waits.append(now_is(row).not_before - clock.moment)
        clock.moment = now_is(row).not_before

    assert [wait.seconds for wait in waits] == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert LONGEST_BACKOFF.seconds == 300


def test_a_chat_that_moved_is_followed(
    deliverer: Deliverer, telegram: Telegram, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    row = notify(alice)
    telegram.replies = [refusal(400, "Bad Request: chat was upgraded", migrate_to_chat_id=-100)]
    deliverer.deliver_due()

    assert [call["chat_id"] for call in telegram.calls] == [1, -100]
    assert (now_is(row).state, User.objects.get().telegram_id) == (State.SENT, 1)
    assert "moved to -100" in caplog.text


def test_an_outcome_that_comes_after_the_lease_is_not_noted(
    deliverer: Deliverer, telegram: Telegram, clock: Clock, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the call hangs, another process takes the row up."""
    row = notify(alice)
    monkeypatch.setattr(outbox, "mark_sent", lambda claim, now: _overtaken(claim, now))
    deliverer.deliver_due()

    assert (now_is(row).state, now_is(row).lease_until) == (State.SENDING, NOW + 2 * outbox.LEASE)


_mark_sent = outbox.mark_sent


def _overtaken(claim: outbox.Claim, now: datetime) -> bool:
    outbox.claim(claim.lease_until, limit=1)
    return _mark_sent(claim, now)


def test_what_cannot_be_made_is_given_up_and_blocks_nobody(
    deliverer: Deliverer, telegram: Telegram, clock: Clock, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    broken, good = notify(alice, template="no_such_template"), notify(alice)
    for _ in range(POISONED_AFTER):
        deliverer.deliver_due()
        clock.passes(300)
    deliverer.deliver_due()

    assert (now_is(broken).state, now_is(broken).error) == (State.DEAD, "TemplateDoesNotExist")
    assert now_is(good).state == State.SENT
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == POISONED_AFTER


# In order, together, and quietly


def test_the_order_inside_a_chat_survives_failures(
    deliverer: Deliverer, telegram: Telegram, clock: Clock, alice: User
) -> None:
    for handle in ("one", "two", "three"):
        notify(alice, handle)
        told(alice)
    busy = refusal(429, "Too Many Requests", retry_after=3)
    telegram.replies = [TIMEOUT, ACCEPTED, busy, ACCEPTED, TIMEOUT, busy]
    for _ in range(30):
        deliverer.deliver_due()
        clock.passes(1)

    alerts = [text.rpartition("Alert ")[2].removesuffix("</i>") for text in telegram.accepted[::2]]
    assert (alerts, len(telegram.accepted)) == (["one", "two", "three"], 6)


def test_many_alerts_are_one_message(deliverer: Deliverer, telegram: Telegram, alice: User) -> None:
    for number in range(20):
        notify(alice, f"handle{number:02}")
    deliverer.deliver_due()

    (text,) = telegram.texts
    assert text.startswith("🔔 <b>20 alerts</b>\n")
    assert [f"handle{number:02}" in text for number in range(20)] == [True] * 20
    assert Notification.objects.filter(state=State.SENT).count() == 20


def test_who_turned_alerts_off_is_not_told(deliverer: Deliverer, telegram: Telegram) -> None:
    row = notify(person(1, alert_level="off"))

    assert (deliverer.deliver_due(), telegram.calls) == (True, [])
    assert (now_is(row).state, now_is(row).error, now_is(row).sent_at) == (State.SENT, "muted", NOW)


@pytest.mark.parametrize(
    ("settings", "silent"),
    [
        ({}, False),
        ({"alert_level": "silent"}, True),
        ({"quiet_from": time(22), "quiet_until": time(7), "time_zone": "Asia/Tokyo"}, False),  # 21:00 there
        ({"quiet_from": time(20), "quiet_until": time(7), "time_zone": "Asia/Tokyo"}, True),
    ],
)
def test_a_message_makes_no_sound_where_none_is_wanted(
    deliverer: Deliverer, telegram: Telegram, settings: dict[str, object], silent: bool
) -> None:
    notify(person(1, **settings))
    deliverer.deliver_due()

    assert [call["disable_notification"] for call in telegram.calls] == [silent]


# The pace, and what a crash leaves behind


def test_all_together_send_no_more_than_the_pace_allows(clock: Clock, telegram: Telegram) -> None:
    for number in range(2 * AT_ONCE):
        notify(person(number + 1))
    first, second = Deliverer(), Deliverer()

    assert [first.deliver_due(), second.deliver_due(), first.deliver_due()] == [True, True, False]
    assert len(telegram.calls) == AT_ONCE
    clock.passes(1)
    assert first.deliver_due() is True


def test_what_is_muted_takes_nobodys_turn(deliverer: Deliverer, telegram: Telegram) -> None:
    for number in range(2 * AT_ONCE):
        notify(person(number + 1, alert_level="off"))
    notify(person(99))
    while deliverer.deliver_due():
        pass

    assert [call["chat_id"] for call in telegram.calls] == [99]


def test_what_a_killed_process_had_in_hand_is_sent_after_the_lease(
    deliverer: Deliverer, telegram: Telegram, clock: Clock, alice: User
) -> None:
    row = notify(alice)
    outbox.claim(NOW, limit=1)  # and then the power goes

    clock.passes(outbox.LEASE.seconds - 1)
    assert (deliverer.deliver_due(), telegram.calls) == (False, [])
    clock.passes(1)
    assert (deliverer.deliver_due(), now_is(row).state) == (True, State.SENT)


def test_no_secret_is_logged(
    deliverer: Deliverer, telegram: Telegram, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    row = notify(alice)
    telegram.replies = [TIMEOUT]
    deliverer.deliver_due()

    assert "secret" not in caplog.text + now_is(row).error
    assert "canary" not in caplog.text + now_is(row).error


# The loop


def test_it_stops_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alerts.delivery.START_DELAY_SECONDS", 0)
    deliverer, idle = Deliverer(), threading.Event()

    def nothing_due() -> bool:
        idle.set()
        return False

    monkeypatch.setattr(deliverer, "tick", nothing_due)
    thread = threading.Thread(target=deliverer.run)
    thread.start()
    assert idle.wait(10)
    deliverer.stop()
    thread.join(IDLE_SECONDS)

    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_trouble_does_not_end_the_loop(
    deliverer: Deliverer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> bool:
        raise RuntimeError("the database is away")

    monkeypatch.setattr(deliverer, "deliver_due", broken)

    assert deliverer.tick() is False
    assert "notifications could not be delivered" in caplog.text
