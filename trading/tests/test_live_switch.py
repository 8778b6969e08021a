from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from esther_site.lib.errors import OperatorError, UserError
from trading import live_switch
from trading.live_switch import PHRASE, disable_live, enable_live, live_state, trades_live
from trading.models import User, Wallet
from trading.pauses import pause
from trading.readiness import keep_canary
from trading.tests.live_desk import SEALING_KEY, code_at, enrolled, hot_wallet
from trading.two_factor import CodeNeeded, WrongCode

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _live(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = SEALING_KEY
    settings.DRY_RUN = False


@pytest.fixture
def trader(alice: User) -> User:
    """Somebody with a hot default wallet."""
    keep_canary()
    hot_wallet(alice)
    return alice


def is_on(user: User) -> bool:
    return User.objects.get(pk=user.pk).live_trading_enabled


@pytest.mark.parametrize("phrase", ["", "yes", "I understand", PHRASE + " not", PHRASE.replace("are", "aren't")])
def test_another_phrase_does_not_enable_it(trader: User, phrase: str) -> None:
    with pytest.raises(UserError, match="That is not the phrase"):
        enable_live(trader, phrase=phrase)
    assert not is_on(trader)


def test_a_paper_wallet_does_not_trade_live(alice: User) -> None:
    with pytest.raises(UserError, match="needs a wallet with a key as your default one"):
        enable_live(alice, phrase=PHRASE)
    assert not is_on(alice)


@pytest.mark.parametrize("change", [{"kind": "watch"}, {"sealed_key": ""}])
def test_a_wallet_without_a_key_does_not_trade_live(trader: User, change: dict[str, str]) -> None:
    Wallet.objects.filter(owner=trader, kind="hot").update(**change)
    with pytest.raises(UserError, match="needs a wallet with a key"):
        enable_live(trader, phrase=PHRASE)


def test_without_custody_nobody_trades_live(trader: User, settings: Settings) -> None:
    settings.ENCRYPTION_KEY = ""
    with pytest.raises(OperatorError, match="ENCRYPTION_KEY"):
        enable_live(trader, phrase=PHRASE)
    assert not is_on(trader)


@pytest.mark.parametrize("status", ["pending", "blocked"])
def test_who_is_not_let_in_does_not_trade_live(trader: User, status: str) -> None:
    User.objects.filter(pk=trader.pk).update(status=status)
    with pytest.raises(UserError, match="let you in first"):
        enable_live(trader, phrase=PHRASE)


def test_who_has_a_second_factor_needs_a_code(trader: User) -> None:
    enrolled(trader)
    with pytest.raises(CodeNeeded):
        enable_live(trader, phrase=PHRASE)
    with pytest.raises(WrongCode):
        enable_live(trader, phrase=PHRASE, code="nope")
    assert not is_on(trader)
    enable_live(trader, phrase=PHRASE, code=code_at(trader))
    assert is_on(trader)


def test_a_wallet_that_changes_at_that_moment_keeps_it_off(trader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def swapped(*_: object) -> None:
        User.objects.filter(pk=trader.pk).update(default_wallet=Wallet.objects.get(owner=trader, kind="paper"))

    monkeypatch.setattr(live_switch, "demand_code", swapped)
    with pytest.raises(UserError, match="changed at the same moment"):
        enable_live(trader, phrase=PHRASE)
    assert not is_on(trader)


def test_capitals_and_spaces_do_not_count(trader: User) -> None:
    assert enable_live(trader, phrase=f"  {PHRASE.upper()} ").kind == "hot"
    assert live_state(trader).can_trade


def test_it_is_turned_off_at_once(trader: User) -> None:
    enable_live(trader, phrase=PHRASE)

    assert [disable_live(trader), disable_live(trader)] == [True, False]
    assert not is_on(trader)


def test_it_says_everything_that_is_in_the_way(alice: User, settings: Settings) -> None:
    settings.DRY_RUN, settings.ENCRYPTION_KEY = True, ""
    pause(alice, by=alice, reason="holiday")
    state = live_state(alice)

    assert (state.can_trade, state.is_enabled) == (False, False)
    assert [reason.split()[0] for reason in state.reasons] == ["You", "DRY_RUN", "Your", "ENCRYPTION_KEY", "You"]


def test_a_pause_for_everybody_is_in_the_way(trader: User) -> None:
    enable_live(trader, phrase=PHRASE)
    User.objects.filter(pk=trader.pk).update(is_staff=True)
    pause(None, by=User.objects.get(pk=trader.pk), reason="node")

    assert live_state(trader).reasons == ["The operator has paused live trading for everybody (node)."]


@pytest.mark.parametrize(
    ("is_dry", "is_enabled", "is_real"), [(True, True, False), (False, False, False), (False, True, True)]
)
def test_it_is_real_only_when_operator_and_user_say_so(
    alice: User, settings: Settings, is_dry: bool, is_enabled: bool, is_real: bool
) -> None:
    settings.DRY_RUN = is_dry
    User.objects.filter(pk=alice.pk).update(live_trading_enabled=is_enabled)
    assert trades_live(alice) is is_real
