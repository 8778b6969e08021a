from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
import responses
from django.utils import timezone

from alerts import verbs
from alerts.models import Alert, Missed, Notification, PricePeak, PriceTick, Watch
from alerts.monitor import Monitor
from alerts.price_pass import Look, watch_prices
from alerts.tests.away import order, state_of
from alerts.tests.desk import moving, now_is, told, waiting
from esther_site.lib.okx import web3_client
from sandbox.okx.faults import clear_faults, set_fault
from tokens.models import Price, Token
from trading import live
from trading.models import Order, Swap, User, Wallet

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 10

# A round ends by closing connections that are not as they should be, such as one inside a test's transaction.
with_own_connection = pytest.mark.django_db(transaction=True)


@pytest.fixture
def monitor(monkeypatch: pytest.MonkeyPatch) -> Monitor:
    monkeypatch.setattr("alerts.monitor.START_DELAY_SECONDS", 0)
    return Monitor(interval_seconds=60)


@pytest.fixture
def lapsed(seeded: None) -> Swap:
    """A quote nobody confirmed."""
    alice = User.objects.create(username="alice")
    usdc, eth = (Token.objects.get(chain__name="Ethereum", symbol=symbol) for symbol in ("USDC", "ETH"))
    return Swap.objects.create(
        user=alice,
        wallet=Wallet.objects.create(owner=alice, name="Paper", kind=Wallet.Kind.PAPER),
        chain=usdc.chain,
        token_in=usdc,
        token_out=eth,
        asked=Swap.Exact.IN,
        asked_units=1,
        exact=Swap.Exact.IN,
        units_in=1,
        maximum_units_in=1,
        expected_units_out=1,
        minimum_units_out=1,
        slippage_percent=Decimal(1),
        gas_usd=Decimal(0),
        mode=Swap.Mode.DRY_RUN,
        expires_at=timezone.now() - timedelta(seconds=1),
    )


def failing() -> bool:
    raise RuntimeError("the verb broke")


def failing_too() -> bool:
    raise RuntimeError("this one as well")


# One round


@with_own_connection
def test_a_verb_that_fails_does_not_stop_the_others(
    monitor: Monitor, lapsed: Swap, caplog: pytest.LogCaptureFixture
) -> None:
    monitor.verbs = (failing, *monitor.verbs, failing_too)

    assert monitor.tick() is True
    assert Swap.objects.get(pk=lapsed.pk).state == Swap.State.EXPIRED
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR] == [
        "the monitor could not failing",
        "the monitor could not failing_too",
    ]


@with_own_connection
def test_a_round_in_which_all_fail_is_one_without_work(monitor: Monitor) -> None:
    monitor.verbs = (failing,)
    assert monitor.tick() is False


@with_own_connection
def test_it_expires_quotes_and_then_has_nothing_to_do(monitor: Monitor, lapsed: Swap) -> None:
    assert (monitor.tick(), monitor.tick()) == (True, False)
    assert Swap.objects.get(pk=lapsed.pk).state == Swap.State.EXPIRED


def calls_of(monitor: Monitor, verb: Callable[[], bool], monkeypatch: pytest.MonkeyPatch, *, seconds: int) -> list[int]:
    """Give a monitor a turn each second, and return in which of them it called its verb."""
    calls: list[int] = []

    def watch_prices() -> bool:
        calls.append(second)
        return verb()

    monitor.verbs = (watch_prices,)
    for second in range(seconds):
        monkeypatch.setattr("alerts.monitor.time", SimpleNamespace(monotonic=lambda now=second: now))
        monitor.tick()
    return calls


@with_own_connection
def test_a_verb_is_called_when_it_is_due(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    assert calls_of(monitor, lambda: True, monkeypatch, seconds=130) == [0, 60, 120]


@with_own_connection
def test_a_verb_that_fails_waits_twice_as_long_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = calls_of(Monitor(interval_seconds=1), failing, monkeypatch, seconds=1000)
    assert [later - earlier for earlier, later in pairwise(calls)] == [5, 10, 20, 40, 80, 160, 300, 300]


@with_own_connection
def test_a_verb_that_works_again_is_called_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = iter([failing, lambda: False, lambda: False, lambda: False, failing])
    calls = calls_of(Monitor(interval_seconds=1), lambda: next(outcomes)(), monkeypatch, seconds=13)
    assert calls == [0, 5, 6, 7, 8]


# What it does


@with_own_connection
def test_a_round_tells_what_the_market_reached(monitor: Monitor, okx: responses.RequestsMock) -> None:
    alice = User.objects.create(username="alice")
    ether = Token.objects.get(chain__name="Ethereum", symbol="ETH")
    alert = waiting(alice, ether, "above", "1")

    assert (monitor.tick(), monitor.tick()) == (True, False)
    assert now_is(alert).state == Alert.State.FIRED
    assert [data["symbol"] for data in told(alice)] == ["ETH"]
    assert Watch.objects.count() == 1


@with_own_connection
@pytest.mark.parametrize("fault", ["500", "html"])
def test_without_an_answer_nothing_fires(monitor: Monitor, okx: responses.RequestsMock, fault: str) -> None:
    alice = User.objects.create(username="alice")
    ether = Token.objects.get(chain__name="Ethereum", symbol="ETH")
    alert = waiting(alice, ether, "above", "1")
    Price.objects.create(
        token=ether, usd=Decimal(5000), source="old", observed_at=timezone.now() - timedelta(seconds=61)
    )
    set_fault("market/price", fault, times=20)

    assert monitor.tick() is False
    assert now_is(alert).state == Alert.State.ACTIVE
    clear_faults()


def test_each_watched_token_is_asked_for_once(okx: responses.RequestsMock) -> None:
    alice = User.objects.create(username="alice")
    tokens = {symbol: Token.objects.get(chain__name="Ethereum", symbol=symbol) for symbol in ("ETH", "LINK", "UNI")}
    for _ in range(3):
        waiting(alice, tokens["ETH"], "below", "1")
        moving(alice, tokens["LINK"], "either", "50")
        waiting(alice, tokens["UNI"], "above", "1", state=Alert.State.FIRED)

    watch_prices()
    assert len(okx.calls) == 1
    assert set(Price.objects.values_list("token__symbol", flat=True)) == {"ETH", "LINK"}


@with_own_connection
def test_alerts_whose_time_is_over_expire(seeded: None) -> None:
    alice = User.objects.create(username="alice")
    ether = Token.objects.get(chain__name="Ethereum", symbol="ETH")
    past = timezone.now() - timedelta(seconds=1)
    late = [waiting(alice, ether, "above", "1", expires_at=past, state=state) for state in ("active", "paused")]

    assert verbs.expire_alerts() is True
    assert {now_is(alert).state for alert in late} == {Alert.State.EXPIRED}
    assert verbs.expire_alerts() is False


@with_own_connection
def test_orders_whose_time_is_over_expire_and_are_told(alice: User, eth: Token) -> None:
    late = order(alice, Order.Kind.STOP_LOSS, eth, "1", expires_at=timezone.now())

    assert (verbs.expire_orders(), verbs.expire_orders()) == (True, False)
    assert state_of(late) == Order.State.EXPIRED
    assert [data["handle"] for data in told(alice)] == [late.handle]


@with_own_connection
def test_the_end_of_a_gap_is_written_down_for_what_is_watched(monitor: Monitor, alice: User, eth: Token) -> None:
    waiting(alice, eth, "above", "100000")
    left_at = timezone.now() - timedelta(minutes=5)
    Watch.objects.create(started_at=left_at, last_beat_at=left_at)

    assert (monitor.heartbeat(), monitor.heartbeat()) == (True, False)
    missed = Missed.objects.get()
    assert (missed.token, missed.started_at, missed.read_at) == (eth, left_at, None)


@with_own_connection
def test_what_sees_nothing_does_not_count_as_watching(
    monitor: Monitor, alice: User, eth: Token, okx: responses.RequestsMock
) -> None:
    waiting(alice, eth, "above", "100000")
    set_fault("market/price", "500", times=20)
    monitor.watch_prices()
    monitor.heartbeat()
    assert not Watch.objects.exists()

    clear_faults()
    web3_client.cache_clear()
    monitor.watch_prices()
    monitor.heartbeat()
    assert Watch.objects.exists()


@with_own_connection
@pytest.mark.parametrize(
    ("how", "seconds"),
    [({"lost_some": True}, 10), ({"is_unfinished": True}, 1), ({}, 60), ({"sees_nothing": True}, 60)],
)
def test_a_price_that_is_missing_is_looked_for_soon(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch, how: dict[str, bool], seconds: int
) -> None:
    nothing = Look(fired=0, sees_nothing=False, lost_some=False, is_unfinished=False)
    monkeypatch.setattr("alerts.monitor.watch_prices", lambda: replace(nothing, **how))
    assert calls_of(monitor, monitor.watch_prices, monkeypatch, seconds=61)[:2] == [0, seconds]


@with_own_connection
def test_what_nobody_looks_back_at_is_pruned(alice: User, eth: Token) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    PriceTick.objects.create(token=eth, usd=Decimal(1), observed_at=long_ago)
    PricePeak.objects.create(token=eth, usd=Decimal(1), observed_at=long_ago)
    Missed.objects.create(token=eth, started_at=long_ago, ended_at=long_ago, not_before=long_ago, read_at=long_ago)

    assert (verbs.prune(), verbs.prune()) == (True, False)
    assert [model.objects.count() for model in (PriceTick, PricePeak, Missed)] == [0, 0, 0]


@with_own_connection
def test_what_was_delivered_is_kept_for_thirty_days() -> None:
    alice = User.objects.create(username="alice")
    for days, state in ((31, "sent"), (29, "sent"), (31, "queued")):
        moment = timezone.now() - timedelta(days=days)
        Notification.objects.create(
            dedupe_key=f"{days} {state}", user=alice, state=state, sent_at=moment, not_before=moment, created_at=moment
        )

    assert verbs.prune() is True
    assert set(Notification.objects.values_list("dedupe_key", flat=True)) == {"29 sent", "31 queued"}


@with_own_connection
def test_what_cannot_be_delivered_is_kept_for_ninety_days() -> None:
    alice = User.objects.create(username="alice")
    for days in (91, 89):
        moment = timezone.now() - timedelta(days=days)
        Notification.objects.create(
            dedupe_key=f"{days}", user=alice, state="dead", not_before=moment, created_at=moment
        )

    assert verbs.prune() is True
    assert Notification.objects.get().dedupe_key == "89"


# The loop


@pytest.fixture
def running(monitor: Monitor) -> Iterator[threading.Thread]:
    """The loop in a thread, with a verb that never has work and nothing to do with the database."""
    rounds = threading.Semaphore(0)

    def idle() -> bool:
        rounds.release()
        return False

    monitor.verbs = (idle,)
    thread = threading.Thread(target=monitor.run)
    thread.start()
    assert rounds.acquire(timeout=PATIENCE_SECONDS)
    yield thread
    monitor.stop()
    thread.join(PATIENCE_SECONDS)


def test_it_stops_at_once_although_its_interval_is_long(monitor: Monitor, running: threading.Thread) -> None:
    started = time.monotonic()
    monitor.stop()
    running.join(PATIENCE_SECONDS)

    assert not running.is_alive()
    assert time.monotonic() - started < 1


@with_own_connection
def test_it_looks_at_once_when_a_live_swap_begins(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    live.stirred.clear()
    monkeypatch.setattr(live, "has_live_swaps", lambda: False)
    looks = threading.Semaphore(0)

    def advance_due(now: object, *, tell: object) -> bool:
        looks.release()
        return False

    monkeypatch.setattr(live, "advance_due", advance_due)
    monitor.verbs = (monitor.settle_swaps,)
    thread = threading.Thread(target=monitor.run)
    thread.start()
    try:
        assert looks.acquire(timeout=PATIENCE_SECONDS)
        assert not looks.acquire(timeout=0.5)
        live.stirred.set()
        assert looks.acquire(timeout=5)  # its interval is a minute
    finally:
        monitor.stop()
        thread.join(PATIENCE_SECONDS)


@with_own_connection
def test_it_looks_every_two_seconds_while_a_swap_is_live(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, moments = [0], []

    def advance_due(now: object, *, tell: object) -> bool:
        moments.append(clock[0])
        return False

    monkeypatch.setattr(live, "has_live_swaps", lambda: True)
    monkeypatch.setattr(live, "advance_due", advance_due)
    monitor.verbs = (monitor.settle_swaps,)
    monkeypatch.setattr("alerts.monitor.time", SimpleNamespace(monotonic=lambda: clock[0]))
    for second in range(7):
        clock[0] = second
        monitor.tick()
    assert moments == [0, 2, 4, 6]


def test_a_monitor_that_was_stopped_does_not_start(monitor: Monitor) -> None:
    monitor.verbs = (failing,)
    monitor.stop()
    monitor.run()


@with_own_connection
def test_it_goes_on_without_a_pause_while_there_is_work(monitor: Monitor) -> None:
    work = iter([True, True, True])

    def verb() -> bool:
        if not next(work, False):
            monitor.stop()
            return False
        return True

    monitor.verbs = (verb,)
    started = time.monotonic()
    monitor.run()

    assert time.monotonic() - started < 1


# Where it runs


def python(*arguments: str, **variables: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "DATABASE_URL": "sqlite://:memory:", **variables}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


_THREADS_AFTER_START = """
import django, threading
django.setup()
for thread in threading.enumerate():
    if thread.name == "watching":
        thread.join()
print(sorted(thread.name for thread in threading.enumerate()))
"""


def threads_after_start(**variables: str) -> str:
    output, errors = python("-c", _THREADS_AFTER_START, **variables).communicate(timeout=PATIENCE_SECONDS)
    return output or errors


def test_it_does_not_run_in_tests() -> None:
    assert "monitor" not in {thread.name for thread in threading.enumerate()}


def test_it_runs_only_where_it_is_meant_to() -> None:
    assert threads_after_start(RUN_MONITOR="", ESTHER_SERVING="False") == "['MainThread']\n"
    assert threads_after_start(RUN_MONITOR="True") == "['MainThread', 'deliverer', 'monitor']\n"


def test_the_command_survives_a_broken_database_and_ends_when_told() -> None:
    """There are no tables, so each verb fails; it goes on until SIGTERM."""
    command = python("manage.py", "monitor", MONITOR_INTERVAL="60")
    try:
        assert command.stdout is not None
        assert command.stdout.readline() == "The monitor is running. Press Ctrl+C to stop it.\n"
        command.send_signal(signal.SIGTERM)
        _, errors = command.communicate(timeout=PATIENCE_SECONDS)
    finally:
        command.kill()

    assert command.returncode == 0, errors
