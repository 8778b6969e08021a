"""People, paper wallets and trades in the admin site: to look at; only who is let in may be changed."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from esther_site.lib.readonly import ReadOnlyAdmin
from trading.contract_admin import NamedContractAdmin
from trading.models import Order, PaperBalance, Pause, SecondFactor, SpendingLimit, User, Wallet
from trading.orders import pause_orders_of
from trading.paper import open_paper_wallet
from trading.swap_admin import SwapAdmin
from trading.two_factor import forget

__all__ = ["NamedContractAdmin", "SwapAdmin"]  # registered where they are written


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    list_display = ("username", "first_name", "telegram_id", "status", "is_staff", "date_joined")
    list_filter = ("status", "is_staff", "date_joined")
    search_fields = ("username", "first_name", "telegram_id")
    readonly_fields = (
        "username",
        "first_name",
        "telegram_id",
        "default_wallet",
        "default_chain",
        "slippage_percent",
        "time_zone",
        "live_trading_enabled",
        "date_joined",
        "last_login",
    )
    fields = ("status", "is_staff", *readonly_fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool) -> None:
        """Store the two switches only: the chat may change the rest at the same moment."""
        obj.save(update_fields=form.changed_data)
        if obj.status == User.Status.ACTIVE:
            open_paper_wallet(obj)
        if obj.status == User.Status.BLOCKED:
            pause_orders_of(obj.pk, reason="The operator has closed your access.")


@admin.register(Wallet)
class WalletAdmin(ReadOnlyAdmin[Wallet]):
    list_display = ("name", "owner", "kind", "address", "created_at")
    list_filter = ("kind", "created_at")
    list_select_related = ("owner",)
    search_fields = ("name", "address", "owner__username", "owner__first_name")


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
class OrderAdmin(ReadOnlyAdmin[Order]):
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
    list_filter = ("state", "kind", "token__chain", "created_at")
    list_select_related = ("user", "token")
    search_fields = ("handle", "user__username", "user__first_name", "waits_because", "pair")


@admin.register(Pause)
class PauseAdmin(ReadOnlyAdmin[Pause]):
    list_display = ("__str__", "user", "reason", "since", "until")
    list_filter = ("since",)
    list_select_related = ("user",)
    search_fields = ("user__username", "user__first_name", "reason")


@admin.register(SpendingLimit)
class SpendingLimitAdmin(ReadOnlyAdmin[SpendingLimit]):
    list_display = ("user", "kind", "usd", "acts_at", "created_at")
    list_filter = ("kind", "created_at")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__first_name")


@admin.register(SecondFactor)
class SecondFactorAdmin(ReadOnlyAdmin[SecondFactor]):
    """Never its secret, sealed or not."""

    list_display = ("user", "confirmed_at", "failures", "locked_until", "asks_above_usd")
    fields = ("user", "confirmed_at", "failures", "locked_until", "asks_above_usd", "created_at")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__first_name")
    actions = ("take_away",)

    @admin.action(description="Take away: the app is lost, and it is surely the user who says so")
    def take_away(self, request: HttpRequest, chosen: QuerySet[SecondFactor]) -> None:
        names = [str(factor.user) for factor in chosen.select_related("user") if forget(factor.user)]
        self.message_user(request, f"No codes are asked for any more from: {', '.join(names)}.")
