"""Balances, snapshots, plans and what was said about them, in the admin site: to look at, and to take anew."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone

from esther_site.lib.errors import TemporaryError
from esther_site.lib.questions import Question, asking
from esther_site.lib.readonly import LongListAdmin
from portfolio.models import Insight, RebalancePlan, Snapshot, WalletSync
from portfolio.snapshots import take_today
from portfolio.sync import sync_wallet
from trading.admin_actions import ActingAdmin, asks_first
from trading.models import User

_OUT_OF_DATE = timedelta(hours=1)


@admin.register(WalletSync)
class WalletSyncAdmin(LongListAdmin[WalletSync], ActingAdmin[WalletSync]):
    """How fresh the balances of each wallet on a chain are."""

    list_display = ("wallet", "owner", "counted_usd", "synced_at", "failures", "failure", "due_at")
    fields = ("wallet", "owner", "counted_usd", "synced_at", "failures", "failure", "due_at", "lease_until")
    list_filter = (
        asking(
            Question(
                "stale",
                "stale balances",
                lambda now: ~Q(failure="") | Q(synced_at=None) | Q(synced_at__lt=now - _OUT_OF_DATE),
            ),
            Question("never", "never fetched", lambda _now: Q(synced_at=None)),
        ),
    )
    list_select_related = ("wallet__owner",)
    search_fields = ("wallet__address", "wallet__name")
    person = ""
    actions = ("fetch", "take_snapshot")

    @admin.display
    def owner(self, row: WalletSync) -> User:
        return row.wallet.owner

    @asks_first("Fetch balances now", waits=True)
    def fetch(self, row: WalletSync, operator: User) -> str:
        fresh = sync_wallet(row.wallet, timezone.now())
        if fresh.failure:
            raise TemporaryError(fresh.failure)
        return f"The balances of {row.wallet} are of now."

    @asks_first("Take a snapshot of its owner now", waits=True)
    def take_snapshot(self, row: WalletSync, operator: User) -> str:
        return _snapshot_of(row.wallet.owner)


@admin.register(Snapshot)
class SnapshotAdmin(LongListAdmin[Snapshot], ActingAdmin[Snapshot]):
    list_display = ("day", "user", "book", "total_usd", "is_estimated", "source", "taken_at")
    list_filter = ("book", "source", "is_estimated")
    list_select_related = ("user",)
    search_fields = ("day",)
    actions = ("take_snapshot",)

    @asks_first("Take a snapshot of its user now", waits=True)
    def take_snapshot(self, row: Snapshot, operator: User) -> str:
        return _snapshot_of(row.user)


@admin.register(RebalancePlan)
class RebalancePlanAdmin(LongListAdmin[RebalancePlan]):
    list_display = ("handle", "user", "wallet", "total_usd", "cost_usd", "mode", "state", "waits_because", "created_at")
    list_filter = ("state", "mode")
    list_select_related = ("user", "wallet")
    search_fields = ("handle",)


@admin.register(Insight)
class InsightAdmin(LongListAdmin[Insight]):
    """With the prompt and the answer, where a language model was asked, and why its words were not used."""

    list_display = ("created_at", "user", "by_model", "was_asked", "refused_because")
    list_filter = ("by_model", "created_at")
    list_select_related = ("user",)
    search_fields = ("refused_because",)

    @admin.display(boolean=True, description="model asked")
    def was_asked(self, insight: Insight) -> bool:
        return bool(insight.prompt)


def _snapshot_of(user: User) -> str:
    """Take today's snapshots of a user. Raises TemporaryError when one had to be left out."""
    outcome = take_today(timezone.now(), user=user)
    if outcome.skipped:
        raise TemporaryError("; ".join(f"{skipped.book}: {skipped.why}" for skipped in outcome.skipped))
    return f"{outcome.taken} snapshots of {user} were taken."
