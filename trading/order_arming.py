"""Whether a fired order may trade without asking first, and what holds one back. Nothing is changed here.

On paper nothing ever asks. With a key every order asks, unless its user made it automatic while live trading was on.
"""

from __future__ import annotations

from esther_site.lib.errors import UserError
from trading import pauses
from trading.live_switch import can_be_real, is_enabled
from trading.models import Order, User, Wallet
from trading.readiness import custody_state, require_custody
from trading.two_factor import demand_code

__all__ = ["held_back", "needs_consent", "permit_arming"]


def needs_consent(order: Order) -> bool:
    """Say whether the user is asked before the trade."""
    return order.wallet.kind != Wallet.Kind.PAPER and not order.is_automatic


def permit_arming(user: User, wallet: Wallet, *, code: str) -> None:
    """Let an order of a wallet trade without asking. Never call it in a transaction: it may count a wrong code.

    Raises UserError without live trading or a key, OperatorError when keys cannot be opened, CodeNeeded and WrongCode
    with a second factor.
    """
    if not _has_key(wallet):
        raise UserError("Esther has no key of this order's wallet, so it cannot trade by itself.")
    if not is_enabled(user):
        raise UserError(
            "Orders trade without asking only while live trading is on: /enablelivetrading. Until then they ask first."
        )
    require_custody()
    demand_code(user, code)


def held_back(order: Order) -> str:
    """Return why an order may not trade just now, in words for its user; empty when it may."""
    if order.wallet.kind == Wallet.Kind.PAPER:
        return ""
    if reason := pauses.holding_back(order):
        return reason
    if order.is_automatic and not is_enabled(order.user):
        return "Live trading is off, so it is not traded: /enablelivetrading turns it on."
    if not can_be_real():
        return ""  # it is simulated, and says so
    if not _has_key(order.wallet):
        return "Esther has no key of its wallet any more, so it is not traded."
    return custody_state().reason


def _has_key(wallet: Wallet) -> bool:
    fresh = Wallet.objects.filter(pk=wallet.pk, kind=Wallet.Kind.HOT, removed_at=None)
    return fresh.exclude(sealed_key="").exists()
