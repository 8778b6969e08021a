"""Live trading stays off, with a sentence, unless the sealing key opens what was sealed."""

from __future__ import annotations

from base64 import urlsafe_b64encode

import pytest
from django.core.checks import run_checks
from django.db import connection
from pytest_django.fixtures import Settings

from trading.checks import check_canary
from trading.models import Canary, User
from trading.readiness import custody_state
from trading.wallets import create_wallet

pytestmark = pytest.mark.django_db
OLD, NEW = (urlsafe_b64encode(letter * 32).decode() for letter in (b"o", b"n"))


@pytest.fixture(autouse=True)
def _sealing(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = OLD


def reason() -> str:
    state = custody_state()
    assert state.is_ready == (not state.reason)
    return state.reason


def warnings() -> list[str]:
    return [message.msg for message in run_checks() if message.id == "esther.W005"]


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("", "ENCRYPTION_KEY is not set"),
        ("nonsense", "ENCRYPTION_KEY number 1 is no Fernet key"),
        (NEW, "ENCRYPTION_KEY does not open what was sealed here"),
    ],
)
def test_a_sealing_key_that_does_not_open_is_not_ready(alice: User, settings: Settings, key: str, why: str) -> None:
    create_wallet(alice)
    settings.ENCRYPTION_KEY = key
    assert reason().startswith(why)
    (warning,) = warnings()
    assert warning.startswith(why)


def test_one_canary_of_several_that_does_not_open_is_enough(alice: User) -> None:
    create_wallet(alice)
    Canary.objects.create(sealed="gAAAA")
    assert reason().startswith("ENCRYPTION_KEY does not open")


def test_keys_without_a_canary_are_not_believed(alice: User) -> None:
    create_wallet(alice)
    Canary.objects.all().delete()
    assert "rotate_keys" in reason()


def test_before_the_first_key_nobody_is_warned(alice: User, settings: Settings) -> None:
    assert reason() == ""
    settings.ENCRYPTION_KEY = ""
    assert warnings() == []


@pytest.mark.parametrize("key", [OLD, f"{NEW},{OLD}", f"{OLD}, {NEW}"])
def test_with_the_sealing_key_among_them_all_is_well(alice: User, settings: Settings, key: str) -> None:
    create_wallet(alice)
    settings.ENCRYPTION_KEY = key
    assert reason() == ""
    assert warnings() == []


@pytest.mark.django_db(transaction=True)
def test_before_the_tables_are_there_nobody_is_warned(settings: Settings) -> None:
    with connection.schema_editor() as editor:
        editor.delete_model(Canary)
    try:
        assert list(check_canary()) == []
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(Canary)
