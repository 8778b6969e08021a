"""Of which token, chain and days something is to be shown: read wherever it stands in a sentence that only looks."""

from __future__ import annotations

import re
from typing import Final

from bots.language.coins import CHAIN_INDEXES, COINS, COINS_FIRST, chain_index, symbol
from bots.language.intents import Intent, Understood
from bots.language.spans import span_in

__all__ = ["scoped"]

_WHICH: Final = {
    Intent.SHOW_HISTORY: frozenset(("token", "chain", "period")),
    Intent.SHOW_PORTFOLIO: frozenset(("token", "chain")),
    Intent.LIST_ORDERS: frozenset(("token", "chain")),
    Intent.LIST_ALERTS: frozenset(("token",)),
    Intent.GET_PRICE: frozenset(("currency", "chain", "token")),
    Intent.GET_PRICE_CHART: frozenset(("token",)),
}
_WORD: Final = re.compile(r"\$?[a-z0-9][\w.-]*")
_ON: Final = re.compile(r"\b(?:on|in|over|across)(?: the)? ([a-z][\w-]*(?: [a-z][\w-]*)?)")
_PAID_IN: Final = re.compile(r"\b(?:in|against|versus|vs\.?)(?: terms of)? (\$?[a-z]{2,8})\b")
_TICKER: Final = 5  # letters of a ticker, at most
_HELD_ON: Final = re.compile(
    r"\b([a-z]+) (?:balances?|portfolio|holdings)\b|\b(?:balances|portfolio|holdings) ([a-z]+)\b"
)
_MAY: Final = re.compile(r"\d|[a-z] (?:last|past|today|yesterday|week|month|year)|\bon\b|\bin\b|\bvs\b")


def scoped(understood: Understood, text: str) -> Understood:
    """Return what is to be shown with the token, the chain and the days that the sentence names."""
    wanted = _WHICH.get(understood.intent)
    if wanted is None:
        return understood
    said = " ".join(text.lower().split())
    more = {name: value for name, value in _read(wanted, understood, said).items() if value}
    return Understood(understood.intent, more | understood.entities, understood.source) if more else understood


def _read(wanted: frozenset[str], understood: Understood, said: str) -> dict[str, str]:
    token = understood.entities.get("token", "")
    found = {"chain": ""}
    if "chain" in wanted and "place" not in understood.entities:
        if understood.intent == Intent.SHOW_PORTFOLIO:
            said = _HELD_ON.sub(lambda held: f" on {held[1] or held[2]} " if _is_place(held) else held[0], said)
        found["chain"] = _chain(said, token)
    if "token" in wanted and not token and "chain" not in understood.entities:  # “bnb chain balance” names no BNB
        found["token"] = _token(said)
    if "period" in wanted:
        found["period"] = _period(said)
    if "currency" in wanted and (paid := _PAID_IN.search(said)) and paid[1] in COINS:
        named = symbol(paid[1])
        found["currency"] = named if named != understood.entities.get("token", named) else ""
    return found


def _token(said: str) -> str:
    """Return the one coin that is named where no chain stands; empty for none, or for several."""
    without = _ON.sub(lambda found: " " if _chain_of(found[1]) else found[0], said)
    named = {symbol(word) for word in _WORD.findall(without) if word.removeprefix("$").rstrip(".") in COINS}
    return named.pop() if len(named) == 1 else ""


def _is_place(held: re.Match[str]) -> bool:
    """Say whether “polygon balances” are those on a chain: its name is written out, and is the coin's no less."""
    name = held[1] or held[2]
    return len(name) > _TICKER and name in CHAIN_INDEXES and name not in COINS_FIRST


def _chain(said: str, token: str) -> str:
    """Return the index of the chain that is named; the token asked for is none: “a check on avax price”."""
    for found in _ON.finditer(said):
        first = found[1].partition(" ")[0]
        is_token = symbol(first) == token and len(re.findall(rf"\b{re.escape(first)}\b", said)) == 1
        if not is_token and (index := _chain_of(found[1])):
            return index
    return ""


def _chain_of(name: str) -> str:
    """Return the index of the chain that one or two words name; empty for a coin that is none, or no chain."""
    for each in (name, name.partition(" ")[0]):
        if each in CHAIN_INDEXES and (each not in COINS or each not in COINS_FIRST):
            return chain_index(each)
    return ""


def _period(said: str) -> str:
    """Return the days that are named, as the portfolio reads them."""
    return span_in(said) if _MAY.search(said) else ""
