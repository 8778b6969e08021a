"""What a message can mean. The names are part of the product: commands, tests and models refer to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

__all__ = ["MOVES_MONEY", "ONLY_LOOK", "Intent", "Understood"]


class Intent(StrEnum):
    GREETING = "greeting"
    HELP = "help"
    GET_PRICE = "get_price"
    GET_PRICE_CHART = "get_price_chart"
    BUY_TOKEN = "buy_token"
    SELL_TOKEN = "sell_token"
    REBALANCE = "rebalance"
    LIST_WALLETS = "list_wallets"
    ADD_WALLET = "add_wallet"
    DELETE_WALLET = "delete_wallet"
    RENAME_WALLET = "rename_wallet"
    SET_DEFAULT_WALLET = "set_default_wallet"
    EXPORT_WALLET = "export_wallet"
    SHOW_PORTFOLIO = "show_portfolio"
    GET_PORTFOLIO_PERFORMANCE = "get_portfolio_performance"
    TAKE_SNAPSHOTS = "take_snapshots"
    GET_INSIGHTS = "get_insights"
    SHOW_HISTORY = "show_history"
    SHOW_PROFIT = "show_profit"
    SHOW_EXECUTION = "show_execution"
    EXPLAIN = "explain"
    SHOW_DIVERSIFICATION = "show_diversification"
    SHOW_ALLOWANCES = "show_allowances"
    EXPORT_DATA = "export_data"
    SETTINGS = "settings"
    PAPER = "paper"
    SET_ALERT = "set_alert"
    LIST_ALERTS = "list_alerts"
    CHANGE_ALERT = "change_alert"
    PAUSE_ALERT = "pause_alert"
    RESUME_ALERT = "resume_alert"
    REPEAT_ALERT = "repeat_alert"
    COOL_ALERT = "cool_alert"
    NOTE_ALERT = "note_alert"
    DELETE_ALERT = "delete_alert"
    SET_STOP_LOSS = "set_stop_loss"
    SET_TAKE_PROFIT = "set_take_profit"
    SET_LIMIT_BUY = "set_limit_buy"
    SET_TRAILING_STOP = "set_trailing_stop"
    SET_OCO = "set_oco"
    LIST_ORDERS = "list_orders"
    CHANGE_ORDER = "change_order"
    PAUSE_ORDER = "pause_order"
    RESUME_ORDER = "resume_order"
    CANCEL_ORDER = "cancel_order"
    ARM_ORDER = "arm_order"
    DISARM_ORDER = "disarm_order"
    ENABLE_LIVE_TRADING = "enable_live_trading"
    DISABLE_LIVE_TRADING = "disable_live_trading"
    PAUSE_TRADING = "pause_trading"
    RESUME_TRADING = "resume_trading"
    PAUSE_EVERYBODY = "pause_everybody"
    RESUME_EVERYBODY = "resume_everybody"
    SPENDING_LIMITS = "spending_limits"
    SECOND_FACTOR = "second_factor"
    STATUS = "status"
    CANCEL = "cancel"
    UNKNOWN = "unknown"


# What shows something and changes nothing: it may stand behind whatever else is said.
ONLY_LOOK: Final = frozenset(
    (
        Intent.GET_PRICE,
        Intent.GET_PRICE_CHART,
        Intent.SHOW_PORTFOLIO,
        Intent.GET_PORTFOLIO_PERFORMANCE,
        Intent.GET_INSIGHTS,
        Intent.SHOW_HISTORY,
        Intent.LIST_ALERTS,
        Intent.LIST_ORDERS,
        Intent.LIST_WALLETS,
    )
)
# What moves money, or lets it be moved: only ever understood from a present, positive command of one's own.
MOVES_MONEY: Final = frozenset(
    (
        Intent.BUY_TOKEN,
        Intent.SELL_TOKEN,
        Intent.SET_STOP_LOSS,
        Intent.SET_TAKE_PROFIT,
        Intent.SET_LIMIT_BUY,
        Intent.SET_TRAILING_STOP,
        Intent.SET_OCO,
        Intent.REBALANCE,
        Intent.ENABLE_LIVE_TRADING,
        Intent.ARM_ORDER,
    )
)


@dataclass(frozen=True)
class Understood:
    """An intent with its entities; every value is text, numbers exact and without exponent."""

    intent: Intent
    entities: dict[str, str] = field(default_factory=dict)
    source: str = "grammar"
