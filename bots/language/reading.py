"""Letting the readers of commands try a sentence: each only where a word of its own stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bots.language import alerts, allocations, orders, trades
from bots.language.clauses import pattern
from bots.language.intents import Understood
from bots.language.lexer import Sentence
from bots.language.vocabulary import CLASSES

__all__ = ["VERB", "read"]

_Reader = Callable[[Sentence], Understood | None]

_READERS: Final[dict[str, _Reader]] = {
    CLASSES[name]: reader
    for reader, names in {
        trades.purchase: ("buy", "grab", "ape"),
        trades.sale: ("sell", "swap", "bridge", "close"),
        orders.protection: ("stoploss", "stop", "takeprofit", "target"),
        orders.trailing: ("trailing",),
        orders.limit: ("limit", "breakout"),
        orders.pair: ("oco", "protect"),
        alerts.alert: ("alert", "tell"),
        allocations.rebalancing: ("rebalance", "portfolio"),
    }.items()
    for name in names
}
VERB: Final = pattern(
    "buy|grab|ape|sell|swap|bridge|close|stoploss|stop|takeprofit|target|trailing|limit|breakout|oco|protect|alert|"
    "tell|rebalance|portfolio"
)


def read(admissible: Sentence) -> Understood | None:
    """Let each reader that has a word in a sentence try it."""
    tried = set()
    for verb in VERB.finditer(admissible.codes):
        reader = _READERS[verb[0]]
        if reader not in tried and (understood := reader(admissible)):
            return understood
        tried.add(reader)
    return None
