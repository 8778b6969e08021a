"""Whether anything may be signed for a swap, asked in the transaction that signs. The first reason against it is told.

What the signed bytes say is `screening`'s business; what it takes to turn live trading on, `live_switch`'s.
"""

from __future__ import annotations

from django.conf import settings

from esther_site.lib.errors import UserError
from trading.models import Swap, User, Wallet
from trading.pauses import check_not_paused
from trading.readiness import require_custody
from trading.spending import Spending, check_spending

__all__ = ["may_clean", "may_sign"]


def may_sign(swap: Swap) -> Spending:
    """Let a swap be signed for, and return what it was held to. Raises EstherError with the first reason against it."""
    may_clean(swap)
    user = User.objects.get(pk=swap.user_id)
    if user.status != User.Status.ACTIVE:
        raise UserError("The operator does not let you trade. Nothing was signed.")
    if not user.live_trading_enabled:
        raise UserError("Live trading is off. Nothing was signed: /enablelivetrading turns it on.")
    _check_no_review(swap)
    return check_spending(user, swap.value_usd, swap=swap)


def may_clean(swap: Swap) -> None:
    """Let a signature reduce what a swap left behind: revoke, replace, take back. Limits do not stand in its way.

    Raises EstherError with the first reason against it.
    """
    if settings.DRY_RUN:
        raise UserError("DRY_RUN is on, so nothing is signed.")
    if swap.mode != Swap.Mode.LIVE:
        raise UserError("This trade is simulated, so nothing is signed.")
    wallet = Wallet.objects.get(pk=swap.wallet_id)
    if wallet.kind != Wallet.Kind.HOT or wallet.removed_at is not None or not wallet.sealed_key:
        raise UserError("Esther has no key of this wallet. Nothing was signed: choose another one with /wallets.")
    if wallet.owner_id != swap.user_id:
        raise UserError("This wallet is not yours. Nothing was signed.")
    check_not_paused(swap.user)
    require_custody()


def _check_no_review(swap: Swap) -> None:
    """Refuse while it is not known what became of another trade of the same wallet."""
    other = Swap.objects.filter(wallet=swap.wallet_id, state=Swap.State.REVIEW).exclude(pk=swap.pk).first()
    if other is not None:
        raise UserError(
            f"Trade {other.handle} of this wallet is under review. Nothing was signed: "
            "wait for the operator's word, or trade with another wallet."
        )
