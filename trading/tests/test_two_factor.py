from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from esther_site.lib.errors import UserError
from trading import two_factor
from trading.custody import CustodyError, seal_text
from trading.models import Canary, SecondFactor, User
from trading.tests.live_desk import SEALING_KEY, at_once, code_at, enrolled
from trading.two_factor import (
    CodeNeeded,
    check,
    confirm,
    demand_code,
    enrol,
    is_enrolled,
    needs_code,
    set_asks_above,
    turn_off,
)

pytestmark = pytest.mark.django_db

STEP = timedelta(seconds=30)
WRONG, LOCKED = "This code is wrong, too old, or used already.", "5 codes were wrong, so none is taken for 15 minutes."


@pytest.fixture(autouse=True)
def _sealing(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = SEALING_KEY


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.message


def wrong(user: User, now: datetime) -> str:
    """Return six digits that no step near this one has."""
    near = {code_at(user, now + number * STEP) for number in range(-60, 120)}
    return next(code for number in range(10**6) if (code := f"{number:06d}") not in near)


# What is refused


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345", "0x1234", "12345\n6\n7"])
def test_what_is_no_code_is_refused(alice: User, code: str) -> None:
    enrolled(alice)
    assert refusal(lambda: check(alice, code)).startswith(WRONG)


def test_without_a_second_factor_no_code_is_right(alice: User) -> None:
    assert refusal(lambda: check(alice, "123456")).startswith("You have no second factor.")


def test_a_secret_that_is_not_confirmed_asks_for_nothing(alice: User) -> None:
    enrol(alice)

    assert not is_enrolled(alice)
    assert not needs_code(alice, Decimal(10**6))
    assert refusal(lambda: check(alice, code_at(alice))).startswith("You have no second factor.")


def test_somebody_elses_code_is_refused(alice: User, mallory: User) -> None:
    enrolled(alice)
    enrolled(mallory)

    assert refusal(lambda: check(alice, code_at(mallory))).startswith(WRONG)


def test_a_code_works_once(alice: User, now: datetime) -> None:
    enrolled(alice)
    code = code_at(alice, now)
    check(alice, code, now=now)

    assert refusal(lambda: check(alice, code, now=now)).startswith(WRONG)
    assert refusal(lambda: check(alice, code_at(alice, now - STEP), now=now)).startswith(WRONG)
    check(alice, code_at(alice, now + STEP), now=now)


def test_the_code_that_confirmed_is_used_up(alice: User, now: datetime) -> None:
    enrol(alice)
    confirm(alice, code_at(alice, now), now=now)

    assert refusal(lambda: check(alice, code_at(alice, now), now=now)).startswith(WRONG)


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
def test_a_code_of_another_time_is_refused(alice: User, now: datetime, steps: int) -> None:
    enrolled(alice)
    assert refusal(lambda: check(alice, code_at(alice, now + steps * STEP), now=now)).startswith(WRONG)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_half_a_minute_off(alice: User, now: datetime, steps: int) -> None:
    enrolled(alice)
    check(alice, code_at(alice, now + steps * STEP), now=now)


def test_five_wrong_codes_lock_even_the_right_one(alice: User, now: datetime) -> None:
    enrolled(alice)
    guess = wrong(alice, now)
    said = [refusal(lambda: check(alice, guess, now=now)) for _ in range(6)]

    assert [text.startswith(LOCKED) for text in said] == [False] * 4 + [True] * 2
    late = now + timedelta(minutes=14, seconds=59)
    assert refusal(lambda: check(alice, code_at(alice, late), now=late)).startswith(LOCKED)
    later = now + timedelta(minutes=15, seconds=1)
    check(alice, code_at(alice, later), now=later)


def test_a_right_code_forgives_the_wrong_ones(alice: User, now: datetime) -> None:
    enrolled(alice)
    guess = wrong(alice, now)
    for moment in (now, now + STEP):
        for _ in range(4):
            refusal(lambda moment=moment: check(alice, guess, now=moment))  # type: ignore[misc]
        check(alice, code_at(alice, moment), now=moment)
    assert SecondFactor.objects.get().failures == 0


def test_wrong_codes_lock_enrolling_too(alice: User, now: datetime) -> None:
    enrol(alice)
    guess = wrong(alice, now)
    said = [refusal(lambda: confirm(alice, guess, now=now)) for _ in range(5)]

    assert said[4].startswith(LOCKED)
    assert refusal(lambda: confirm(alice, code_at(alice, now), now=now)).startswith(LOCKED)
    assert not is_enrolled(alice)


def test_a_picture_that_is_too_old_is_worth_nothing(alice: User, now: datetime) -> None:
    enrol(alice, now=now)
    late = now + timedelta(minutes=10, seconds=1)

    assert "too long ago" in refusal(lambda: confirm(alice, code_at(alice, late), now=late))


def test_an_earlier_picture_is_worth_nothing(alice: User) -> None:
    enrol(alice)
    old = code_at(alice)
    enrol(alice)
    assert old == code_at(alice) or refusal(lambda: confirm(alice, old)).startswith(WRONG)
    assert SecondFactor.objects.count() == 1


def test_who_has_a_second_factor_cannot_replace_it_without_a_code(alice: User) -> None:
    enrolled(alice)
    before = SecondFactor.objects.get().sealed_secret

    assert "/2fa off" in refusal(lambda: enrol(alice))
    with pytest.raises(CodeNeeded):
        turn_off(alice)
    assert refusal(lambda: turn_off(alice, code="000 00")).startswith(WRONG)
    assert SecondFactor.objects.get().sealed_secret == before


def test_without_a_key_to_seal_with_there_is_no_second_factor(alice: User, settings: Settings) -> None:
    settings.ENCRYPTION_KEY = ""
    with pytest.raises(CustodyError):
        enrol(alice)
    assert SecondFactor.objects.count() == 0


def test_with_another_key_no_code_is_taken(alice: User, settings: Settings) -> None:
    enrolled(alice)
    code = code_at(alice)
    settings.ENCRYPTION_KEY = Fernet.generate_key().decode()
    with pytest.raises(CustodyError):
        check(alice, code)


def test_a_secret_moved_to_another_user_does_not_open(alice: User, mallory: User) -> None:
    enrolled(alice)
    enrolled(mallory)
    code = code_at(mallory)
    moved = SecondFactor.objects.get(user=mallory).sealed_secret
    SecondFactor.objects.filter(user=alice).update(sealed_secret=moved)

    with pytest.raises(CustodyError):
        check(alice, code)


# What there is


def test_the_secret_is_sealed_and_shown_once(alice: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    enrolment = enrol(alice)
    (secret,) = parse_qs(urlsplit(enrolment.secret_uri).query)["secret"]

    assert (len(secret), secret) == (32, enrolment.secret)
    assert enrolment.png.startswith(b"\x89PNG")
    row = SecondFactor.objects.get()
    assert secret not in repr(enrolment) + repr(vars(row)) + caplog.text
    assert Canary.objects.count() == 1


def test_the_code_is_that_of_the_standard(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 6238, appendix B: at 59 seconds the SHA-1 code of this secret ends in 287082."""
    monkeypatch.setattr("pyotp.random_base32", lambda: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    then = datetime.fromtimestamp(59, tz=timezone.now().tzinfo)
    enrol(alice, now=then)
    confirm(alice, "287 082", now=then)
    assert SecondFactor.objects.get().last_step == 1


def test_only_who_has_one_is_asked(alice: User, bob: User) -> None:
    enrolled(alice)
    demand_code(bob, "")
    with pytest.raises(CodeNeeded):
        demand_code(alice, "")
    demand_code(alice, code_at(alice))


def test_trades_above_the_amount_ask(alice: User, bob: User) -> None:
    enrolled(alice)
    asked = [needs_code(alice, usd) for usd in (Decimal(500), Decimal("500.01"), None)]

    assert asked == [False, True, True]
    assert not needs_code(bob, None)


def test_the_amount_is_lowered_at_once_and_raised_with_a_code(alice: User) -> None:
    assert "Set one up" in refusal(lambda: set_asks_above(alice, Decimal(1)))
    enrolled(alice)
    set_asks_above(alice, Decimal(0))
    assert needs_code(alice, Decimal("0.01"))
    with pytest.raises(CodeNeeded):
        set_asks_above(alice, Decimal(100))
    assert needs_code(alice, Decimal("0.01"))
    set_asks_above(alice, Decimal(100), code=code_at(alice))
    assert not needs_code(alice, Decimal(100))


@pytest.mark.parametrize("usd", ["-1", "NaN", "Infinity", "0.001"])
def test_an_amount_that_is_none_is_refused(alice: User, usd: str) -> None:
    enrolled(alice)
    assert refusal(lambda: set_asks_above(alice, Decimal(usd))).endswith("Nothing was changed.")


def test_it_is_turned_off_with_a_code(alice: User) -> None:
    assert refusal(lambda: turn_off(alice)) == "You have no second factor."
    enrolled(alice)
    turn_off(alice, code=code_at(alice))
    assert SecondFactor.objects.count() == 0


def test_a_sealed_text_opens_for_what_it_belongs_to_only() -> None:
    from trading.custody import PrivateKey, open_text, seal, unseal

    sealed = seal_text("", belongs_to="a")
    assert open_text(sealed, belongs_to="a") == ""
    with pytest.raises(CustodyError):
        open_text(sealed, belongs_to="")
    with pytest.raises(CustodyError):
        unseal(sealed, address="0x" + "0" * 40)
    with pytest.raises(CustodyError):
        open_text(seal(PrivateKey(b"\1" * 32)), belongs_to="a")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads share the one connection of SQLite in memory")
class TestManyAtOnce:
    def test_one_code_is_taken_once(self, alice: User, now: datetime) -> None:
        enrolled(alice)
        told = at_once([partial(check, alice, code_at(alice, now), now=now)] * 20)

        assert told.count("") == 1

    def test_twenty_guesses_at_once_are_five(self, alice: User, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        enrolled(alice)
        counted: list[int] = []
        count = two_factor._count_failure

        def counting(*arguments: Any) -> int:
            counted.append(count(*arguments))
            return counted[-1]

        monkeypatch.setattr(two_factor, "_count_failure", counting)
        at_once([partial(check, alice, wrong(alice, now), now=now)] * 20)

        assert sum(counted) == 5
        assert SecondFactor.objects.get().locked_until == now + timedelta(minutes=15)
