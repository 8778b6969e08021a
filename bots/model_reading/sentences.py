"""A draft as the plain command that somebody could have typed, and what the grammar reads in that.

So a draft can say nothing that a user could not, and what the handlers get is the grammar's own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from bots.language import Understood, understand
from bots.model_reading.claims import shares_in
from bots.model_reading.names import chain_called, names_of_token
from bots.model_reading.numbers import decimal_of
from bots.model_reading.schema import Draft
from esther_site.lib.errors import UserError
from tokens.spoken import fold

__all__ = ["meant_by", "sentence_of"]

_BARE: Final = {
    "greeting": "hello",
    "help": "help",
    "list_orders": "orders",
    "list_alerts": "alerts",
    "list_wallets": "wallets",
    "get_insights": "insights",
    "show_history": "history",
    "settings": "settings",
    "disable_live_trading": "disable live trading",
}
_NAMES: Final = ("token", "currency")
_CHAINS: Final = ("chain", "to_chain")
_PERIODS: Final = {"period", "period_days"}  # read only, and written in many ways


def sentence_of(draft: Draft) -> str:
    """Return the command; empty where a draft lacks what it cannot be said without."""
    if draft.intent in _BARE:
        return _BARE[draft.intent]
    is_short = "token" in _NEEDED.get(draft.intent, ()) and not draft["token"]
    return "" if is_short else _joined(*_WRITERS[draft.intent](draft))


def meant_by(draft: Draft, sentence: str) -> Understood | None:
    """Return what the grammar reads in a draft's sentence; None when that is not what the draft says."""
    try:
        understood = understand(sentence)
    except UserError:
        return None
    if understood.intent != draft.intent or not _says_the_same(understood.entities, draft.parts):
        return None
    return Understood(understood.intent, understood.entities, source="model")


def _says_the_same(entities: dict[str, str], parts: dict[str, str]) -> bool:
    compared = parts.keys() - _PERIODS
    return entities.keys() - _PERIODS == compared and all(
        _equal(name, entities[name], parts[name]) for name in compared
    )


def _equal(name: str, read: str, said: str) -> bool:
    if name in _NAMES:
        return fold(read) in names_of_token(said) or fold(said) in names_of_token(read)
    if name in _CHAINS:
        chain = chain_called(read)
        return chain is not None and chain == chain_called(said)
    if name == "allocations":
        return {fold(token): Decimal(share) for token, share in json.loads(read).items() if share} == {
            fold(token): decimal_of(share) for token, share in shares_in(said) or ()
        }
    number = decimal_of(said)
    return read == said or (number is not None and number == decimal_of(read))


def _joined(*words: str) -> str:
    return " ".join(each for each in words if each)


def _with(lead: str, text: str) -> str:
    return f"{lead} {text}" if text else ""


def _percent(text: str) -> str:
    return f"{text}%" if text else ""


def _chain(draft: Draft, part: str = "chain") -> str:
    chain = chain_called(draft[part]) if draft[part] else None
    return chain.name if chain else ""


def _on(draft: Draft) -> str:
    return _with("on", _chain(draft))


def _slippage(draft: Draft) -> str:
    return _with("slippage", _percent(draft["slippage"]))


def _end(draft: Draft) -> str:
    return f"for {draft['expires']} minutes" if draft["expires"] else ""


def _counted(draft: Draft) -> str:
    """Write what is traded, with how much of it."""
    token = draft["token"]
    if draft["usd"]:
        return f"${draft['usd']} of {token}"
    if draft["percent"]:
        return f"{draft['percent']}% of my {token}" if token else f"{draft['percent']}%"
    return _joined(draft["amount"], token)


def _bought(draft: Draft) -> str:
    if draft["spend"]:
        return f"{draft['token']} with {draft['spend']} {draft['currency']}"
    return _joined(_counted(draft), _with("with", draft["currency"]))


def _sold(draft: Draft) -> str:
    return _joined(_counted(draft), _with("to", draft["currency"]))


def _level(draft: Draft, beyond: str) -> str:
    if draft["price_percent"]:
        return f"at {draft['price_percent']}% {beyond}"
    return _with("at", draft["price"])


def _sale(draft: Draft) -> list[str]:
    if not draft["to_chain"]:
        return ["sell", _sold(draft), _on(draft), _slippage(draft)]
    if not draft["currency"]:
        source = _with("from", _chain(draft))
        return ["bridge", _counted(draft), source, _with("to", _chain(draft, "to_chain")), _slippage(draft)]
    target = f"to {draft['currency']} on {_chain(draft, 'to_chain')}"
    return ["swap", _counted(draft), _on(draft), target, _slippage(draft)]


def _limit_buy(draft: Draft) -> list[str]:
    ways = {"below": "if it falls to", "above": "if it rises above"}
    way = ways.get(draft["direction"], "") if draft["price"] else ""
    level = _with(way, draft["price"]) if way else _level(draft, "below")
    return ["buy", _bought(draft), level, _on(draft), _slippage(draft), _end(draft)]


def _alert(draft: Draft) -> list[str]:
    prices = {"above": "goes above", "below": "falls below", "crosses": "crosses"}
    moves = {"above": "rises", "below": "drops"}
    way = moves.get(draft["direction"], "moves") if draft["percent"] else prices.get(draft["direction"], "is at")
    size = draft["price"] or _percent(draft["percent"])
    window = f"in {draft['window_minutes']} minutes" if draft["window_minutes"] else ""
    again = "every time" if draft["repeats"] else ""
    return ["alert me when", draft["token"], _on(draft), _with(way, size), window, _end(draft), again]


def _performance(draft: Draft) -> list[str]:
    days = f"over the last {draft['period_days']} days" if draft["period_days"] else ""
    return ["performance", days or draft["period"]]


def _shares(draft: Draft) -> str:
    return ", ".join(f"{token} {share}" for token, share in shares_in(draft["allocations"]) or ())


_NEEDED: Final = dict.fromkeys(
    ("get_price", "buy_token", "set_stop_loss", "set_take_profit", "set_limit_buy", "set_trailing_stop", "set_alert"),
    ("token",),
)
_WRITERS: Final[dict[str, Callable[[Draft], list[str]]]] = {
    "get_price": lambda draft: ["price", draft["token"], _on(draft)],
    "get_price_chart": lambda draft: [
        "chart",
        draft["token"],
        f"{draft['period_days']}d" if draft["period_days"] else "",
        _on(draft),
    ],
    "show_portfolio": lambda draft: ["portfolio", _on(draft)],
    "get_portfolio_performance": _performance,
    "buy_token": lambda draft: ["buy", _bought(draft), _on(draft), _slippage(draft)],
    "sell_token": _sale,
    "set_stop_loss": lambda draft: [
        "stop loss",
        _sold(draft),
        _level(draft, "below"),
        _on(draft),
        _slippage(draft),
        _end(draft),
    ],
    "set_take_profit": lambda draft: [
        "take profit",
        _sold(draft),
        _level(draft, "above"),
        _on(draft),
        _slippage(draft),
        _end(draft),
    ],
    "set_limit_buy": _limit_buy,
    "set_trailing_stop": lambda draft: [
        "trailing stop on",
        _with(f"{draft['share']}% of", draft["token"]) if draft["share"] else _joined(draft["amount"], draft["token"]),
        _percent(draft["percent"]),
        _on(draft),
    ],
    "rebalance": lambda draft: ["rebalance", _shares(draft), _on(draft), _slippage(draft)],
    "set_alert": _alert,
}
