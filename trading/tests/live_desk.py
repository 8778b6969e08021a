"""Short words for the tests of live trading: wallets with keys, swaps that are live, codes of an app, many at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from threading import Barrier

import pyotp
from cryptography.fernet import Fernet
from django.db import connections
from django.utils import timezone

from esther_site.lib.errors import EstherError
from trading.custody import open_text
from trading.models import SecondFactor, Swap, User, Wallet
from trading.tests.desk import token
from trading.two_factor import confirm, enrol

__all__ = ["SEALING_KEY", "at_once", "code_at", "enrolled", "hot_wallet", "live_swap"]

SEALING_KEY = Fernet.generate_key().decode()


def hot_wallet(user: User, *, address: str = "0x" + "ab" * 20) -> Wallet:
    """Give a user a default wallet that counts as hot; its key is none."""
    wallet = Wallet.objects.create(owner=user, name="Hot", kind="hot", address=address, sealed_key="sealed")
    User.objects.filter(pk=user.pk).update(default_wallet=wallet)
    return wallet


def live_swap(user: User, usd: str | None, *, state: str = "confirmed", at: datetime | None = None) -> Swap:
    """Store a live swap as if it had been confirmed then."""
    usdc, link = token("USDC"), token("LINK")
    moment = at or timezone.now()
    wallet = user.wallets.filter(kind="hot").first() or hot_wallet(user)
    return Swap.objects.create(
        user=user,
        wallet=wallet,
        chain=usdc.chain,
        token_in=usdc,
        token_out=link,
        asked="in",
        asked_units=1,
        exact="in",
        units_in=1,
        maximum_units_in=1,
        expected_units_out=1,
        minimum_units_out=1,
        slippage_percent=Decimal(1),
        gas_usd=Decimal(0),
        value_usd=None if usd is None else Decimal(usd),
        mode="live",
        state=state,
        expires_at=moment,
        confirmed_at=None if state == "quoted" else moment,
    )


def code_at(user: User, moment: datetime | None = None) -> str:
    """Return what the user's authenticator app shows."""
    factor = SecondFactor.objects.get(user=user)
    secret = open_text(factor.sealed_secret, belongs_to=f"the second factor of user {user.pk}")
    return pyotp.TOTP(secret).at(moment or timezone.now())


def enrolled(user: User) -> User:
    """Give a user a second factor, none of whose codes was used in this minute."""
    enrol(user)
    confirm(user, code_at(user))
    SecondFactor.objects.filter(user=user).update(last_step=0)
    return user


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """Do all of it at the same moment, each in a thread; return "" or the refusal of each."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        barrier.wait(timeout=20)
        try:
            act()
        except EstherError as error:
            return error.message
        else:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
