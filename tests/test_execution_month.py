"""A month of simulated trades in the sandbox: its report beside a ledger that is kept by the test itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Final

import pytest
import responses
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from pytest_django import Settings

from alerts.verbs import reprice_simulated
from bots import processor
from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM
from sandbox.market import milliseconds
from sandbox.okx.quotes import Quote, quote_at
from tests.shadow_ledger import listed
from trading.execution_report_month import report_of
from trading.models import Swap, User

pytestmark = pytest.mark.django_db

BEGIN: Final = datetime(2026, 3, 1, 9, tzinfo=UTC)
READING: Final = timedelta(seconds=25)  # the card, before Confirm is pressed
DAYS: Final = 30
USDC, ETH, LINK = ("USDC", 1), ("ETH", 1), ("LINK", 1)
DEEDS: Final = (  # what is said, and the trade that it is
    ("buy $240 of link", USDC, LINK, "240", "exactIn"),
    ("buy 0.05 eth with usdc", USDC, ETH, "0.05", "exactOut"),
    ("sell 0.01 eth for usdc", ETH, USDC, "0.01", "exactIn"),
    ("buy 3.25 link with eth", ETH, LINK, "3.25", "exactOut"),
)
ASLEEP: Final = (4, 17)  # days on which nobody looks again


@dataclass(frozen=True)
class Entry:
    """A trade as the market's own rules make it: on the card, when it was confirmed, and later."""

    card: Quote
    done: Quote
    later: dict[int, Quote]

    @property
    def is_exact_purchase(self) -> bool:
        return self.card.swap_mode == "exactOut"

    @property
    def difference(self) -> int:
        """What it went better by, in units of the side that was left open."""
        if self.is_exact_purchase:
            return self.card.spent - self.done.spent
        return self.done.received - self.card.received

    @property
    def difference_usd(self) -> Fraction:
        """The same at what the trade was worth: what was given, at its price when it was booked."""
        open_side = self.done.spent if self.is_exact_purchase else self.done.received
        return Fraction(self.difference, open_side) * Fraction(self.done.spent_usd)

    @property
    def gas_usd(self) -> Decimal:
        return round(self.card.network_fee_usd, 15) - round(self.done.network_fee_usd, 15)

    def error_bps(self, minutes: int) -> Fraction:
        simulated = self.done.received
        return Fraction(10_000 * (simulated - self.later[minutes].received), simulated)


def entry_of(at: datetime, deed: tuple[str, tuple[str, int], tuple[str, int], str, str]) -> Entry:
    _, given, wanted, amount, mode = deed
    pay, buy = listed(given), listed(wanted)
    units = int(Decimal(amount).scaleb((pay if mode == "exactIn" else buy).decimals))
    card, done = (quote_at(milliseconds(each), units, pay, buy, swap_mode=mode) for each in (at, at + READING))
    later = {
        minutes: quote_at(milliseconds(at + READING + timedelta(minutes=minutes)), done.spent, pay, buy)
        for minutes in (1, 5)
    }
    return Entry(card, done, later)


@pytest.fixture
def clock(
    okx: responses.RequestsMock, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FrozenDateTimeFactory]:
    settings.OPEN_REGISTRATION = True
    monkeypatch.setattr(processor, "CLOSE_AFTER_SECONDS", 0)
    with freeze_time(BEGIN, real_asyncio=True) as clock:
        assert isinstance(clock, FrozenDateTimeFactory)
        yield clock


def test_a_month_of_simulated_trades_is_told_as_it_was(clock: FrozenDateTimeFactory) -> None:
    chat = Chat(1, "Alice")
    chat.says("/start")
    chat.says("/paper add 3 eth")
    ledger: list[Entry] = []
    for day in range(DAYS):
        at, deed = BEGIN + timedelta(days=day), DEEDS[day % len(DEEDS)]
        clock.move_to(at)
        assert "Nothing happens until you press" in chat.says(deed[0])
        clock.move_to(at + READING)
        assert "You got" in chat.presses(CONFIRM)
        ledger.append(entry_of(at, deed))
        if day in ASLEEP:
            continue
        for minutes in (1, 5):
            clock.move_to(at + READING + timedelta(minutes=minutes))
            assert reprice_simulated()
    clock.move_to(BEGIN + timedelta(days=DAYS))
    assert not reprice_simulated()

    figures_agree(ledger)
    card_agrees(chat.says("/execution march"), ledger)


def figures_agree(ledger: list[Entry]) -> None:
    user = User.objects.get()
    report = report_of(user, simulated=True, since=BEGIN, until=BEGIN + timedelta(days=DAYS))
    found = {trade.swap.pk: trade for trade in report.trades}
    for swap, entry in zip(Swap.objects.filter(state="booked").order_by("pk"), ledger, strict=True):
        trade = found[swap.pk]
        assert trade.parts is not None
        assert (trade.difference, trade.parts.price_move) == (entry.difference, entry.difference)
        assert (trade.parts.slippage, trade.parts.tax) == (0, 0)
        assert abs(Fraction(trade.difference_usd or 0) - entry.difference_usd) < Fraction(1, 10**6)
        assert abs((trade.gas_usd or 0) - entry.gas_usd) <= Decimal("0.000001")
    assert any(entry.difference > 0 for entry in ledger)
    assert any(entry.difference < 0 for entry in ledger)
    total = sum((entry.difference_usd + Fraction(entry.gas_usd) for entry in ledger), Fraction(0))
    assert abs(Fraction(report.total_usd) - total) < Fraction(DAYS * 2, 10**6)
    worth = sum((Fraction(entry.done.spent_usd) for entry in ledger), Fraction(0))
    assert abs(Fraction(report.worth_usd) - worth) < Fraction(DAYS, 10**6)


def card_agrees(card: str, ledger: list[Entry]) -> None:
    measured = [entry for day, entry in enumerate(ledger) if day not in ASLEEP]
    said = re.search(
        r"median error (\S+) % after 1 min, (\S+) % after 5 min, worst (\S+) % after ([15]) min, from (\d+) trades",
        card,
    )
    assert said, card
    for minutes, percent in zip((1, 5), said.groups()[:2], strict=True):
        exactly = median(entry.error_bps(minutes) for entry in measured) / 100
        assert abs(Fraction(percent.replace("−", "-")) - exactly) <= Fraction(1, 100)
    worst, after = max((entry.error_bps(minutes), minutes) for entry in measured for minutes in (1, 5))
    assert abs(Fraction(said[3].replace("−", "-")) - worst / 100) <= Fraction(1, 100)
    assert (int(said[4]), int(said[5])) == (after, len(measured))
    assert f"{DAYS} trades worth" in card
    assert f"{2 * len(ASLEEP)} looks not taken in time" in card
