"""A key is shown to its owner alone, behind a second factor that is not new, and never while a trade may sign."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from esther_site.lib.errors import UserError
from trading.custody import CustodyError, parse_key
from trading.exporting import FACTOR_AGE, PHRASE, check_export_phrase, check_exportable, take_out
from trading.models import SecondFactor, Transaction, User, Wallet
from trading.pauses import pause
from trading.tests.desk import admitted
from trading.tests.live_desk import SEALING_KEY, enrolled, live_swap
from trading.wallets import delete_wallet, import_wallet, watch_wallet

pytestmark = pytest.mark.django_db

# https://github.com/foundry-rs/foundry, anvil's first development account
KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
FRIEND = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045"


@pytest.fixture(autouse=True)
def _sealing(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = SEALING_KEY


@pytest.fixture
def alice(seeded: None) -> User:
    """Somebody whose second factor is two days old."""
    user = enrolled(admitted(1001, "Alice"))
    SecondFactor.objects.update(confirmed_at=timezone.now() - 2 * FACTOR_AGE)
    return user


@pytest.fixture
def wallet(alice: User) -> Wallet:
    return import_wallet(alice, parse_key(KEY), "Trading")


def exported(wallet: Wallet) -> bool:
    wallet.refresh_from_db()
    return wallet.exported_at is not None


def test_nobody_elses_key_is_shown(wallet: Wallet) -> None:
    mallory = enrolled(admitted(1003, "Mallory"))
    SecondFactor.objects.update(confirmed_at=timezone.now() - 2 * FACTOR_AGE)
    with pytest.raises(UserError, match="no such wallet"):
        take_out(mallory, wallet.pk)
    assert not exported(wallet)


def test_without_a_second_factor_nothing_is_shown(alice: User, wallet: Wallet) -> None:
    SecondFactor.objects.all().delete()
    with pytest.raises(UserError, match="Set one up with /2fa"):
        take_out(alice, wallet.pk)
    assert not exported(wallet)


def test_a_second_factor_that_was_never_confirmed_is_none(alice: User, wallet: Wallet) -> None:
    SecondFactor.objects.update(confirmed_at=None)
    with pytest.raises(UserError, match="Set one up with /2fa"):
        take_out(alice, wallet.pk)


def test_a_second_factor_must_be_a_day_old(alice: User, wallet: Wallet) -> None:
    now = timezone.now()
    SecondFactor.objects.update(confirmed_at=now - FACTOR_AGE + timedelta(seconds=1))
    with pytest.raises(UserError, match="Your second factor is new"):
        check_exportable(alice, wallet, now=now)
    check_exportable(alice, wallet, now=now + timedelta(seconds=1))


@pytest.mark.parametrize("state", ["confirmed", "approving", "sent"])
def test_while_a_trade_may_sign_nothing_is_shown(alice: User, wallet: Wallet, state: str) -> None:
    live_swap(alice, "10", state=state)
    with pytest.raises(UserError, match="under way"):
        take_out(alice, wallet.pk)
    assert not exported(wallet)


@pytest.mark.parametrize("state", ["done", "failed", "review", "bridging", "quoted"])
def test_a_trade_that_signs_nothing_more_does_not_lock_anybody_in(alice: User, wallet: Wallet, state: str) -> None:
    live_swap(alice, "10", state=state)
    assert take_out(alice, wallet.pk) == KEY


@pytest.mark.parametrize("state", ["signed", "sent", "mined"])
def test_while_a_transaction_is_on_its_way_nothing_is_shown(alice: User, wallet: Wallet, state: str) -> None:
    swap = live_swap(alice, "10", state="failed")
    Transaction.objects.create(
        swap=swap,
        wallet=wallet,
        chain=swap.chain,
        purpose="revoke",
        nonce=0,
        to=FRIEND,
        value=0,
        data="0x",
        gas=21_000,
        state=state,
        created_at=timezone.now(),
    )
    with pytest.raises(UserError, match="under way"):
        take_out(alice, wallet.pk)


def test_a_wallet_without_a_key_has_none_to_show(alice: User) -> None:
    for wallet in (watch_wallet(alice, FRIEND, "Friend"), alice.wallets.get(kind="paper")):
        with pytest.raises(UserError, match="has no key"):
            take_out(alice, wallet.pk)


def test_a_deleted_wallet_is_gone(alice: User, wallet: Wallet) -> None:
    delete_wallet(alice, wallet.pk)
    with pytest.raises(UserError, match="no such wallet"):
        take_out(alice, wallet.pk)


def test_with_another_sealing_key_nothing_is_shown(alice: User, wallet: Wallet, settings: Settings) -> None:
    settings.ENCRYPTION_KEY = "A" * 43 + "="
    with pytest.raises(CustodyError):
        take_out(alice, wallet.pk)
    assert not exported(wallet)


@pytest.mark.parametrize("phrase", ["", "yes", PHRASE + " and you", PHRASE[:-1]])
def test_another_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(UserError, match="Type exactly"):
        check_export_phrase(phrase)


def test_the_phrase_may_be_typed_in_capitals() -> None:
    check_export_phrase(f"  {PHRASE.upper()} ")


def test_the_owner_gets_the_key_and_the_wallet_says_so(alice: User, wallet: Wallet) -> None:
    assert take_out(alice, wallet.pk) == KEY
    assert exported(wallet)


def test_one_can_always_leave(alice: User, wallet: Wallet, settings: Settings) -> None:
    settings.DRY_RUN = True
    pause(alice, by=alice)
    User.objects.filter(pk=alice.pk).update(live_trading_enabled=False)
    assert take_out(alice, wallet.pk) == KEY
