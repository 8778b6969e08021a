"""Rotation seals row by row, may be stopped anywhere, and names what it cannot open; the canary comes last."""

from __future__ import annotations

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from trading import custody, rotation
from trading.custody import is_newest, open_bytes, opens_canary, seal_bytes, unseal
from trading.keys import address_of
from trading.models import Attempt, Canary, SecondFactor, Swap, Transaction, User, Wallet
from trading.readiness import custody_state
from trading.tests.test_wallets import live_swap
from trading.wallets import create_wallet

pytestmark = pytest.mark.django_db
OLD, NEW, STRANGE = (Fernet.generate_key().decode() for _ in range(3))


@pytest.fixture(autouse=True)
def _sealing(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = OLD


@pytest.fixture
def wallets(alice: User) -> list[Wallet]:
    return [create_wallet(alice) for _ in range(3)]


def run() -> str:
    output = StringIO()
    call_command("rotate_keys", stdout=output)
    return output.getvalue()


def refused() -> str:
    with pytest.raises(CommandError) as caught:
        run()
    return str(caught.value)


def newest() -> list[bool]:
    sealed = Wallet.objects.exclude(sealed_key="").order_by("pk").values_list("sealed_key", flat=True)
    return [is_newest(text) for text in sealed]


# Refusals


@pytest.mark.parametrize(
    ("key", "why"), [("", "ENCRYPTION_KEY is not set"), ("nonsense", "ENCRYPTION_KEY number 1 is no Fernet key")]
)
def test_it_needs_a_key_to_seal_with(wallets: list[Wallet], settings: Settings, key: str, why: str) -> None:
    settings.ENCRYPTION_KEY = key
    assert refused().startswith(why)


def test_it_names_what_cannot_be_opened_and_does_the_rest(wallets: list[Wallet], settings: Settings) -> None:
    settings.ENCRYPTION_KEY = STRANGE
    sealed = custody.seal(custody.new_key())
    Wallet.objects.filter(pk=wallets[1].pk).update(sealed_key=sealed)

    settings.ENCRYPTION_KEY = f"{NEW},{OLD}"
    said = refused()

    assert said == f"These cannot be opened: the key of {wallets[1].address}. Keep the older keys."
    assert sealed not in said
    assert newest() == [True, False, True]
    assert not is_newest(Canary.objects.get().sealed)
    assert custody_state().is_ready


def test_it_refuses_a_key_in_the_row_of_another_wallet(wallets: list[Wallet], settings: Settings) -> None:
    Wallet.objects.filter(pk=wallets[0].pk).update(sealed_key=wallets[1].sealed_key)
    settings.ENCRYPTION_KEY = f"{NEW},{OLD}"
    assert wallets[0].address in refused()


def test_it_notices_a_broken_row_also_when_the_newest_key_sealed_it(wallets: list[Wallet]) -> None:
    Wallet.objects.filter(pk=wallets[0].pk).update(sealed_key=wallets[1].sealed_key)
    assert wallets[0].address in refused()


def test_with_the_old_key_missing_nothing_is_changed(wallets: list[Wallet], settings: Settings) -> None:
    before = list(Wallet.objects.order_by("pk").values_list("sealed_key", flat=True))
    settings.ENCRYPTION_KEY = NEW
    assert all(wallet.address in refused() for wallet in wallets)
    assert list(Wallet.objects.order_by("pk").values_list("sealed_key", flat=True)) == before


def test_it_says_so_when_a_row_was_busy(
    wallets: list[Wallet], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ENCRYPTION_KEY = f"{NEW},{OLD}"
    monkeypatch.setattr(rotation._Place, "rows", lambda place, whole=rotation._Place.rows: whole(place).exclude(pk=0))
    every, gone = rotation.rows(), rotation.Row(rotation._PLACES[0], 0)
    monkeypatch.setattr("trading.management.commands.rotate_keys.rows", lambda: [gone, *every])
    assert refused() == "1 left: run this again before you take an older key away."
    assert not is_newest(Canary.objects.get().sealed)


# What works


def test_afterwards_the_new_key_alone_opens_everything(wallets: list[Wallet], settings: Settings) -> None:
    swap = live_swap(wallets[0], Swap.State.SENT)
    attempt = Attempt.objects.create(
        transaction=Transaction.objects.create(
            swap=swap,
            wallet=wallets[0],
            chain=swap.chain,
            purpose="swap",
            nonce=0,
            to=wallets[1].address,
            value=0,
            gas=1,
            created_at=timezone.now(),
        ),
        kind="first",
        hash="0x" + "1" * 64,
        sealed_raw=seal_bytes(b"raw"),
        max_fee=1,
        priority_fee=1,
        created_at=timezone.now(),
    )
    factor = SecondFactor.objects.create(user=swap.user, sealed_secret=seal_bytes(b"secret"), created_at=timezone.now())

    settings.ENCRYPTION_KEY = f"{NEW},{OLD}"
    assert run() == "Sealed anew: 5. By the newest key before: 0. Left: 0.\n"

    settings.ENCRYPTION_KEY = NEW
    for wallet in wallets:
        wallet.refresh_from_db()
        assert address_of(unseal(wallet.sealed_key, address=wallet.address)).lower() == wallet.address
    attempt.refresh_from_db()
    factor.refresh_from_db()
    assert (open_bytes(attempt.sealed_raw), open_bytes(factor.sealed_secret)) == (b"raw", b"secret")
    assert opens_canary(Canary.objects.get().sealed)


def test_it_goes_on_where_it_was_stopped(
    wallets: list[Wallet], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ENCRYPTION_KEY = f"{NEW},{OLD}"
    reseal, pulled = custody.reseal, wallets[1].address

    def pull_the_plug(sealed: str, *, address: str) -> str:
        if address == pulled:
            raise KeyboardInterrupt
        return reseal(sealed, address=address)

    monkeypatch.setattr(custody, "reseal", pull_the_plug)
    with pytest.raises(KeyboardInterrupt):
        run()
    assert newest() == [True, False, False]
    assert not is_newest(Canary.objects.get().sealed)

    monkeypatch.setattr(custody, "reseal", reseal)
    assert run() == "Sealed anew: 2. By the newest key before: 1. Left: 0.\n"
    assert newest() == [True, True, True]


def test_a_second_time_there_is_nothing_to_do(wallets: list[Wallet], settings: Settings) -> None:
    settings.ENCRYPTION_KEY = f"{NEW},{OLD}"
    run()
    canary = Canary.objects.get().sealed
    assert run() == "Sealed anew: 0. By the newest key before: 3. Left: 0.\n"
    assert Canary.objects.get().sealed == canary


def test_a_missing_canary_is_made_when_every_key_opens(wallets: list[Wallet]) -> None:
    Canary.objects.all().delete()
    run()
    assert custody_state().is_ready


def test_without_any_key_a_canary_that_does_not_open_is_replaced(settings: Settings, db: None) -> None:
    Canary.objects.create(sealed=custody.make_canary())
    settings.ENCRYPTION_KEY = NEW
    run()
    assert custody_state().is_ready


def test_with_nothing_sealed_it_makes_nothing(db: None) -> None:
    assert run() == "Sealed anew: 0. By the newest key before: 0. Left: 0.\n"
    assert not Canary.objects.exists()


def test_no_key_is_printed(wallets: list[Wallet], settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    keys = [unseal(wallet.sealed_key, address=wallet.address).reveal().hex() for wallet in wallets]
    settings.ENCRYPTION_KEY = f"{NEW},{OLD}"
    output = run()
    shown = output + "".join(capfd.readouterr())
    assert not [secret for secret in [*keys, NEW, OLD] if secret in shown]
