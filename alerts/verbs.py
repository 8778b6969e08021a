"""What Esther does again and again: each verb does what is due, and says whether there was anything.

The small form's monitor (`alerts.monitor`) calls them one after the other, the large form's workers (`alerts.rota`)
side by side. Either way each claims its work by conditional UPDATEs: to call one twice is harmless.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from alerts import daily, expiry, missed, order_pass, portfolio_value
from alerts.asleep import tell_asleep
from alerts.ladder import prune_ladder
from alerts.models import Notification
from alerts.order_news import tell
from alerts.ticks import prune_ticks
from alerts.watching import beat
from esther_site.lib.pruning import delete_in_parts
from portfolio import snapshots, sync
from portfolio.insights import prune_insights
from trading import orders, repricing, swaps
from trading.audit_sealing import seal_all

__all__ = [
    "CHECK_SECONDS",
    "LOST_SECONDS",
    "SETTLE_SECONDS",
    "SNAPSHOT_SECONDS",
    "begin_day",
    "carry_out_orders",
    "check_portfolios",
    "expire_alerts",
    "expire_orders",
    "expire_quotes",
    "heartbeat",
    "prune",
    "read_missed",
    "reprice_simulated",
    "seal_audit",
    "sync_portfolios",
    "take_snapshots",
]

CHECK_SECONDS: Final = 60
SETTLE_SECONDS: Final = 2  # between two looks at the chain while a live swap is not over
LOST_SECONDS: Final = 10  # to the next look when a price is missing: a lost batch is no gap
SNAPSHOT_SECONDS: Final = 300  # between two looks for days that have ended somewhere
NOTIFICATIONS_KEPT: Final = timedelta(days=30)
UNDELIVERABLE_KEPT: Final = timedelta(days=90)  # an operator may send them again


def heartbeat() -> bool:
    """Record that prices are watched; and the gap, when this ends one."""
    with transaction.atomic():
        gap = beat(timezone.now())
        if gap is None:
            return False
        return missed.note_missed(*gap) + tell_asleep(*gap) > 0


def read_missed() -> bool:
    """Read what was missed in a gap."""
    return missed.read_missed(timezone.now())


def carry_out_orders() -> bool:
    """Go on with orders that have fired and are not over."""
    return order_pass.carry_out_orders(timezone.now())


def check_portfolios() -> bool:
    """Look at the wallets whose value somebody waits for."""
    return portfolio_value.check_portfolios(timezone.now()) > 0


def sync_portfolios() -> bool:
    """Look at what wallets on chains hold, as far as it is their turn."""
    return sync.sync_due(timezone.now())


def expire_quotes() -> bool:
    """Close quotes that nobody confirmed in time."""
    return swaps.expire_quotes(timezone.now()) > 0


def expire_alerts() -> bool:
    """Close alerts whose time is over."""
    return expiry.expire_alerts(timezone.now()) > 0


def expire_orders() -> bool:
    """Close orders whose time is over."""
    now = timezone.now()
    return orders.expire_orders(now, tell=lambda order, event: tell(order, event, now=now)) > 0


def begin_day() -> bool:
    """Do what is due once a day; nothing else need be looked at again for that."""
    daily.begin_day(timezone.now())
    return False


def take_snapshots() -> bool:
    """Take what everybody had at the end of the day that is over for them."""
    return snapshots.take_due(timezone.now()) > 0


def reprice_simulated() -> bool:
    """Quote simulated trades once more, some minutes later."""
    return repricing.reprice_due(timezone.now())


def prune() -> bool:
    """Delete what nobody needs any more."""
    now = timezone.now()
    delivered = Notification.objects.filter(state=Notification.State.SENT, sent_at__lt=now - NOTIFICATIONS_KEPT)
    hopeless = Notification.objects.filter(state=Notification.State.DEAD, created_at__lt=now - UNDELIVERABLE_KEPT)
    forgotten = prune_ticks(now) + prune_ladder() + missed.prune_missed(now) + order_pass.forget_reasons(now)
    return forgotten + prune_insights(now) + delete_in_parts(delivered) + delete_in_parts(hopeless) > 0


def seal_audit() -> bool:
    """Give audit entries their place in the chain that have none yet: of this pass, or left by a crash."""
    return seal_all() > 0
