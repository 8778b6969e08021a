"""Four monitors on one database, two of them killed: every alert fires once, and everybody is told."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connection

from alerts.models import Alert, Notification
from alerts.pacing import AT_ONCE, MESSAGES_PER_SECOND
from tests.busy_telegram import BusyTelegram
from tests.market import Market
from tests.serving import ROOT, Environment, environment
from tokens.models import Chain, Token
from trading.models import User

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="processes of their own share no SQLite in memory"),
]

MONITORS, KILLED, TOKENS, CHATS, ALERTS = 4, 2, 100, 500, 10_000
PATIENCE_SECONDS: Final = 80

# The database shows the beginning of a statement only.
_FIRING = """
SELECT application_name FROM pg_stat_activity
WHERE state = 'active' AND query LIKE '%WITH hit AS%' AND application_name LIKE 'monitor-%'
"""


def calm(number: int) -> str:
    return "100"


def moved(number: int) -> str:
    """Half of the tokens are up by a tenth, the others down."""
    return "90" if number % 2 else "110"


class Monitor:
    """One `manage.py monitor`, known to the database by its name."""

    def __init__(self, env: Environment, name: str, log: Path) -> None:
        self.name = name
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "monitor"],
                cwd=ROOT,
                env=env | {"PGAPPNAME": name},
                stdout=output,
                stderr=output,
            )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)


@contextmanager
def monitors(env: Environment, log: Path) -> Iterator[list[Monitor]]:
    running = [Monitor(env, f"monitor-{number}", log) for number in range(MONITORS)]
    try:
        yield running
    finally:
        for monitor in running:
            monitor.process.terminate()
        for monitor in running:
            monitor.process.wait(30)


def settings_for(market: Market, telegram: BusyTelegram) -> Environment:
    database = connection.settings_dict
    login = ":".join(filter(None, (database["USER"], database["PASSWORD"])))
    return environment(
        f"postgresql://{login}@{database['HOST']}:{database['PORT']}/{database['NAME']}",
        SECRET_KEY="a-secret-key-for-tests-only-0123456789-abcdefghij",
        TELEGRAM_BOT_TOKEN="42:monitors",
        TELEGRAM_API_BASE_URL=telegram.url,
        OKX_BASE_URL=market.url,
        OKX_MARKET_BASE_URL=market.url,
        OKX_API_KEY="k",
        OKX_API_SECRET="s",
        OKX_API_PASSPHRASE="p",
        OKX_REQUESTS_PER_SECOND="100",
        MONITOR_INTERVAL="1",
    )


def waiting_alerts() -> set[str]:
    """Let everybody wait for some of the tokens; return the visible ids."""
    chain = Chain.objects.create(index=1, name="Ethereum", native_symbol="ETH", explorer="x", rpc_url="x")
    tokens = Token.objects.bulk_create(
        Token(chain=chain, address=f"0x{number:040x}", symbol=f"T{number}", decimals=18) for number in range(TOKENS)
    )
    users = User.objects.bulk_create(
        User(username=f"telegram-{number}", telegram_id=number, status=User.Status.ACTIVE)
        for number in range(1, CHATS + 1)
    )
    Alert.objects.bulk_create(
        Alert(
            handle=f"h{number}",
            user=users[number % CHATS],
            kind=Alert.Kind.PRICE,
            token=tokens[number % TOKENS],
            direction=Alert.Direction.BELOW if number % 2 else Alert.Direction.ABOVE,
            threshold=Decimal(95 if number % 2 else 105),
        )
        for number in range(ALERTS)
    )
    return {f"h{number}" for number in range(ALERTS)}


def wait_until(is_so: Callable[[], Any], what: str) -> Any:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if found := is_so():
            return found
        time.sleep(0.005)
    raise AssertionError(f"not after {PATIENCE_SECONDS} s: {what}")


def who_fires() -> str:
    """Return the name of a monitor whose statement that fires runs at this moment, or nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRING)
        return "".join(cursor.fetchone() or ())


def is_all_told() -> bool:
    told = Notification.objects.filter(state=Notification.State.SENT).count() == ALERTS
    time.sleep(0.2)
    return told


def test_every_alert_fires_once_and_is_told_though_monitors_are_killed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handles = waiting_alerts()
    with (
        Market(calm) as market,
        BusyTelegram(refuse_every=1_000_000) as telegram,
        monitors(settings_for(market, telegram), tmp_path / "log") as running,
    ):
        wait_until(lambda: market.requests >= 3 * MONITORS, "the monitors look at prices")
        market.usd_of = moved
        name = wait_until(who_fires, "a monitor fires")
        first = next(monitor for monitor in running if monitor.name == name)
        first.kill()

        wait_until(lambda: telegram.calls >= CHATS // 5, "messages arrive")
        started, calls = time.monotonic(), telegram.calls
        second = next(monitor for monitor in running if monitor is not first)
        second.kill()

        wait_until(lambda: len(set(telegram.arrived)) == ALERTS, "everything arrives")
        seconds, sent = time.monotonic() - started, telegram.calls - calls
        wait_until(is_all_told, "what arrived is known to have arrived")

    assert set(Alert.objects.values_list("state", "times_fired")) == {("fired", 1)}
    assert Notification.objects.count() == ALERTS
    assert set(telegram.arrived) == handles
    assert seconds <= 60
    assert telegram.doubled <= KILLED  # a cut send may have arrived, and nobody knows
    assert sent <= seconds * MESSAGES_PER_SECOND + AT_ONCE + 1
    with capsys.disabled():
        print(
            f"\n{ALERTS} alerts of {CHATS} chats, {MONITORS} monitors, 2 killed: {len(handles)} fired once, "
            f"{telegram.calls} messages, {telegram.doubled} of them twice"
        )
