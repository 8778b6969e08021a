"""Chains, tokens and prices in the admin site: to look at, with two switches to turn."""

from __future__ import annotations

from django.contrib import admin

from esther_site.lib.readonly import EstherAdmin, ReadOnlyAdmin
from tokens.models import Chain, Price, Token


@admin.register(Chain)
class ChainAdmin(EstherAdmin[Chain]):
    list_display = ("index", "name", "native_symbol", "supports_exact_out", "is_active")
    list_filter = ("is_active",)
    exclude = ("rpc_url",)  # a key may be in it
    readonly_fields = (
        "index",
        "name",
        "aliases",
        "native_symbol",
        "gas_reserve",
        "explorer",
        "spender",
        "routers",
        "supports_exact_out",
    )


@admin.register(Token)
class TokenAdmin(EstherAdmin[Token]):
    list_display = ("symbol", "name", "chain", "address", "decimals", "source", "verified")
    list_filter = ("verified", "source", "chain")
    list_select_related = ("chain",)
    search_fields = ("symbol", "name", "address")
    readonly_fields = ("chain", "address", "symbol", "name", "aliases", "decimals", "is_native", "source")


@admin.register(Price)
class PriceAdmin(ReadOnlyAdmin[Price]):
    list_display = ("token", "usd", "change_24h_percent", "source", "observed_at")
    list_filter = ("source", "observed_at")
    list_select_related = ("token",)
    search_fields = ("token__symbol", "token__address")
