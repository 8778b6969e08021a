from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from esther_site.lib.errors import UserError
from trading.brackets import Bracket
from trading.intake import AmountKind
from trading.models import Order
from trading.order_wishes import OrderWish, checked, checked_trail

Kind = Order.Kind
SALES = [Kind.STOP_LOSS, Kind.TAKE_PROFIT]
PURCHASES = [Kind.LIMIT_BUY, Kind.STOP_BUY]


def wish(kind: Order.Kind = Kind.STOP_LOSS, **more: Any) -> OrderWish:
    """Return a wish that makes sense, but for what is said otherwise."""
    facts: dict[str, Any] = {"trigger_usd": Decimal(2000)}
    if kind == Kind.TRAILING_STOP:
        facts = {"trail_percent": Decimal(5)}
    if kind in PURCHASES:
        facts |= {"amount": Decimal(100), "amount_kind": AmountKind.USD}
    return OrderWish(kind=kind, token="ETH", **(facts | more))


@pytest.mark.parametrize("kind", [*SALES, *PURCHASES])
@pytest.mark.parametrize("usd", [None, "0", "-1", "NaN", "Infinity", "1e12"])
def test_an_order_waits_for_a_price(kind: Order.Kind, usd: str | None) -> None:
    with pytest.raises(UserError, match="Name a price"):
        checked(wish(kind, trigger_usd=usd and Decimal(usd)))


@pytest.mark.parametrize("percent", [None, "0", "0.09", "100", "-5", "NaN", "Infinity"])
def test_a_trailing_stop_follows_at_a_percentage(percent: str | None) -> None:
    with pytest.raises(UserError, match=r"0\.1 to 99\.9 %"):
        checked(wish(Kind.TRAILING_STOP, trail_percent=percent and Decimal(percent)))


@pytest.mark.parametrize(
    ("order", "says"),
    [
        (wish(Kind.TRAILING_STOP, trail_percent=Decimal("2.55")), "one decimal"),
        (wish(Kind.TRAILING_STOP, trigger_usd=Decimal(1)), "no price"),
        (wish(trail_percent=Decimal(5)), "Only a trailing stop"),
        (wish(Kind.LIMIT_BUY, amount=None), "how much to buy"),
        (wish(amount=Decimal(0)), "above zero"),
        (wish(amount=Decimal("NaN")), "above zero"),
        (wish(amount=Decimal("100.1"), amount_kind=AmountKind.PERCENT), "more than 100 %"),
    ],
)
def test_what_makes_no_sense_is_refused(order: OrderWish, says: str) -> None:
    with pytest.raises(UserError, match=says):
        checked(order)


def test_an_end_lies_in_the_future() -> None:
    with pytest.raises(UserError, match="time in the future"):
        checked(wish(expires_at=timezone.now()))
    assert checked(wish(expires_at=timezone.now() + timedelta(seconds=5))).expires_at is not None


@pytest.mark.parametrize("kind", [*SALES, Kind.TRAILING_STOP])
def test_a_sale_carries_no_bracket(kind: Order.Kind) -> None:
    with pytest.raises(UserError, match="Only a purchase"):
        checked(wish(kind, bracket=Bracket(stop_percent=Decimal(5))))


@pytest.mark.parametrize("kind", PURCHASES)
@pytest.mark.parametrize("sides", [{"stop_usd": Decimal(2000)}, {"target_usd": Decimal(2000)}])
def test_a_bracket_lies_around_the_price_that_is_waited_for(kind: Order.Kind, sides: dict[str, Decimal]) -> None:
    with pytest.raises(UserError, match="must be"):
        checked(wish(kind, bracket=Bracket(**sides)))
    farther = Decimal(2001) if "stop_usd" in sides else Decimal(1999)
    assert checked(wish(kind, bracket=Bracket(**sides), trigger_usd=farther)).bracket == Bracket(**sides)


@pytest.mark.parametrize("kind", [*SALES, Kind.TRAILING_STOP])
def test_a_sale_without_an_amount_is_of_everything(kind: Order.Kind) -> None:
    asked = checked(wish(kind))

    assert (asked.amount, asked.amount_kind) == (Decimal(100), AmountKind.PERCENT)


def test_a_bare_number_counts_tokens() -> None:
    assert checked(wish(amount=Decimal(2))).amount_kind == AmountKind.TOKEN


def test_a_price_is_taken_as_it_can_be_stored() -> None:
    assert checked(wish(trigger_usd=Decimal("0.1234567890123456789"))).trigger_usd == Decimal("0.123456789012345679")


def test_what_is_sound_stays_as_it_is() -> None:
    order = wish(Kind.LIMIT_BUY, bracket=Bracket(stop_percent=Decimal(5)))
    assert checked(order) == replace(order, amount_kind=AmountKind.USD)


@pytest.mark.parametrize(("percent", "bps"), [("0.1", 10), ("5", 500), ("99.9", 9990)])
def test_a_trailing_percentage_is_stored_exactly(percent: str, bps: int) -> None:
    assert checked_trail(Decimal(percent)) == bps
