"""Permission to sign: each thing that must hold, alone, keeps a signature from being made."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone

from esther_site.lib.errors import EstherError
from trading import permission
from trading.custody import new_key, seal
from trading.keys import address_of
from trading.models import Pause, Swap, User, Wallet
from trading.permission import may_clean, may_sign
from trading.readiness import keep_canary


@pytest.fixture
def swap(alice: User, settings: Any) -> Swap:
    """A live swap that may be signed for."""
    settings.DRY_RUN = False
    settings.ENCRYPTION_KEY = Fernet.generate_key().decode()
    settings.MAX_TRADE_USD = settings.MAX_DAY_USD = Decimal(1_000)
    key = new_key()
    wallet = Wallet.objects.create(
        owner=alice, name="Hot", kind="hot", address=address_of(key).lower(), sealed_key=seal(key)
    )
    keep_canary()
    User.objects.filter(pk=alice.pk).update(live_trading_enabled=True)
    return Swap(user=alice, wallet=wallet, mode=Swap.Mode.LIVE, value_usd=Decimal(100))


def dry_run(swap: Swap, settings: Any) -> None:
    settings.DRY_RUN = True


def simulated(swap: Swap, settings: Any) -> None:
    swap.mode = Swap.Mode.DRY_RUN


def paper(swap: Swap, settings: Any) -> None:
    Wallet.objects.filter(pk=swap.wallet_id).update(kind="watch")


def removed(swap: Swap, settings: Any) -> None:
    Wallet.objects.filter(pk=swap.wallet_id).update(removed_at=timezone.now())


def keyless(swap: Swap, settings: Any) -> None:
    Wallet.objects.filter(pk=swap.wallet_id).update(sealed_key="")


def somebody_elses(swap: Swap, settings: Any) -> None:
    Wallet.objects.filter(pk=swap.wallet_id).update(owner=User.objects.create(username="bob"))


def paused(swap: Swap, settings: Any) -> None:
    Pause.objects.create(user=swap.user, since=timezone.now())


def all_paused(swap: Swap, settings: Any) -> None:
    Pause.objects.create(user=None, since=timezone.now())


def other_key(swap: Swap, settings: Any) -> None:
    settings.ENCRYPTION_KEY = Fernet.generate_key().decode()


def switched_off(swap: Swap, settings: Any) -> None:
    User.objects.filter(pk=swap.user_id).update(live_trading_enabled=False)


def blocked(swap: Swap, settings: Any) -> None:
    User.objects.filter(pk=swap.user_id).update(status=User.Status.BLOCKED)


def dear(swap: Swap, settings: Any) -> None:
    swap.value_usd = Decimal("1000.01")


def unpriced(swap: Swap, settings: Any) -> None:
    swap.value_usd = None


ALWAYS = [dry_run, simulated, paper, removed, keyless, somebody_elses, paused, all_paused, other_key]
FOR_TRADES = [switched_off, blocked, dear, unpriced]


@pytest.mark.parametrize("forbid", [*ALWAYS, *FOR_TRADES])
def test_no_trade_is_signed(swap: Swap, settings: Any, forbid: Callable[[Swap, Any], None]) -> None:
    may_sign(swap)
    forbid(swap, settings)
    with pytest.raises(EstherError):
        may_sign(swap)


@pytest.mark.parametrize("forbid", ALWAYS)
def test_nothing_is_cleaned_up_either(swap: Swap, settings: Any, forbid: Callable[[Swap, Any], None]) -> None:
    forbid(swap, settings)
    with pytest.raises(EstherError):
        may_clean(swap)


@pytest.mark.parametrize("forbid", FOR_TRADES)
def test_limits_do_not_keep_what_was_left_from_being_cleaned_up(
    swap: Swap, settings: Any, forbid: Callable[[Swap, Any], None]
) -> None:
    forbid(swap, settings)
    permission.may_clean(swap)
