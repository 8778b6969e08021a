"""What is offered for gas: enough to be mined, never more than a node may be believed."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

import pytest
from django.utils import timezone

from tokens.models import Chain, Price
from trading.gas import Offered, cap_wei, falls_short, faster, native_of, offered
from trading.rpc import Fees, RpcClient

GWEI = 10**9


class Node:
    """A node with only fees."""

    def __init__(self, base_fee: int, priority_fee: int) -> None:
        self._fees = Fees(base_fee=base_fee, priority_fee=priority_fee)

    def fees(self) -> Fees:
        return self._fees


def offer(base_fee: int, priority_fee: int) -> Offered:
    return offered(cast(RpcClient, Node(base_fee, priority_fee)))


@pytest.mark.parametrize(
    ("base_fee", "suggested", "tip"),
    [(10 * GWEI, 500 * GWEI, 30 * GWEI), (1_000, 500 * GWEI, 3 * GWEI), (10 * GWEI, 2 * GWEI, 2 * GWEI), (0, 0, 0)],
)
def test_a_tip_beyond_three_base_fees_is_not_believed(base_fee: int, suggested: int, tip: int) -> None:
    assert offer(base_fee, suggested) == Offered(max(1, 2 * base_fee + tip), tip)


@pytest.mark.parametrize("wei", [0, 1, 7, 8, 9, 10**9 + 1])
def test_a_replacement_pays_an_eighth_more_of_both(wei: int) -> None:
    replaced = faster(Offered(wei, wei), Offered(0, 0))
    assert replaced.max_fee * 8 >= wei * 9
    assert replaced.priority_fee * 8 >= wei * 9
    assert replaced.max_fee >= replaced.priority_fee


def test_a_replacement_pays_what_is_usual_when_that_is_more() -> None:
    assert faster(Offered(10, 1), Offered(100, 50)) == Offered(100, 50)


@pytest.mark.parametrize(
    ("most", "max_fee"), [(None, 1_000), (2_000, 1_000), (500, 500), (113, 114), (1, 114)], ids=str
)
def test_a_limit_is_used_up_to_its_end_and_never_for_less_than_an_eighth(most: int | None, max_fee: int) -> None:
    assert faster(Offered(100, 8), Offered(1_000, 10), most=most).max_fee == max_fee


@pytest.mark.parametrize(
    ("base_fee", "suggested", "is_short"),
    [
        (101 * GWEI, 0, True),  # below the base fee
        (100 * GWEI, 0, False),  # nothing is left for its maker, who wants nothing
        (100 * GWEI, 1, True),
        (90 * GWEI, 4 * GWEI, False),
        (90 * GWEI, 5 * GWEI, True),  # half of what is usual
        (99 * GWEI, 2 * GWEI, False),  # no more than one is left
        (99 * GWEI, 3 * GWEI, True),
    ],
)
def test_an_offer_falls_short_when_too_little_is_left_for_its_maker(
    base_fee: int, suggested: int, is_short: bool
) -> None:
    fees = Fees(base_fee=base_fee, priority_fee=suggested)
    assert falls_short(Offered(100 * GWEI, 2 * GWEI), fees) is is_short


def test_the_cap_in_dollars_is_a_cap_in_coins(seeded: None, settings: object) -> None:
    chain = Chain.objects.get(pk=1)
    native = native_of(chain)
    Price.objects.create(token=native, usd=Decimal(2_000), source="test", observed_at=timezone.now())
    assert cap_wei(chain) == 25 * 10**15  # 50 USD
