from __future__ import annotations

from decimal import Decimal

import pytest

from esther_site.lib.errors import UserError
from trading.models import User
from trading.presets import buy_presets, sell_presets, set_buy_presets, set_sell_presets
from trading.tests.desk import admitted

pytestmark = pytest.mark.django_db


def numbers(text: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(each) for each in text.split())


@pytest.fixture
def alice(seeded: None) -> User:
    return admitted(101, "Alice")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("10 20 30 40 50", "Name one to 4 presets"),
        ("50 50", "Name each preset once"),
        ("50 50.0", "Name each preset once"),
        ("0.5", "from \\$1 to \\$1,000,000"),
        ("-5", "from \\$1 to \\$1,000,000"),
        ("1000001", "from \\$1 to \\$1,000,000"),
        ("NaN", "from \\$1 to \\$1,000,000"),
        ("Infinity", "from \\$1 to \\$1,000,000"),
        ("10.001", "two decimals at most"),
    ],
)
def test_what_nobody_would_spend_is_no_preset(alice: User, text: str, says: str) -> None:
    set_buy_presets(alice, numbers("20"))
    with pytest.raises(UserError, match=f"{says}.*Your setting is unchanged"):
        set_buy_presets(alice, numbers(text))

    assert User.objects.get().buy_presets == "20"


@pytest.mark.parametrize("text", ["0", "-1", "100.01", "101", "sNaN"])
def test_what_is_no_part_is_no_preset(alice: User, text: str) -> None:
    with pytest.raises(UserError, match=r"above 0 and up to 100 %\. Your setting is unchanged"):
        set_sell_presets(alice, numbers(text))

    assert sell_presets(User.objects.get()) == numbers("25 50 100")


def test_at_first_there_are_the_desks_own() -> None:
    assert (buy_presets(User()), sell_presets(User())) == (numbers("50 100 500"), numbers("25 50 100"))


def test_they_are_kept_exactly_and_in_their_order(alice: User) -> None:
    set_buy_presets(alice, numbers("250 20 1000 99.90"))
    set_sell_presets(alice, numbers("100 33.33"))
    stored = User.objects.get()

    assert (stored.buy_presets, stored.sell_presets) == ("250 20 1000 99.9", "100 33.33")
    assert buy_presets(stored) == numbers("250 20 1000 99.9")


def test_none_are_the_desks_own_again(alice: User) -> None:
    set_buy_presets(alice, numbers("1"))
    set_buy_presets(alice, [])

    assert buy_presets(User.objects.get()) == numbers("50 100 500")


def test_the_longest_there_can_be_are_stored(alice: User) -> None:
    set_buy_presets(alice, numbers("999999.99 999999.98 999999.97 999999.96"))
    set_sell_presets(alice, numbers("99.99 99.98 99.97 99.96"))

    assert len(User.objects.get().buy_presets) <= 60
