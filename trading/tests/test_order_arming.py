from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django.fixtures import Settings

from esther_site.lib.errors import EstherError
from trading.models import Order, User, Wallet
from trading.order_arming import held_back, needs_consent, permit_arming
from trading.pauses import pause
from trading.readiness import keep_canary
from trading.tests.live_desk import SEALING_KEY, code_at, enrolled, hot_wallet
from trading.tests.order_desk import put, waiting
from trading.two_factor import CodeNeeded, WrongCode

pytestmark = pytest.mark.django_db


@pytest.fixture
def trader(alice: User, settings: Settings) -> User:
    """Somebody who trades live with a hot default wallet."""
    settings.ENCRYPTION_KEY = SEALING_KEY
    settings.DRY_RUN = False
    keep_canary()
    hot_wallet(alice)
    User.objects.filter(pk=alice.pk).update(live_trading_enabled=True)
    alice.refresh_from_db()
    return alice


def not_enabled(user: User, settings: Settings) -> None:
    User.objects.filter(pk=user.pk).update(live_trading_enabled=False)


def without_key(user: User, settings: Settings) -> None:
    Wallet.objects.filter(owner=user, kind="hot").update(sealed_key="")


def only_watched(user: User, settings: Settings) -> None:
    Wallet.objects.filter(owner=user, kind="hot").update(kind="watch")


def without_custody(user: User, settings: Settings) -> None:
    settings.ENCRYPTION_KEY = ""


Forbid = Callable[[User, Settings], None]


@pytest.mark.parametrize(
    ("forbid", "says"),
    [
        (not_enabled, "only while live trading is on"),
        (without_key, "no key"),
        (only_watched, "no key"),
        (without_custody, "ENCRYPTION_KEY"),
    ],
)
def test_nothing_is_armed_without(trader: User, settings: Settings, forbid: Forbid, says: str) -> None:
    forbid(trader, settings)
    assert trader.default_wallet
    with pytest.raises(EstherError, match=says):
        permit_arming(trader, trader.default_wallet, code="")


def test_whoever_has_a_second_factor_gives_a_code(trader: User) -> None:
    enrolled(trader)
    assert trader.default_wallet
    with pytest.raises(CodeNeeded):
        permit_arming(trader, trader.default_wallet, code="")
    with pytest.raises(WrongCode):
        permit_arming(trader, trader.default_wallet, code="12345")
    permit_arming(trader, trader.default_wallet, code=code_at(trader))


def test_without_a_second_factor_the_press_is_enough(trader: User) -> None:
    assert trader.default_wallet
    permit_arming(trader, trader.default_wallet, code="")


@pytest.mark.parametrize("forbid", [not_enabled, without_key, without_custody])
def test_what_keeps_an_automatic_order_from_trading_holds_it_back(
    trader: User, settings: Settings, forbid: Forbid
) -> None:
    order = waiting(trader, is_automatic=True)
    assert held_back(order) == ""
    forbid(trader, settings)
    assert held_back(order) != ""


def test_a_pause_holds_back_what_has_a_key(trader: User) -> None:
    paper = put(waiting(trader), wallet=Wallet.objects.get(owner=trader, kind="paper"))
    hot = waiting(trader)
    pause(trader, by=trader, reason="holiday")
    assert (held_back(paper), "holiday" in held_back(hot)) == ("", True)


def test_an_order_that_asks_may_be_simulated_while_live_trading_is_off(trader: User, settings: Settings) -> None:
    not_enabled(trader, settings)
    assert held_back(waiting(trader, is_automatic=False)) == ""


def test_in_a_dry_run_nothing_has_to_be_held_back_but_what_its_user_turned_off(
    trader: User, settings: Settings
) -> None:
    settings.DRY_RUN = True
    order = waiting(trader, is_automatic=True)
    without_custody(trader, settings)
    assert held_back(order) == ""
    not_enabled(trader, settings)
    assert held_back(order).startswith("Live trading is off")


@pytest.mark.parametrize(("kind", "is_automatic", "asks"), [("paper", False, False), ("hot", False, True)])
def test_only_what_has_a_key_asks(trader: User, kind: str, is_automatic: bool, asks: bool) -> None:
    wallet = Wallet.objects.get(owner=trader, kind=kind)
    assert needs_consent(Order(wallet=wallet, is_automatic=is_automatic)) is asks
