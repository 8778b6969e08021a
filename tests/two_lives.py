"""Two people's month in the sandbox: what they say to Esther on each day, and a ledger of it kept beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from alerts.verbs import take_snapshots
from bots.tests.chat import Chat
from bots.tests.ledger import CONFIRM
from sandbox.demo.script import SCRIPT, Deposit
from tests.shadow_ledger import Ledger, Place, whole
from trading.models import User

__all__ = [
    "ALERT_USD",
    "BEGIN",
    "CHAINS",
    "ETH",
    "NOW",
    "STOP_USD",
    "Life",
    "events_of",
    "life_of_the_demo",
    "two_lives",
]

BEGIN: Final = datetime(2026, 3, 1, 5, tzinfo=UTC)  # midnight in New York, where the clocks change on the 8th
NOW: Final = datetime(2026, 3, 31, 16, tzinfo=UTC)
DAYS: Final = 30
ETH: Final[Place] = ("ETH", 1)
USDC, LINK, UNI, WBTC = [(symbol, 1) for symbol in ("USDC", "LINK", "UNI", "WBTC")]

CHAINS: Final = {"Ethereum": 1, "Base": 8453}
STOP_USD: Final = Decimal(2580)
ALERT_USD: Final = Decimal(2900)

_BEFORE_MIDNIGHT: Final = timedelta(hours=8)
_AFTER_MIDNIGHT: Final = timedelta(minutes=2)


@dataclass
class Life:
    """Somebody in the chat, and what they must have."""

    chat: Chat
    zone: str
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def user(self) -> User:
        return User.objects.get(telegram_id=self.chat.id)

    def begins(self) -> None:
        self.chat.says("/start")
        User.objects.filter(telegram_id=self.chat.id).update(time_zone=self.zone)
        self.ledger.begin()

    def confirms(self, sentence: str) -> None:
        assert "Nothing happens until you press" in self.chat.says(sentence)
        assert "You got" in self.chat.presses(CONFIRM)


Deed = Callable[[Life], None]


def _spends(dollars: str, wanted: Place) -> Deed:
    def deed(life: Life) -> None:
        life.confirms(f"buy ${dollars} of {wanted[0]}")
        life.ledger.give(datetime.now(UTC), USDC, wanted, Decimal(dollars))

    return deed


def _buys(amount: str, wanted: Place) -> Deed:
    def deed(life: Life) -> None:
        life.confirms(f"buy {amount} {wanted[0]} with usdc")
        life.ledger.want(datetime.now(UTC), USDC, wanted, Decimal(amount))

    return deed


def _sells(amount: str, given: Place, wanted: Place = USDC) -> Deed:
    def deed(life: Life) -> None:
        life.confirms(f"sell {amount} {given[0]} for {wanted[0]}")
        life.ledger.give(datetime.now(UTC), given, wanted, Decimal(amount))

    return deed


def _adds(amount: str, place: Place) -> Deed:
    def deed(life: Life) -> None:
        (chain,) = (name for name, index in CHAINS.items() if index == place[1])
        assert "Added" in life.chat.says(f"/paper add {amount} {place[0]} on {chain}")
        life.ledger.deposit(place, amount)

    return deed


def _starts_over(life: Life) -> None:
    assert "starts over" in life.chat.says("/paper reset")
    life.ledger.start_over(datetime.now(UTC))


_EVERY_DAY: Final = (
    _spends("240", LINK),
    _buys("0.05", ETH),
    _sells("3.5", LINK),
    _spends("150", UNI),
    _sells("0.02", ETH),
    _sells("4", UNI, WBTC),
)
_QUIET: Final = (0, 14, 15)  # days of which only the deed below is done
ALICE: Final[dict[int, Deed]] = {
    0: _spends("3000", ETH),
    8: _adds("1500", USDC),
    13: _adds("0.4", ("ETH", 8453)),
    20: _spends("400", WBTC),
}
BOB: Final[dict[int, Deed]] = {
    0: _spends("2500", ETH),
    7: _adds("800", USDC),
    14: _starts_over,
    15: _spends("2000", ETH),
    21: _adds("25", LINK),
}


def two_lives() -> list[tuple[Life, dict[int, Deed]]]:
    alice, bob = Life(Chat(1, "Alice"), "America/New_York"), Life(Chat(2, "Bob"), "Asia/Kolkata")
    return [(alice, ALICE), (bob, BOB)]


def life_of_the_demo() -> Life:
    """Return the month that the demo gives Alice up to now, by its script."""
    life = Life(Chat(1001, "Alice"), "UTC")
    ledger = life.ledger
    ledger.begin()
    for number in range(DAYS):
        day = NOW.date() - timedelta(days=DAYS - number)
        for deed in SCRIPT.get(number, ()):
            at = datetime.combine(day, time(deed.hour), UTC)
            if isinstance(deed, Deposit):
                ledger.deposit((deed.symbol, CHAINS[deed.chain]), f"{deed.amount}")
                continue
            given, wanted = (deed.given, 1), (deed.wanted, 1)
            ledger.give(at, given, wanted, whole(given, ledger.held[given] * deed.percent // 100))
        ledger.close(day, datetime.combine(day + timedelta(days=1), time(), UTC))
    ledger.close(NOW.date(), NOW, is_live=True)
    return life


def events_of(life: Life, special: dict[int, Deed]) -> Iterator[tuple[datetime, Callable[[], object]]]:
    """Yield what happens, each with its moment: deeds in the afternoon, and the monitor after midnight."""
    for number in range(DAYS):
        day = BEGIN.date() + timedelta(days=number)
        midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(life.zone)).astimezone(UTC)
        deeds = [special[number]] if number in special else []
        if number not in _QUIET:
            deeds.append(_EVERY_DAY[(number - 1) % len(_EVERY_DAY)])
        for hours, deed in enumerate(deeds):
            yield midnight - _BEFORE_MIDNIGHT + timedelta(hours=hours), partial(deed, life)
        yield midnight + _AFTER_MIDNIGHT, partial(_night, life, day)


def _night(life: Life, day: date) -> None:
    assert take_snapshots()
    life.ledger.close(day, datetime.now(UTC))
