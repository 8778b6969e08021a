"""How the admin looks: django-unfold's settings, and the order of its menu.

https://unfoldadmin.com/docs/configuration/settings/
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

__all__ = ["UNFOLD"]


def _item(title: str, icon: str, page: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{page}")}


def _list(title: str, icon: str, model: str) -> dict[str, Any]:
    return _item(title, icon, f"{model}_changelist")


def _group(title: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "separator": True, "items": list(items)}


def _styles(_: HttpRequest) -> str:
    return static("esther_site/admin.css")


def _icon(_: HttpRequest) -> str:
    return static("esther_site/icon.svg")


UNFOLD: Final[dict[str, Any]] = {
    "SITE_TITLE": "Esther",
    "SITE_HEADER": "Esther",
    "SITE_SUBHEADER": "the operator's house",
    "SITE_SYMBOL": "candlestick_chart",
    "SITE_URL": None,
    "SHOW_VIEW_ON_SITE": False,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _icon}],
    "STYLES": [_styles],
    "DASHBOARD_CALLBACK": "esther_site.dashboard.add_dashboard",
    "ENVIRONMENT": "esther_site.dashboard.environment",
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": [
            {"title": "", "items": [_item("Dashboard", "monitoring", "index")]},
            _group(
                "People",
                _list("Users", "group", "trading_user"),
                _list("Wallets", "account_balance_wallet", "trading_wallet"),
                _list("Pauses", "pause_circle", "trading_pause"),
                _list("Spending limits", "price_check", "trading_spendinglimit"),
                _list("Second factors", "phonelink_lock", "trading_secondfactor"),
            ),
            _group(
                "Trading",
                _list("Swaps", "swap_horiz", "trading_swap"),
                _list("Transactions", "link", "trading_transaction"),
                _list("Orders", "rule", "trading_order"),
                _list("Execution", "fact_check", "trading_execution"),
                _list("Repricings", "update", "trading_repricing"),
                _list("Rebalance plans", "balance", "portfolio_rebalanceplan"),
                _list("Named contracts", "verified_user", "trading_namedcontract"),
                _list("Paper balances", "draft", "trading_paperbalance"),
            ),
            _group(
                "Portfolio",
                _list("Balances", "inventory_2", "portfolio_walletsync"),
                _list("Snapshots", "photo_camera", "portfolio_snapshot"),
                _list("Insights", "lightbulb", "portfolio_insight"),
            ),
            _group(
                "Alerts",
                _list("Alerts", "notifications", "alerts_alert"),
                _list("Notifications", "outgoing_mail", "alerts_notification"),
                _list("Watches", "visibility", "alerts_watch"),
                _list("Missed", "visibility_off", "alerts_missed"),
            ),
            _group(
                "The house",
                _list("Inbox", "inbox", "bots_inboxupdate"),
                _list("Open questions", "help", "bots_dialog"),
                _list("Repeats", "replay", "bots_repeat"),
                _list("Chains", "hub", "tokens_chain"),
                _list("Tokens", "toll", "tokens_token"),
                _list("Prices", "sell", "tokens_price"),
                _list("Audit trail", "receipt_long", "trading_auditentry"),
                _list("Admin log", "history", "admin_logentry"),
                _list("Failed logins", "gpp_bad", "axes_accessattempt"),
            ),
        ],
    },
}
