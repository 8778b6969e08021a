"""Stops, targets, trailing stops and limits by their names, and pairs of which one cancels the other.

A number in front of a token counts it only where the price has a word of its own: “stop loss 2800 eth 0.5” could be
read either way.
"""

from __future__ import annotations

from decimal import Decimal

from bots.language.clauses import Parts, check_once
from bots.language.coins import CHAIN_INDEXES, COINS, chain_index
from bots.language.intents import Intent, Understood
from bots.language.lexer import Sentence
from bots.language.order_clauses import (
    BOTH,
    FIRST,
    LIMIT_BUY,
    LIMIT_SELL,
    LIMITS,
    NAMED,
    PAIR_WORDS,
    PAIRS,
    STOPPING,
    TAKING,
    TRAIL_WORDS,
    TRAILS,
)
from bots.language.quantities import Entities, bracket, exact, options, quantity
from bots.language.trades import bought, level, sold, token_of
from bots.language.vocabulary import CLASSES

__all__ = ["limit", "pair", "protection", "trailing"]

_MANY = 100  # times its price: nobody orders so many of a coin by mistake, but may have turned the numbers round


def protection(sentence: Sentence) -> Understood | None:
    """Understand a stop loss or a target by its name, or both; None where the sentence is neither."""
    if both := BOTH.match(sentence.codes):
        return _pair_behind(sentence, both.end())
    parts: Parts = {}
    head = NAMED.match(sentence.codes, FIRST.read(sentence, 0, parts))
    if head is None:
        return None
    is_stop = head["stop"] is not None
    is_short = head.end() - head.start() == 1 and sentence.words[head.start()] in ("stop", "target")
    if head["price_percent"]:
        parts |= {"price_percent": sentence.words[head.start("price_percent")], "worded": "1"}
    if (STOPPING if is_stop else TAKING).read(sentence, head.end(), parts) < len(sentence.codes):
        return None
    if is_short and not ({"price", "price_percent"} & parts.keys()):
        return None
    other = parts.keys() & {"stop_percent", "stop_price", "target_percent", "target_price"}
    return _with_other(parts, is_stop=is_stop) if other else _one(parts, is_stop=is_stop)


def _settle(parts: Parts) -> Parts:
    """Tell of “on base” and “on eth” which is the token: the first where none is named otherwise."""
    places = [parts.pop(name) for name in ("on", "on_2") if name in parts]
    if places and places[0] in COINS and "token" in parts and not _is_known(parts["token"]):
        parts["torn"] = "1"  # “on sol at 120, feeling lucky”
    if places and "token" not in parts and places[0] not in CHAIN_INDEXES.keys() - COINS.keys():
        parts["token"] = places.pop(0)
    if places:
        if "chain" in parts:
            parts.setdefault("twice", "chain")
        parts["chain"] = places.pop(0)
    if places:
        parts.setdefault("twice", "chain")
    return parts


def _is_known(name: str) -> bool:
    return name in COINS or name.startswith(("$", "0x"))


def _one(parts: Parts, *, is_stop: bool) -> Understood | None:
    if "torn" in _settle(parts):
        return None
    if parts.get("way", "") not in (("", "below") if is_stop else ("", "above", "met")):
        return None
    if "+" in parts.get("price_percent", "") and is_stop:
        return None
    has_level = "price" in parts or "price_percent" in parts
    is_bare = parts.pop("bare", None) is not None
    if ("counted" in parts and is_bare) or ("loose" in parts and not has_level):
        return None
    token = token_of(parts)
    if token is None and parts.keys() - {"price_percent", "worded"}:
        return None
    entities = _common(parts) | level(parts) | ({"token": token} if token else {})
    check_once(parts)
    return Understood(Intent.SET_STOP_LOSS if is_stop else Intent.SET_TAKE_PROFIT, entities)


def _with_other(parts: Parts, *, is_stop: bool) -> Understood | None:
    """Understand a stop with its target behind it, or the other way round."""
    mine = "stop" if is_stop else "target"
    for name in ("price", "price_percent"):
        if name in parts:
            parts[f"{mine}_{name.removeprefix('price_')}"] = parts.pop(name)
    return _paired({name: text for name, text in parts.items() if name != "bare"})


def trailing(sentence: Sentence) -> Understood | None:
    """Understand a trailing stop; its `percent` is the distance, `share` a part of the balance."""
    parts: Parts = {}
    head = TRAILS.match(sentence.codes, FIRST.read(sentence, 0, parts))
    if head is None:
        return None
    if head["trail"]:
        parts["trail"] = sentence.words[head.start("trail")]
    if TRAIL_WORDS.read(sentence, head.end(), parts) < len(sentence.codes):
        return None
    if "torn" in _settle(parts):
        return None
    token = token_of(parts)
    if token is None and parts.keys() - {"trail"}:
        return None
    check_once(parts)
    entities = _common(parts) | ({"token": token} if token else {})
    if "percent" in entities:
        entities["share"] = entities.pop("percent")
    trail = {"percent": exact(parts["trail"].lstrip("-"))} if "trail" in parts else {}
    return Understood(Intent.SET_TRAILING_STOP, entities | trail)


def limit(sentence: Sentence) -> Understood | None:
    """Understand a limit order, or a purchase when a price breaks out above."""
    parts: Parts = {}
    head = LIMITS.match(sentence.codes, FIRST.read(sentence, 0, parts))
    if head is None:
        return None
    sells = bool(head["sell"] or head["sells"])
    if sells and (head["breakout"] or head["buy"]):
        return None
    clauses = LIMIT_SELL if sells else LIMIT_BUY
    if clauses.read(sentence, head.end(), parts) < len(sentence.codes):
        return None
    says_buy = CLASSES["buy"] in head[0] or sentence.words[head.start()].startswith("buy")
    if ("ticket" in parts and not (says_buy or sells)) or not _is_clear(parts):
        return None
    if not parts and not sells and not head["breakout"]:
        return Understood(Intent.SET_LIMIT_BUY)
    if "token" not in parts or ("way" not in parts and (sells or head["breakout"] or len(parts) > 1)):
        return None
    if sells:
        return sold(parts)
    if head["breakout"]:
        if parts["way"] not in ("at", "above", "met"):
            return None
        parts["way"] = "above"
    understood = bought(parts)
    return Understood(Intent.SET_LIMIT_BUY, understood.entities) if understood else None


def _is_clear(parts: Parts) -> bool:
    """Say whether of two numbers it is clear which is the price: “limit buy 2500 eth 0.5” could be read either way."""
    is_loose, is_paid, is_counted = (parts.pop(name, None) is not None for name in ("loose", "paid", "counted"))
    if is_loose and (is_counted or (is_paid and Decimal(exact(parts["price"])) <= 1)):
        return False
    if not parts.pop("ticket", None):
        return True
    amount, price = Decimal(exact(parts["amount"])), Decimal(exact(parts["price"]))
    return amount <= price or (price > 1 and amount < _MANY * price)


def pair(sentence: Sentence) -> Understood | None:
    """Understand a stop and a target of which one cancels the other."""
    head = PAIRS.match(sentence.codes)
    understood = _pair_behind(sentence, head.end()) if head else None
    if understood is None and head is not None and sentence.codes[head.end() - 1] == CLASSES["protect"]:
        return _one_sided(sentence, head.end())
    is_named = head is not None and sentence.codes[head.end() - 1] != CLASSES["protect"]
    return understood if is_named or (understood and len(understood.entities) > 1) else None


def _one_sided(sentence: Sentence, start: int) -> Understood | None:
    """Understand “protect my eth with a stop at 2800”."""
    parts: Parts = {}
    if PAIR_WORDS.read(sentence, start, parts) < len(sentence.codes):
        return None
    side = next((side for side in ("stop", "target") if f"{side}_price" in parts or f"{side}_percent" in parts), "")
    for name in ("price", "percent"):
        if f"{side}_{name}" in parts:
            parts["price" if name == "price" else "price_percent"] = parts.pop(f"{side}_{name}")
    return _one(parts, is_stop=side == "stop") if side else None


def _pair_behind(sentence: Sentence, start: int) -> Understood | None:
    parts: Parts = {}
    if PAIR_WORDS.read(sentence, start, parts) < len(sentence.codes):
        return None
    return _paired(parts)


def _paired(parts: Parts) -> Understood | None:
    if "torn" in _settle(parts):
        return None
    token = token_of(parts)
    sides = {name.partition("_")[0] for name in parts if name.startswith(("stop_", "target_"))}
    if token is None:
        return None if parts else Understood(Intent.SET_OCO)
    if len(sides) == 1:
        return None
    if not sides and parts.keys() > {"token"}:
        return None
    check_once(parts)
    entities = bracket(parts)
    return None if entities is None else Understood(Intent.SET_OCO, {"token": token} | entities | _common(parts))


def _common(parts: Parts) -> Entities:
    chain = {"chain": chain_index(parts["chain"])} if "chain" in parts else {}
    return quantity(parts) | options(parts) | chain
