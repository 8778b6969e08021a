"""What a message can mean. The names are part of the product: commands, tests and models refer to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Intent", "Understood"]


class Intent(StrEnum):
    GREETING = "greeting"
    HELP = "help"
    GET_PRICE = "get_price"
    BUY_TOKEN = "buy_token"
    SELL_TOKEN = "sell_token"
    LIST_WALLETS = "list_wallets"
    SHOW_PORTFOLIO = "show_portfolio"
    SHOW_HISTORY = "show_history"
    SETTINGS = "settings"
    PAPER = "paper"
    SET_ALERT = "set_alert"
    LIST_ALERTS = "list_alerts"
    CHANGE_ALERT = "change_alert"
    PAUSE_ALERT = "pause_alert"
    RESUME_ALERT = "resume_alert"
    DELETE_ALERT = "delete_alert"
    STATUS = "status"
    CANCEL = "cancel"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Understood:
    """An intent with its entities; every value is text, numbers exact and without exponent."""

    intent: Intent
    entities: dict[str, str] = field(default_factory=dict)
    source: str = "grammar"
