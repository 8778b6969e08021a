from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from freezegun import freeze_time
from pytest_django.fixtures import Settings

from alerts.models import Alert, Notification, Watch
from bots.tests.chat import Chat
from esther_site.lib import service_health
from tokens.models import Token
from trading.models import Order, User
from trading.tests.desk import admitted

pytestmark = pytest.mark.django_db


def watched(*, since_minutes: int, until_minutes: int = 0) -> Watch:
    now = timezone.now()
    return Watch.objects.create(
        started_at=now - timedelta(minutes=since_minutes), last_beat_at=now - timedelta(minutes=until_minutes)
    )


def test_a_server_that_never_watched_says_so_and_lists_no_gap(alice: Chat) -> None:
    answer = alice.says("/status")

    assert answer.startswith("⚠️ <b>Prices are not watched now.</b> No alert and no order can fire.")
    assert "gap" not in answer.lower()


def test_others_learn_nothing_about_everybody(alice: Chat) -> None:
    assert "operators" not in alice.says("/status")


@freeze_time("2026-05-04 12:00:00")
def test_it_tells_the_gaps(alice: Chat) -> None:
    watched(since_minutes=3000, until_minutes=60)
    watched(since_minutes=30)
    answer = alice.says("/status")

    assert answer.startswith("✅ <b>Prices are watched</b>, since 2026-05-04 11:30 UTC")
    assert answer.count("not watched") == 1
    assert "not watched 11:00–11:30 UTC" in answer


def test_what_was_before_anybody_watched_is_no_gap(alice: Chat) -> None:
    watched(since_minutes=30)

    assert "No gap in the last 24 h" in alice.says("/status")


@freeze_time("2026-05-04 00:50:00")
def test_a_gap_over_midnight_shows_both_dates(alice: Chat) -> None:
    watched(since_minutes=300, until_minutes=60)
    watched(since_minutes=30)

    assert "not watched May 3, 23:50–May 4, 00:20 UTC" in alice.says("/status")


@freeze_time("2026-05-04 23:50:00")
def test_a_whole_day_without_watching_shows_both_dates(alice: Chat) -> None:
    watched(since_minutes=6000, until_minutes=3000)

    assert "not watched May 3, 23:50–May 4, 23:50 UTC" in alice.says("/status")


ASKING = "Orders then ask you, instead of trading."


def test_after_a_gap_it_says_that_orders_ask(alice: Chat) -> None:
    watched(since_minutes=3000, until_minutes=60)
    watched(since_minutes=30)

    assert ASKING in alice.says("/status")


def test_without_a_gap_nothing_is_said_about_asking(alice: Chat) -> None:
    watched(since_minutes=3000)

    assert ASKING not in alice.says("/status")


def test_watching_without_a_gap_is_said(alice: Chat) -> None:
    watched(since_minutes=3000)

    assert "No gap in the last 24 h" in alice.says("are you watching?")


def test_many_gaps_are_summed_up(alice: Chat) -> None:
    for hour in range(23):
        watched(since_minutes=60 * hour + 30, until_minutes=60 * hour)
    answer = alice.says("/status")

    assert answer.count("not watched") == 10
    assert "and 12 earlier" in answer


def test_own_alerts_are_counted_without_paused_ones(alice: Chat) -> None:
    alice.says("alert eth above 90000")
    alice.says("alert eth above 80000")
    Alert.objects.filter(threshold=80000).update(state="paused")

    assert "Your active alerts: 1" in alice.says("/status")


def ordered(user: User, *states: str) -> None:
    assert user.default_wallet
    ether = Token.objects.get(symbol="ETH", chain__name="Ethereum", verified=True)
    for state in states:
        Order.objects.create(
            user=user,
            wallet=user.default_wallet,
            kind=Order.Kind.STOP_LOSS,
            direction=Order.Direction.BELOW,
            token=ether,
            currency=ether,
            trigger_usd=Decimal(1),
            slippage_percent=Decimal(1),
            state=state,
            created_at=timezone.now(),
        )


def test_orders_of_others_are_not_counted(alice: Chat) -> None:
    alice.says("/start")
    ordered(admitted(102, "Bob"), "active")

    assert "Your open orders: 0\n" in f"{alice.says('/status')}\n"


def test_own_open_orders_are_counted(alice: Chat) -> None:
    alice.says("/start")
    ordered(User.objects.get(), "active", "active", "triggered", "paused", "done", "cancelled", "failed", "expired")

    assert "Your open orders: 4, 1 paused\n" in f"{alice.says('/status')}\n"


def test_orders_that_ask_are_pointed_out(alice: Chat) -> None:
    alice.says("/start")
    ordered(User.objects.get(), "active", "asking", "asking")

    assert "Your open orders: 3, <b>2 waiting for your answer</b>: /orders" in alice.says("/status")


def test_an_operator_sees_how_much_there_is_to_do(alice: Chat) -> None:
    alice.says("alert eth above 90000")
    User.objects.update(is_staff=True)
    ordered(User.objects.get(), "active")
    now = timezone.now()
    for number, (state, age) in enumerate([("queued", 5), ("sending", 90), ("dead", 200), ("sent", 300)]):
        Notification.objects.create(
            dedupe_key=str(number),
            user=User.objects.get(),
            template="alert_fired",
            state=state,
            not_before=now,
            created_at=now - timedelta(minutes=age),
        )
    answer = alice.says("/status")

    assert "Users: 1 active, 0 waiting\nActive alerts: 1\nOpen orders: 1\n" in answer
    assert "Notifications: 2 queued, 1 dead; oldest queued 1 h ago" in answer


def test_an_operator_sees_how_the_services_are(alice: Chat) -> None:
    alice.says("/start")
    User.objects.update(is_staff=True)
    service_health.forget_all()
    service_health.record_success("okx")
    service_health.record_failure("rpc", "timed out <after> 10 s, https://user:canary-password@node.example")
    answer = alice.says("/status")

    assert "✅ OKX: answered " in answer
    assert "❌ RPC: <b>fails</b>, 1 in a row; last error " in answer
    assert "timed out &lt;after&gt; 10 s" in answer
    assert "◽ LLM: not asked yet" in answer
    assert "canary-password" not in answer


def test_an_operator_sees_how_the_house_is(alice: Chat, settings: Settings) -> None:
    settings.DATABASE_EXPIRES_ON = (timezone.now() + timedelta(days=3)).date().isoformat()
    alice.says("/start")
    User.objects.update(is_staff=True)
    answer = alice.says("/status")

    assert "Database: " in answer
    assert "⏳ <b>It ends in 3 days</b>" in answer
    assert "⚠️ No backup was ever made" in answer
    assert "Version: 0." in answer
