from __future__ import annotations

from collections.abc import Iterator

import pytest
import responses
from freezegun import freeze_time

from portfolio import snapshot_shares
from portfolio.models import Snapshot
from portfolio.snapshot_shares import take_share
from portfolio.snapshots import take_due
from portfolio.tests.snapshot_desk import NOW, cost, hold, lines_of, person
from trading.models import User

SHARES = 3


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with freeze_time(NOW, ignore=["concurrent"]):
        yield


@pytest.fixture
def people(okx: responses.RequestsMock) -> list[User]:
    """Seven of them, each with as many ETH as their place says."""
    people = [person(f"user{number}") for number in range(1, 8)]
    cost("ETH", "2500")
    for number, user in enumerate(people, 1):
        assert user.default_wallet
        hold(user.default_wallet, "ETH", str(number))
    return people


def test_a_share_takes_nobody_elses(people: list[User]) -> None:
    taken = take_share(0, NOW, of=SHARES)
    assert taken == sum(user.pk % SHARES == 0 for user in people)
    assert {snapshot.user_id % SHARES for snapshot in Snapshot.objects.all()} == {0}


def test_a_share_that_is_taken_twice_is_stored_once(people: list[User]) -> None:
    assert take_share(1, NOW, of=SHARES) > 0
    assert take_share(1, NOW, of=SHARES) == 0


def test_of_whom_it_is_not_known_what_they_have_none_is_taken(people: list[User]) -> None:
    User.objects.filter(pk=people[0].pk).update(status=User.Status.BLOCKED)
    assert sum(take_share(share, NOW, of=SHARES) for share in range(SHARES)) == len(people) - 1


def test_all_shares_together_take_what_one_taker_would(people: list[User], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot_shares, "PART", 2)
    assert [take_share(share, NOW, of=SHARES) for share in range(SHARES)] != [0, 0, 0]
    shared = {user.pk: lines_of(user) for user in people}
    totals = list(Snapshot.objects.order_by("user").values_list("user", "total_usd"))

    Snapshot.objects.all().delete()
    assert take_due(NOW) == len(people)
    assert {user.pk: lines_of(user) for user in people} == shared
    assert list(Snapshot.objects.order_by("user").values_list("user", "total_usd")) == totals
