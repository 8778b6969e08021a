"""What services leave behind: each command, decision and change, with who did it; and never a secret."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

import pyotp
import pytest
import responses
from cryptography.fernet import Fernet
from django.utils import timezone
from pytest_django.fixtures import Settings

from esther_site.lib.errors import UserError
from tokens.models import Chain
from trading import two_factor
from trading.contracts import Role, allow, note_unknown, propose, refuse
from trading.custody import parse_key
from trading.intake import AmountKind
from trading.live_switch import disable_live, enable_live
from trading.models import AuditEntry, NamedContract, Order, SecondFactor, Swap, User
from trading.order_moves import fire
from trading.order_wishes import OrderWish
from trading.orders import cancel_all, change_order, pause_order, place_pair, resume_order
from trading.pauses import lift, pause
from trading.preferences import set_alert_level, set_quiet_hours
from trading.spending import set_limit
from trading.swaps import cancel_swap, confirm_swap, expire_quotes, quote_swap
from trading.tests.desk import hold, hold_nothing, spend
from trading.users import approve_user, meet, refuse_user, set_slippage
from trading.wallets import create_wallet, delete_wallet, import_wallet, rename_wallet, set_default_wallet

pytestmark = pytest.mark.django_db

Okx = responses.RequestsMock
KEY = "0x" + "4c" * 32


@pytest.fixture(autouse=True)
def _keys(settings: Settings) -> None:
    settings.ENCRYPTION_KEY = Fernet.generate_key().decode()


def kinds(subject: str) -> list[str]:
    return list(AuditEntry.objects.filter(subject=subject).order_by("id").values_list("kind", flat=True))


def facts(kind: str) -> dict[str, Any]:
    kept: dict[str, Any] = AuditEntry.objects.filter(kind=kind).latest("id").facts
    return kept


# Trades


def test_a_trade_on_paper_is_recorded_from_the_quote_to_the_book(okx: Okx, alice: User) -> None:
    swap = quote_swap(spend(alice, "100", "USDC", get="ETH"))
    confirm_swap(alice, swap.handle, pressed_by="update 7")

    assert kinds(f"swap:{swap.handle}") == ["swap.quoted", "swap.confirmed", "swap.judged", "swap.booked"]
    assert facts("swap.confirmed") == {"by": "update 7"}
    assert facts("swap.judged")["keeps"] is True
    quoted = facts("swap.quoted")
    assert (quoted["units_in"], quoted["minimum_out"]) == (swap.units_in, swap.minimum_units_out)
    assert set(AuditEntry.objects.filter(subject=f"swap:{swap.handle}").values_list("actor", flat=True)) == {
        f"user:{alice.pk}"
    }


def test_each_check_is_recorded_with_its_numbers(okx: Okx, alice: User) -> None:
    quote_swap(spend(alice, "100", "USDC", get="ETH"))
    checks = {check["rule"]: check for check in facts("swap.quoted")["checks"]}
    assert list(checks) == ["balance", "gas", "slippage", "impact", "honeypot", "tax", "unverified"]
    assert {check["verdict"] for check in checks.values()} == {"pass"}
    assert (checks["balance"]["found"], checks["balance"]["bound"]) == (100_000_000, 10_000_000_000)
    assert Decimal(checks["slippage"]["found"]) <= Decimal(checks["slippage"]["bound"])


def test_a_quote_that_the_policy_refuses_is_its_users(okx: Okx, alice: User) -> None:
    hold_nothing(alice)
    with pytest.raises(UserError, match="not enough USDC"):
        quote_swap(spend(alice, "100", "USDC", get="ETH"))
    refused = facts("swap.refused")
    assert kinds(f"user:{alice.pk}")[-1] == "swap.refused"
    assert {check["rule"] for check in refused["checks"] if check["verdict"] == "block"} >= {"balance"}
    assert "not enough USDC" in refused["reason"]


def test_a_trade_that_a_rule_stops_at_the_end_says_which(okx: Okx, alice: User) -> None:
    swap = quote_swap(spend(alice, "100", "USDC", get="ETH"))
    hold_nothing(alice)
    with pytest.raises(UserError):
        confirm_swap(alice, swap.handle, pressed_by="update 7")
    assert kinds(f"swap:{swap.handle}")[-2:] == ["swap.judged", "swap.failed"]
    assert facts("swap.judged")["keeps"] is False


def test_what_nobody_confirms_and_what_is_cancelled_is_recorded_once(okx: Okx, alice: User) -> None:
    late, cancelled = (quote_swap(spend(alice, "10", "USDC", get="ETH")) for _ in range(2))
    cancel_swap(alice, cancelled.handle)
    Swap.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    assert [expire_quotes(timezone.now()) for _ in range(2)] == [1, 0]
    assert kinds(f"swap:{cancelled.handle}") == ["swap.quoted", "swap.cancelled"]
    assert kinds(f"swap:{late.handle}") == ["swap.quoted", "swap.expired"]
    assert AuditEntry.objects.get(kind="swap.expired").actor == "system"


# Orders


def pair(user: User) -> list[Order]:
    hold(user, "1", "ETH")
    common: dict[str, Any] = {"token": "ETH", "amount": Decimal(50), "amount_kind": AmountKind.PERCENT}
    return place_pair(
        user,
        OrderWish(kind=Order.Kind.STOP_LOSS, trigger_usd=Decimal(1000), **common),
        OrderWish(kind=Order.Kind.TAKE_PROFIT, trigger_usd=Decimal(9000), **common),
    )


def test_an_order_is_recorded_through_all_its_changes(okx: Okx, alice: User) -> None:
    stop, _ = pair(alice)
    change_order(alice, stop.handle, trigger_usd=Decimal(900))
    pause_order(alice, stop.handle)
    resume_order(alice, stop.handle)
    cancel_all(alice)
    assert kinds(f"order:{stop.handle}") == [
        "order.created",
        "order.changed",
        "order.paused",
        "order.resumed",
        "order.cancelled",
    ]
    assert facts("order.changed")["trigger_usd"] == "900"


def test_an_order_that_fires_records_why_and_what_it_cancels(okx: Okx, alice: User) -> None:
    stop, target = pair(alice)
    fire(stop, usd=Decimal(990), now=timezone.now(), evidence={"quoted_usd": Decimal("989.5")})
    assert kinds(f"order:{stop.handle}")[-1] == "order.fired"
    assert kinds(f"order:{target.handle}")[-1] == "order.cancelled"
    assert facts("order.fired") == {"usd": "990", "quoted_usd": "989.5"}
    assert facts("order.cancelled") == {"ended_by": stop.handle}


# People, settings, wallets and rights


def test_settings_are_recorded_with_what_they_were(alice: User) -> None:
    set_slippage(alice, Decimal("0.75"))
    assert facts("setting.changed") == {"name": "slippage_percent", "old": None, "new": "0.75"}
    set_slippage(alice, Decimal("0.5"))
    assert facts("setting.changed") == {"name": "slippage_percent", "old": "0.75", "new": "0.5"}
    set_quiet_hours(alice, time(22), time(7))
    assert facts("setting.changed") == {"name": "quiet_until", "old": None, "new": "07:00"}


def test_a_setting_that_stays_as_it_is_is_no_news(alice: User) -> None:
    set_alert_level(alice, "on")
    assert "setting.changed" not in kinds(f"user:{alice.pk}")


def test_who_is_let_in_and_by_whom_is_recorded(alice: User, settings: Settings) -> None:
    from trading.tests.desk import newcomer

    User.objects.filter(pk=alice.pk).update(is_staff=True)
    alice.refresh_from_db()
    carol, dave = (meet(newcomer(number, name))[0] for number, name in ((201, "Carol"), (202, "Dave")))
    approve_user(alice, carol.pk)
    refuse_user(alice, dave.pk)
    assert kinds(f"user:{carol.pk}") == ["user.joined", "user.approved"]
    assert kinds(f"user:{dave.pk}") == ["user.joined", "user.refused"]
    assert AuditEntry.objects.get(kind="user.refused").actor == f"operator:{alice.pk}"


def test_wallets_are_recorded_without_their_keys(alice: User) -> None:
    made = create_wallet(alice, "Mine")
    import_wallet(alice, parse_key(KEY), "Brought")
    rename_wallet(alice, made.pk, "Main")
    set_default_wallet(alice, made.pk)
    delete_wallet(alice, made.pk)
    assert kinds(f"wallet:{made.pk}") == ["wallet.added", "wallet.renamed", "wallet.chosen", "wallet.removed"]
    assert facts("wallet.imported")["name"] == "Brought"
    everything = str(list(AuditEntry.objects.values_list("facts", flat=True)))
    assert KEY[2:] not in everything.lower()
    assert "sealed" not in everything


def test_live_trading_pauses_and_limits_are_recorded(alice: User, settings: Settings) -> None:
    settings.MAX_TRADE_USD, settings.MAX_DAY_USD = Decimal(1000), Decimal(5000)
    wallet = create_wallet(alice, "Hot")
    set_default_wallet(alice, wallet.pk)
    enable_live(alice, phrase="I understand that these are real funds")
    disable_live(alice)
    disable_live(alice)
    pause(alice, by=alice, reason="tea")
    lift(alice, by=alice)
    set_limit(alice, "trade", Decimal(500))
    recorded = [kind for kind in kinds(f"user:{alice.pk}") if not kind.startswith("user.")]
    assert recorded == ["live.on", "live.off", "pause.on", "pause.off", "limit.set"]
    assert (facts("limit.set")["old"], facts("limit.set")["new"]) == ("1000", "500")


def test_second_factors_are_recorded_without_secrets_and_codes(alice: User) -> None:
    enrolment = two_factor.enrol(alice)
    code = pyotp.TOTP(enrolment.secret).now()
    two_factor.confirm(alice, code)
    with pytest.raises(two_factor.WrongCode):
        two_factor.check(alice, "000000")
    SecondFactor.objects.update(last_step=0)
    two_factor.turn_off(alice, code=code)
    recorded = [kind for kind in kinds(f"user:{alice.pk}") if kind.startswith("factor.")]
    assert recorded == ["factor.enrolled", "factor.confirmed", "factor.refused", "factor.used", "factor.removed"]
    everything = str(list(AuditEntry.objects.values_list("facts", flat=True)))
    assert enrolment.secret not in everything
    assert code not in everything


def test_what_operators_decide_about_contracts_is_recorded(alice: User, bob: User) -> None:
    User.objects.update(is_staff=True)
    alice.refresh_from_db()
    bob.refresh_from_db()
    note_unknown(Chain.objects.get(index=1), Role.ROUTER, "0x" + "ab" * 20)
    contract = NamedContract.objects.get()
    propose(contract, by=alice)
    allow(contract, by=bob, typed=contract.address)
    refuse(contract, by=alice)
    entries = AuditEntry.objects.filter(subject=f"contract:{contract.pk}").order_by("id")
    assert list(entries.values_list("kind", "actor")) == [
        ("contract.seen", "system"),
        ("contract.proposed", f"operator:{alice.pk}"),
        ("contract.allowed", f"operator:{bob.pk}"),
        ("contract.refused", f"operator:{alice.pk}"),
    ]
