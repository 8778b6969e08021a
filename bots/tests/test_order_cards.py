from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from alerts.models import PricePeak
from bots.order_cards import card_of, cards_of, listed, proposals
from trading.models import Order, User
from trading.tests.desk import admitted, token
from trading.tests.order_desk import fixed_price, put, waiting

pytestmark = pytest.mark.django_db

Kind = Order.Kind
MINUTE = timedelta(minutes=1)


@pytest.fixture
def alice(seeded: None) -> User:
    fixed_price("LINK", "20")
    return admitted(1, "Alice")


def trailing(alice: User, symbol: str = "LINK") -> Order:
    """A stop 10 % below the highest price of the last minute."""
    return waiting(alice, Kind.TRAILING_STOP, symbol, trail_bps=1000, trails_from=timezone.now() - MINUTE)


def peak(usd: int, *, ago: timedelta) -> None:
    PricePeak.objects.create(token=token("LINK"), usd=Decimal(usd), observed_at=timezone.now() - ago)


def test_a_price_from_before_a_trailing_stop_does_not_count(alice: User) -> None:
    peak(50, ago=2 * MINUTE)
    peak(30, ago=MINUTE / 2)
    card = card_of(alice, trailing(alice))

    assert (card.trigger_usd, card.distance_percent) == (Decimal(27), Decimal(35))


def test_a_trailing_stop_that_has_seen_no_price_starts_from_the_last_one(alice: User) -> None:
    peak(50, ago=2 * MINUTE)

    assert card_of(alice, trailing(alice)).trigger_usd == Decimal(18)


def test_without_any_price_nobody_knows_where_a_trailing_stop_is(alice: User) -> None:
    card = card_of(alice, trailing(alice, "UNI"))

    assert (card.usd, card.trigger_usd, card.distance_percent, card.worst_usd) == (None, None, None, None)


@pytest.mark.parametrize(("kind", "worst"), [(Kind.STOP_LOSS, "0.99"), (Kind.LIMIT_BUY, "1.01")])
def test_the_worst_price_is_on_the_worse_side(alice: User, kind: Order.Kind, worst: str) -> None:
    assert card_of(alice, waiting(alice, kind)).worst_usd == Decimal(worst)


def test_only_what_is_still_open_would_be_cancelled(alice: User) -> None:
    stop, target, over = (
        waiting(alice, kind, pair="p" * 10) for kind in (Kind.STOP_LOSS, Kind.TAKE_PROFIT, Kind.LIMIT_BUY)
    )
    put(over, state=Order.State.EXPIRED)
    alone = waiting(alice)

    assert [card.siblings for card in cards_of(alice, [stop, target, alone])] == [(target.handle,), (stop.handle,), ()]


def test_orders_that_cancel_each_other_are_listed_together(alice: User) -> None:
    first, alone, second = (
        waiting(alice, pair="p" * 10),
        waiting(alice),
        waiting(alice, Kind.TAKE_PROFIT, pair="p" * 10),
    )

    assert [order.pk for order in listed(alice)] == [first.pk, second.pk, alone.pk]


@pytest.mark.parametrize("usd", [None, Decimal(0)])
def test_without_a_price_nothing_is_proposed(usd: Decimal | None) -> None:
    assert proposals(usd, Kind.STOP_LOSS) == []


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.TRAILING_STOP}))
def test_a_proposed_price_is_not_reached_yet(kind: Order.Kind) -> None:
    offered = [price for _, price in proposals(Decimal("3012.345"), kind)]

    assert len(offered) == 3
    assert all((price > 3012) == (kind in (Kind.TAKE_PROFIT, Kind.STOP_BUY)) for price in offered)
