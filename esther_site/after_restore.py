"""What a restored database must not do: send again what may have been sent, or trade again what may have been traded.

The world has moved on since the backup, and the rows do not know how. So whatever was on its way is ended, or handed to
somebody who looks. Play money is all in the database, and simply goes on.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Q

from alerts.models import Day, Notification
from bots.models import Dialog, ExportLink, ImportLink, InboxUpdate
from portfolio.models import RebalanceLeg, RebalancePlan, WalletSync
from trading.models import Order, Pause, Swap, User, Wallet

__all__ = ["settle"]

_UNSENT: Final = (Notification.State.QUEUED, Notification.State.SENDING)
_BEGUN: Final = (Swap.State.CONFIRMED, Swap.State.APPROVING, Swap.State.SENT, Swap.State.BRIDGING)
_CHAIN_DECIDES: Final = (*_BEGUN, Swap.State.REVIEW, Swap.State.DONE, Swap.State.BOOKED)
_REAL: Final = ~Q(wallet__kind=Wallet.Kind.PAPER)


def settle(made_at: datetime, now: datetime) -> list[str]:
    """End or hand over what was on its way when the backup was made; return what was done, in sentences.

    Belongs into the transaction that restores.
    """
    when = f"{made_at:%Y-%m-%d %H:%M} UTC"
    counted = [
        (_settle_swaps(when, now), "live trades are in review: find out on the chain what became of them"),
        (_settle_orders(when), "orders on real wallets are paused: they may have traded since"),
        (_settle_plans(when), "rebalances of real wallets wait for a word"),
        (_settle_messages(when), "messages that were not sent yet stay unsent"),
        (_settle_inbox(now), "messages from users that were not answered yet stay unanswered"),
        (_settle_quotes(now), "quotes have expired"),
    ]
    _end_questions(now)
    _end_leases(now)
    sentences = [f"{count} {what}." for count, what in counted if count]
    if _pause_live_trading(when, now):
        sentences.append("Live trading is paused for everybody: compare the wallets with the chain, then /resumeall.")
    return sentences


def _settle_swaps(when: str, now: datetime) -> int:
    """Hand what was begun for real to an operator; whether it was sent since is not known here."""
    unfinished = Swap.objects.filter(state=Swap.State.CONFIRMED, begin_before=None)
    unfinished.update(state=Swap.State.FAILED, finished_at=now, failure="Esther was interrupted. Nothing was booked.")
    failure = f"Esther was restored from a backup of {when} while this trade was under way. An operator looks at it."
    Swap.objects.filter(state__in=Swap.OVER).exclude(not_before=None).update(not_before=None)
    return Swap.objects.filter(state__in=_BEGUN).update(state=Swap.State.REVIEW, failure=failure, not_before=None)


def _settle_quotes(now: datetime) -> int:
    RebalancePlan.objects.filter(state=RebalancePlan.State.DRAFTED).update(
        state=RebalancePlan.State.EXPIRED, finished_at=now
    )
    return Swap.objects.filter(state=Swap.State.QUOTED).update(state=Swap.State.EXPIRED, finished_at=now)


def _settle_orders(when: str) -> int:
    """Pause what could trade real money; those whose trade is with the chain, or over, follow that."""
    waiting = Q(state__in=[Order.State.ACTIVE, Order.State.ASKING])
    fired = Q(state=Order.State.TRIGGERED) & ~Q(swap__state__in=_CHAIN_DECIDES)
    orders = Order.objects.filter(_REAL, waiting | fired).values("pk")
    return Order.objects.filter(pk__in=list(orders.values_list("pk", flat=True))).update(
        state=Order.State.PAUSED,
        waits_because=f"Esther was restored from a backup of {when}: it may have traded since. See your wallet first.",
        reached_at=None,
        reached_usd=None,
        not_before=None,
        attempts=0,
        swap=None,
    )


def _settle_plans(when: str) -> int:
    """Let plans of real wallets ask before each trade; those with a trade under way ask behind it."""
    running = RebalancePlan.objects.filter(_REAL, state=RebalancePlan.State.RUNNING)
    keys = list(running.values_list("pk", flat=True))
    plans = RebalancePlan.objects.filter(pk__in=keys)
    plans.update(asks_each=True)
    trading = RebalanceLeg.objects.filter(plan__in=keys, state=RebalanceLeg.State.TRADING).values("plan")
    plans.exclude(pk__in=trading).update(
        state=RebalancePlan.State.WAITING, waits_because=f"Esther was restored from a backup of {when}."
    )
    return len(keys)


def _settle_messages(when: str) -> int:
    unsent = Notification.objects.filter(state__in=_UNSENT)
    error = f"not sent: restored from a backup of {when}"
    return unsent.update(state=Notification.State.DEAD, lease_until=None, error=error)


def _settle_inbox(now: datetime) -> int:
    return InboxUpdate.objects.filter(done_at=None).update(done_at=now, lease_until=now, turn=None, payload="")


def _end_questions(now: datetime) -> None:
    """Let buttons and links of before lead nowhere."""
    Dialog.objects.filter(answered_at=None, expires_at__gt=now).update(expires_at=now)
    User.objects.exclude(asked_until=None).update(asked_until=None)
    for links in (ImportLink.objects, ExportLink.objects):
        links.filter(used_at=None).update(used_at=now)


def _end_leases(now: datetime) -> None:
    """Nobody of then works on anything any more."""
    WalletSync.objects.exclude(lease_until=None).update(lease_until=None)
    RebalancePlan.objects.exclude(lease_until=None).update(lease_until=None)
    Day.objects.filter(finished_at=None).update(lease_until=now)


def _pause_live_trading(when: str, now: datetime) -> bool:
    """Pause live trading for all, where there is anything to trade with; return whether it is paused."""
    if not Wallet.objects.filter(kind=Wallet.Kind.HOT).exists():
        return False
    if not Pause.objects.filter(user=None, until=None).exists():
        Pause.objects.create(user=None, reason=f"restored from a backup of {when}", since=now)
    return True
