"""The labelled sentences: `tuning.jsonl` may be looked at while the grammar is written, `reporting.jsonl` may not.

A line holds `text`, `intent`, `entities` and `voice` (how it is written), and where it matters `also` (other intents
that are right as well), `optional` (entities that may be there, with the values they may have) and `never_trade`.
Labels say what a person means. They are never changed to what the grammar makes of a sentence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bots.language.intents import MOVES_MONEY

__all__ = ["HALVES", "INTENTS", "TRADES", "VOICES", "Sentence", "read_half"]

HALVES: Final = ("tuning", "reporting")
VOICES: Final = frozenset(
    ("plain", "terse", "polite", "typo", "slang", "lower", "shouting", "emoji", "rambling", "non-native", "mobile")
)
INTENTS: Final = frozenset(
    (
        "greeting",
        "help",
        "get_price",
        "get_price_chart",
        "buy_token",
        "sell_token",
        "set_stop_loss",
        "set_take_profit",
        "set_limit_buy",
        "set_trailing_stop",
        "list_orders",
        "cancel_order",
        "set_alert",
        "list_alerts",
        "delete_alert",
        "add_wallet",
        "list_wallets",
        "delete_wallet",
        "set_default_wallet",
        "enable_live_trading",
        "disable_live_trading",
        "show_portfolio",
        "get_portfolio_performance",
        "get_insights",
        "rebalance",
        "show_history",
        "settings",
        "cancel",
        "unknown",
    )
)
# The same by their names; set_oco and arm_order are Esther's own: no label has them, an answer may.
TRADES: Final = frozenset(map(str, MOVES_MONEY))
_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True)
class Sentence:
    """What somebody wrote and what is meant: entities are text, `allocations` an object of symbol and percent."""

    text: str
    intent: str
    entities: dict[str, Any]
    voice: str
    also: tuple[str, ...] = ()
    optional: dict[str, tuple[str, ...]] | None = None
    never_trade: bool = False


def read_half(name: str) -> list[Sentence]:
    """Return the sentences of one of the HALVES, in the order of the file."""
    lines = (_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_sentence(json.loads(line)) for line in lines]


def _sentence(row: dict[str, Any]) -> Sentence:
    optional = {
        name: (value,) if isinstance(value, str) else tuple(value) for name, value in row.get("optional", {}).items()
    }
    return Sentence(**{**row, "also": tuple(row.get("also", ())), "optional": optional})
