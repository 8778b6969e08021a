from __future__ import annotations

import pytest
from django.utils import timezone

from alerts.models import Notification
from alerts.operator_news import tell_of_review
from tokens.models import Chain
from trading.contracts import Role, note_unknown
from trading.models import Swap, User
from trading.tests.live_desk import live_swap

pytestmark = pytest.mark.django_db

STRANGER = "0x" + "ab" * 20


@pytest.fixture
def olga(alice: User) -> User:
    User.objects.filter(pk=alice.pk).update(is_staff=True)
    return alice


def test_nobody_but_operators_is_told(mallory: User) -> None:
    note_unknown(Chain.objects.get(index=1), Role.ROUTER, STRANGER)
    assert Notification.objects.count() == 0


@pytest.mark.parametrize("change", [{"status": "blocked"}, {"telegram_id": None}])
def test_an_operator_who_cannot_be_told_is_left_out(olga: User, change: dict[str, object]) -> None:
    User.objects.filter(pk=olga.pk).update(**change)
    note_unknown(Chain.objects.get(index=1), Role.ROUTER, STRANGER)
    assert Notification.objects.count() == 0


def test_operators_are_told_once_of_a_contract(olga: User, mallory: User) -> None:
    for _ in range(2):
        note_unknown(Chain.objects.get(index=1), Role.BRIDGE, STRANGER, bridge_id=636)
    told = Notification.objects.get()
    assert (told.user, told.importance, told.template) == (olga, Notification.Importance.MONEY, "contract_seen")
    assert (told.data["address"], told.data["bridge_id"], told.data["chain"]) == (STRANGER, "636", "Ethereum")


def test_operators_are_told_of_each_review(olga: User, mallory: User) -> None:
    swap = live_swap(mallory, "10", state=Swap.State.REVIEW)
    tell_of_review(swap, now=timezone.now())
    tell_of_review(swap, now=timezone.now())
    assert [row.user for row in Notification.objects.all()] == [olga, olga]
