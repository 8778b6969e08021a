"""Whether a user trades live: what it takes to turn that on, and what stands in its way. Nothing is signed here."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.db import transaction

from esther_site.lib.errors import UserError
from trading.audit import AuditKind, record
from trading.models import User, Wallet
from trading.pauses import in_words, is_paused
from trading.readiness import custody_state, require_custody
from trading.two_factor import demand_code

__all__ = [
    "PHRASE",
    "LiveState",
    "can_be_real",
    "check_can_enable",
    "check_phrase",
    "disable_live",
    "enable_live",
    "is_enabled",
    "live_state",
    "trades_live",
]

PHRASE: Final = "I understand that these are real funds"


@dataclass(frozen=True)
class LiveState:
    """Whether a confirmed trade of this user would be signed, and if not, each reason in a sentence."""

    can_trade: bool
    is_enabled: bool = False
    reasons: list[str] = field(default_factory=list)


def can_be_real() -> bool:
    """Say whether the operator lets anything be real."""
    return not settings.DRY_RUN


def is_enabled(user: User) -> bool:
    """Say whether a user has turned live trading on, by the row as it is now."""
    return User.objects.filter(pk=user.pk, live_trading_enabled=True).exists()


def trades_live(user: User) -> bool:
    """Say whether what a user trades with a key is real."""
    return can_be_real() and is_enabled(user)


def live_state(user: User) -> LiveState:
    """Look at everything that decides whether a user trades live, but the trade itself."""
    fresh = User.objects.select_related("default_wallet").get(pk=user.pk)
    reasons = list(_reasons(fresh))
    return LiveState(can_trade=not reasons, is_enabled=fresh.live_trading_enabled, reasons=reasons)


def check_can_enable(user: User) -> Wallet:
    """Return the wallet that would trade. Raises UserError without a hot default wallet, OperatorError without keys."""
    fresh = User.objects.select_related("default_wallet").get(pk=user.pk)
    if fresh.status != User.Status.ACTIVE:
        raise UserError("The operator has to let you in first.")
    wallet = _hot(fresh)
    if wallet is None:
        raise UserError(
            "Live trading needs a wallet with a key as your default one, and yours is not. "
            "Make or import one and choose it in /wallets; the paper wallet always stays simulated."
        )
    require_custody()
    return wallet


def check_phrase(phrase: str) -> None:
    """Raise UserError for anything but the phrase; capital letters and the space around it do not count."""
    said = " ".join(phrase.split()).casefold()
    if not hmac.compare_digest(said.encode(), PHRASE.casefold().encode()):
        raise UserError(f"That is not the phrase, so live trading stays off. Type exactly: {PHRASE}")


def enable_live(user: User, *, phrase: str, code: str = "") -> Wallet:
    """Let a user trade live with their default wallet, and return it.

    Raises UserError or OperatorError when something is missing, CodeNeeded or WrongCode with a second factor.
    """
    wallet = check_can_enable(user)
    check_phrase(phrase)
    demand_code(user, code)
    # The wallet that was looked at must still be the one: it may be changed or deleted at the same moment.
    chosen = User.objects.filter(pk=user.pk, status=User.Status.ACTIVE, default_wallet=wallet)
    with transaction.atomic():
        if not chosen.filter(default_wallet__removed_at=None).update(live_trading_enabled=True):
            raise UserError("Your wallet changed at the same moment, so live trading stays off. Please try again.")
        record(AuditKind.LIVE_ON, subject=f"user:{user.pk}", facts={"wallet": wallet.pk}, actor=user)
    user.live_trading_enabled = True
    return wallet


def disable_live(user: User) -> bool:
    """Let a user trade live no more, at once; return whether they did. What is sent already stays sent."""
    with transaction.atomic():
        was_on = User.objects.filter(pk=user.pk, live_trading_enabled=True).update(live_trading_enabled=False)
        if was_on:
            record(AuditKind.LIVE_OFF, subject=f"user:{user.pk}", actor=user)
    user.live_trading_enabled = False
    return bool(was_on)


def _reasons(user: User) -> Iterator[str]:
    if not user.live_trading_enabled:
        yield "You have not enabled live trading: /enablelivetrading."
    if not can_be_real():
        yield "DRY_RUN is on, so everything is simulated until the operator turns it off."
    if _hot(user) is None:
        yield "Your default wallet has no key: choose another one in /wallets."
    custody = custody_state()
    if not custody.is_ready:
        yield custody.reason
    if on := is_paused(user):
        yield in_words(on)


def _hot(user: User) -> Wallet | None:
    """Return the default wallet if it can sign."""
    wallet = user.default_wallet
    if wallet is None or wallet.owner_id != user.pk or wallet.removed_at is not None:
        return None
    return wallet if wallet.kind == Wallet.Kind.HOT and wallet.sealed_key else None
