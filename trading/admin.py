"""People, wallets and orders in the admin site: to look at, and a few things to do, each by its service."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from esther_site.lib.questions import Question, asking
from esther_site.lib.readonly import LongListAdmin, ReadOnlyAdmin
from trading import audit
from trading.admin_actions import ActingAdmin, asks_first
from trading.contract_admin import NamedContractAdmin
from trading.execution_admin import ExecutionAdmin, RepricingAdmin
from trading.models import AuditEntry, Order, PaperBalance, Pause, SecondFactor, SpendingLimit, User, Wallet
from trading.orders import cancel_order
from trading.swap_admin import SwapAdmin
from trading.transaction_admin import TransactionAdmin
from trading.two_factor import forget
from trading.user_admin import UserAdmin

__all__ = [  # registered where they are written
    "ExecutionAdmin",
    "NamedContractAdmin",
    "RepricingAdmin",
    "SwapAdmin",
    "TransactionAdmin",
    "UserAdmin",
]

_DAY: Final = timedelta(hours=24)
_WAITING: Final = Q(state=Order.State.TRIGGERED)
_PEOPLE: Final = ("user__username", "user__first_name")


@admin.register(Wallet)
class WalletAdmin(LongListAdmin[Wallet]):
    """Never its key, sealed or not."""

    list_display = ("name", "owner", "kind", "address", "created_at", "removed_at")
    list_filter = ("kind", ("removed_at", admin.EmptyFieldListFilter), ("exported_at", admin.EmptyFieldListFilter))
    list_select_related = ("owner",)
    search_fields = ("address", "name")
    person = "owner"
    fields = ("name", "owner", "kind", "address", "created_at", "removed_at", "reset_at", "exported_at", "has_key")

    @admin.display(boolean=True, description="Esther keeps its key")
    def has_key(self, wallet: Wallet) -> bool:
        return bool(wallet.sealed_key)


@admin.register(PaperBalance)
class PaperBalanceAdmin(ReadOnlyAdmin[PaperBalance]):
    list_display = ("wallet", "owner", "token", "amount")
    list_filter = ("token__chain",)
    list_select_related = ("wallet__owner", "token__chain")
    search_fields = ("wallet__owner__username", "wallet__owner__first_name", "token__symbol")

    @admin.display
    def owner(self, balance: PaperBalance) -> User:
        return balance.wallet.owner

    @admin.display
    def amount(self, balance: PaperBalance) -> str:
        return f"{balance.token.to_amount(balance.units):f}"


@admin.register(Order)
class OrderAdmin(LongListAdmin[Order], ActingAdmin[Order]):
    list_display = (
        "handle",
        "user",
        "kind",
        "token",
        "trigger_usd",
        "state",
        "waits_because",
        "attempts",
        "created_at",
    )
    list_filter = (
        asking(
            Question("armed", "armed", lambda _now: Q(state=Order.State.ACTIVE)),
            Question("asking", "waiting for their user's word", lambda _now: Q(state=Order.State.ASKING)),
            Question(
                "stuck",
                "reached more than 5 minutes ago, and not carried out",
                lambda now: _WAITING & Q(reached_at__lt=now - timedelta(minutes=5)),
            ),
            Question(
                "failed",
                "failed in the last 24 h",
                lambda now: Q(state=Order.State.FAILED, finished_at__gte=now - _DAY),
            ),
            Question("automatic", "carried out without asking", lambda _now: Q(is_automatic=True)),
        ),
        "state",
        "kind",
    )
    list_select_related = ("user", "token")
    search_fields = ("handle", "pair")
    actions = ("cancel",)

    @asks_first("Cancel", warning="The other one of a pair stays. What is being carried out cannot be cancelled.")
    def cancel(self, order: Order, operator: User) -> str:
        return f"Order {cancel_order(order.user, order.handle).handle} is cancelled."


@admin.register(Pause)
class PauseAdmin(LongListAdmin[Pause]):
    list_display = ("__str__", "user", "by", "reason", "since", "until")
    list_filter = (("until", admin.EmptyFieldListFilter), "since")
    list_select_related = ("user", "by")
    search_fields = ("reason",)


@admin.register(SpendingLimit)
class SpendingLimitAdmin(LongListAdmin[SpendingLimit]):
    list_display = ("user", "kind", "usd", "acts_at", "created_at")
    list_filter = ("kind", "created_at")
    list_select_related = ("user",)
    search_fields = ("kind",)


@admin.register(SecondFactor)
class SecondFactorAdmin(ReadOnlyAdmin[SecondFactor], ActingAdmin[SecondFactor]):
    """Never its secret, sealed or not."""

    list_display = ("user", "confirmed_at", "failures", "locked_until", "asks_above_usd")
    fields = ("user", "confirmed_at", "failures", "locked_until", "asks_above_usd", "created_at")
    list_select_related = ("user",)
    search_fields = _PEOPLE
    actions = ("take_away",)

    @asks_first("Take away", warning="Only when the app is lost, and it is surely the user who says so.")
    def take_away(self, factor: SecondFactor, operator: User) -> str:
        forget(factor.user, actor=audit.operator(operator))
        return f"No codes are asked for any more from {factor.user}."


@admin.register(AuditEntry)
class AuditEntryAdmin(LongListAdmin[AuditEntry]):
    list_display = ("at", "actor", "kind", "subject")
    list_filter = ("at",)
    search_fields = ("subject", "actor", "kind")
    person = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        return super().get_queryset(request).order_by("-pk")
