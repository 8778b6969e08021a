from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory
from pytest_django import Settings

from esther_site.lib.errors import UserError
from tokens.models import Chain
from trading.models import User, Wallet
from trading.tests.desk import holdings, newcomer
from trading.users import (
    activate,
    approve_user,
    default_chain,
    meet,
    operator_chat_ids,
    refuse_user,
    set_default_chain,
    set_slippage,
)

OPERATOR_ID = 9001
Status = User.Status


@pytest.fixture
def operator(seeded: None) -> User:
    return meet(newcomer(OPERATOR_ID, "Olga"))[0]


@pytest.fixture
def stranger(seeded: None) -> User:
    return meet(newcomer(666, "Mallory"))[0]


def status_of(user: User) -> Status:
    return Status(User.objects.get(pk=user.pk).status)


# Meeting people


def test_a_stranger_has_to_wait_and_owns_nothing(stranger: User) -> None:
    assert (status_of(stranger), stranger.is_staff, stranger.is_superuser) == (Status.PENDING, False, False)
    assert Wallet.objects.count() == 0


def test_somebody_is_new_only_once(seeded: None) -> None:
    first, is_new = meet(newcomer(666, "Mallory"))
    second, is_still_new = meet(newcomer(666, "Mallory, renamed"))

    assert (first, is_new, is_still_new) == (second, True, False)
    assert User.objects.count() == 1


@pytest.mark.parametrize("password", ["", "!", "password", "666"])
def test_nobody_logs_in_with_what_the_chat_made(stranger: User, password: str) -> None:
    assert not stranger.has_usable_password()
    assert authenticate(RequestFactory().post("/"), username=stranger.username, password=password) is None


def test_a_name_of_any_length_is_taken(seeded: None) -> None:
    user, _ = meet(newcomer(2**62, "n" * 500))
    assert User.objects.get(telegram_id=2**62).first_name == user.first_name == "n" * 150


def test_where_registration_is_open_everybody_gets_a_wallet_at_once(seeded: None, settings: Settings) -> None:
    settings.OPEN_REGISTRATION = True
    user, _ = meet(newcomer(666, "Mallory"))

    assert (status_of(user), user.is_staff) == (Status.ACTIVE, False)
    assert holdings(user) == {"USDC": 10_000_000_000}


def test_who_waited_is_let_in_when_registration_opens(stranger: User, settings: Settings) -> None:
    settings.OPEN_REGISTRATION = True
    meet(newcomer(666, "Mallory"))

    assert status_of(stranger) == Status.ACTIVE


@pytest.mark.parametrize("telegram_id", [666, OPERATOR_ID])
def test_who_is_blocked_stays_blocked(seeded: None, settings: Settings, telegram_id: int) -> None:
    blocked, _ = meet(newcomer(telegram_id, "Mallory"))
    User.objects.update(status=Status.BLOCKED)
    settings.OPEN_REGISTRATION = True
    met, _ = meet(newcomer(telegram_id, "Mallory"))

    assert (met.status, status_of(blocked), activate(met)) == (Status.BLOCKED, Status.BLOCKED, False)


def test_an_operator_comes_in_as_staff_without_the_keys_to_everything(operator: User) -> None:
    kept = User.objects.get(pk=operator.pk)

    assert (kept.status, kept.is_staff, kept.is_superuser) == (Status.ACTIVE, True, False)
    assert holdings(operator) == {"USDC": 10_000_000_000}
    assert not kept.has_usable_password()


def test_somebody_known_can_become_an_operator(stranger: User, settings: Settings) -> None:
    settings.TELEGRAM_ADMIN_IDS = [666]
    meet(newcomer(666, "Mallory"))

    kept = User.objects.get(pk=stranger.pk)
    assert (kept.status, kept.is_staff) == (Status.ACTIVE, True)


# Letting in and keeping out


@pytest.mark.parametrize("decide", [approve_user, refuse_user])
def test_only_an_operator_decides(stranger: User, bob: User, decide: type) -> None:
    for person in (stranger, bob):
        with pytest.raises(UserError, match="Only an operator"):
            decide(person, stranger.pk)

    assert status_of(stranger) == Status.PENDING


@pytest.mark.parametrize("decide", [approve_user, refuse_user])
def test_nobody_decides_about_nobody(operator: User, decide: type) -> None:
    with pytest.raises(UserError, match="no longer known"):
        decide(operator, 0)


@pytest.mark.parametrize("decide", [approve_user, refuse_user])
@pytest.mark.parametrize("status", [Status.ACTIVE, Status.BLOCKED])
def test_a_decision_is_made_once(operator: User, stranger: User, decide: type, status: Status) -> None:
    User.objects.filter(pk=stranger.pk).update(status=status)

    with pytest.raises(UserError, match="already decided"):
        decide(operator, stranger.pk)
    assert status_of(stranger) == status


def test_who_is_approved_gets_a_paper_wallet(operator: User, stranger: User) -> None:
    approve_user(operator, stranger.pk)

    kept = User.objects.get(pk=stranger.pk)
    assert (kept.status, kept.is_staff) == (Status.ACTIVE, False)
    assert kept.default_wallet is not None
    assert kept.default_wallet.kind == Wallet.Kind.PAPER


def test_who_is_refused_is_blocked_and_gets_nothing(operator: User, stranger: User) -> None:
    refuse_user(operator, stranger.pk)

    assert status_of(stranger) == Status.BLOCKED
    assert Wallet.objects.filter(owner=stranger).count() == 0


def test_operators_are_told_whether_they_have_written_or_not(stranger: User, bob: User, settings: Settings) -> None:
    settings.TELEGRAM_ADMIN_IDS = [OPERATOR_ID, 8001]
    User.objects.filter(pk=bob.pk).update(is_staff=True)
    User.objects.create(username="web-only", is_staff=True)

    assert operator_chat_ids() == [102, 8001, OPERATOR_ID]


# Settings of a user


@pytest.mark.parametrize("percent", ["0", "-1", "0.001", "0.0099", "3.01", "100", "Infinity", "-Infinity", "NaN"])
def test_slippage_outside_its_bounds_is_refused(alice: User, percent: str) -> None:
    with pytest.raises(UserError, match=r"from 0\.01 to 3 %"):
        set_slippage(alice, Decimal(percent))

    assert (alice.slippage_percent, User.objects.get().slippage_percent) == (None, None)


def test_slippage_is_not_finer_than_it_can_be_kept(alice: User) -> None:
    with pytest.raises(UserError, match="two decimals"):
        set_slippage(alice, Decimal("0.015"))


@pytest.mark.parametrize("percent", ["0.01", "0.5", "2.99", "3", "3.00"])
def test_slippage_up_to_its_ceiling_is_kept(alice: User, percent: str) -> None:
    set_slippage(alice, Decimal(percent))
    assert alice.slippage_percent == User.objects.get().slippage_percent == Decimal(percent)


def test_the_ceiling_is_the_operators(alice: User, settings: Settings) -> None:
    settings.MAX_SLIPPAGE_PERCENT = Decimal(10)
    set_slippage(alice, Decimal(10))

    assert User.objects.get().slippage_percent == 10


def test_the_default_chain_is_ethereum_until_another_is_chosen(alice: User) -> None:
    assert default_chain(alice).name == "Ethereum"
    set_default_chain(alice, Chain.objects.get(name="Base"))

    assert default_chain(alice).name == default_chain(User.objects.get()).name == "Base"
