"""Chains, tokens and prices in the admin site: to look at, with two switches to turn."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from tokens.models import Chain, Price, Token


@admin.register(Chain)
class ChainAdmin(admin.ModelAdmin[Chain]):
    list_display = ("index", "name", "native_symbol", "supports_exact_out", "is_active")
    list_filter = ("is_active",)

    readonly_fields = (
        "index",
        "name",
        "aliases",
        "native_symbol",
        "gas_reserve",
        "explorer",
        "rpc_url",
        "spender",
        "routers",
        "supports_exact_out",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Chain | None = None) -> bool:
        return False


@admin.register(Token)
class TokenAdmin(admin.ModelAdmin[Token]):
    list_display = ("symbol", "name", "chain", "address", "decimals", "source", "verified")
    list_filter = ("verified", "source", "chain")
    list_select_related = ("chain",)
    search_fields = ("symbol", "name", "address")
    readonly_fields = ("chain", "address", "symbol", "name", "aliases", "decimals", "is_native", "source")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Token | None = None) -> bool:
        return False


@admin.register(Price)
class PriceAdmin(admin.ModelAdmin[Price]):
    list_display = ("token", "usd", "change_24h_percent", "source", "observed_at")
    list_filter = ("source", "observed_at")
    list_select_related = ("token",)
    search_fields = ("token__symbol", "token__address")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Price | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Price | None = None) -> bool:
        return False
