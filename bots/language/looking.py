"""What only looks, in any words and any order: prices, charts, lists, the portfolio, help. See `bags`."""

from __future__ import annotations

from typing import Final

from bots.language.bag_words import ALERT_NOUNS, KNOWN, ORDER_KINDS, TRADE_WORDS, WALLET_NOUNS, words
from bots.language.bags import Bag
from bots.language.charts import period_of
from bots.language.intents import Intent, Understood
from bots.language.looks import LOOKS
from bots.language.topics import Topic

__all__ = ["look"]

_NO_HOW: Final = words("low high better wise smart when why who should if howmuch did will many not never dont")
_NO_POINT: Final = words("please me you so teach tell explain show might and know to the a")
_TEACHES: Final = words("teach explain tell show teach")
_HOW: Final = words("do can to i would does work works able possible allowed could about one support")
_WHAT: Final = frozenset(ORDER_KINDS) | words("slippage bridging swap swapping live difference mean means")
_WHETHER: Final = [
    pair.split() for pair in ("can i", "is it", "is possible", "where can", "where do", "do support", "are able")
]
_WHO: Final = (words("who are you"), words("what are you"), words("what this"), words("what is this"))
_OF_COINS: Final = words(
    "outlook insight insights analysis analyses analyse analyze analysing analyzing observations observation "
    "news color colour opinion thoughts view views"
)
_BUYS: Final = words("buy buying")
_SELLS: Final = words("sell selling sold")
_ORDERS: Final = words("buy sell swap bridge trade")
_LOOKED_UP: Final = words("i did have my last past show list which when what")
_IN_A_HURRY: Final = ("2", "4")  # “to” and “for”


def look(bag: Bag) -> Understood | None:
    """Return what a bag asks to see; None where it is nothing, or where a word in it belongs to something else."""
    said = bag.said
    if bag.names:
        return None
    if not bag.percents and len(bag.coins) < 2 and len(bag.chains) < 2 and len(bag.spans) < 2:
        marked = said | _marks(bag) | _ours(said)
        has_number = any(number not in _IN_A_HURRY for number in bag.numbers)
        for each in LOOKS:
            if (each.counts or not has_number) and marked <= each.beside and each.is_meant(marked):
                return _seen(each.intent, bag)
    if said in _WHO or (said <= KNOWN and _asks_how(said, bag)):
        topic = _topic(said)
        return Understood(Intent.HELP, {"topic": topic} if topic else {})
    return None


def _marks(bag: Bag) -> frozenset[str]:
    spans = bag.spans and bag.spans != ["today"]
    marks = (("COIN", bag.coins), ("SPAN", spans), ("TODAY", bag.spans), ("ASKS", bag.asks))
    return frozenset(name for name, there in marks if there)


def _ours(said: frozenset[str]) -> frozenset[str]:
    """Return what words stand for: “we” speaks as “I” does, and “how mcuh” is mended word by word."""
    same = (("i", {"we"}), ("my", {"our"}), ("howmuch", {"how", "much"}))
    return frozenset(word for word, words in same if words <= said)


def _seen(intent: Intent, bag: Bag) -> Understood | None:
    entities: dict[str, str] = {}
    if intent == Intent.GET_PRICE and not _is_price(bag):
        return None
    if intent == Intent.SHOW_HISTORY and _orders_now(bag):
        return None
    if intent == Intent.GET_INSIGHTS and bag.coins:
        return Understood(intent, {"token": bag.coins[0]}) if bag.said & _OF_COINS else None
    if intent in (Intent.GET_PRICE, Intent.GET_PRICE_CHART):
        entities |= {"token": bag.coins[0]} if bag.coins else {}
        entities |= {"chain": bag.chains[0]} if bag.chains else {}
    if bag.spans and intent == Intent.GET_PRICE_CHART:
        entities["period"] = period_of(bag.spans[0])
    elif bag.spans and intent == Intent.GET_PORTFOLIO_PERFORMANCE:
        entities["period"] = _period(bag.spans[0])
    return Understood(intent, entities)


def _is_price(bag: Bag) -> bool:
    """Say whether a price is asked, and no trade spoken of: “what would it cost to buy 2 eth”, “what if I sold”."""
    said = bag.said
    if len(bag.numbers) > 1 or (said & _BUYS and "cost" not in said):
        return False
    return not said & _SELLS or bool(said & {"get", "howmuch"})


def _orders_now(bag: Bag) -> bool:
    """Say whether a trade is ordered rather than looked up: “buy 1 eth today and we make history”."""
    return bool(bag.numbers and bag.said & _ORDERS) and bag.said.isdisjoint(_LOOKED_UP)


def _period(span: str) -> str:
    """Write a span as the portfolio reads it: “24h”, “30d”, “3 months”, “last week”."""
    count, _, unit = span.partition(" ")
    return f"{count}h" if unit.startswith("h") else span.replace("wks", "weeks")


def _asks_how(said: frozenset[str], bag: Bag) -> bool:
    """Say whether it is asked how, where or whether one can trade: no trade, but a wish to be told how to."""
    point = [word for word in bag.words if word not in _NO_POINT]
    if point[:1] in (["could"], ["can"], ["would"], ["will"]) and not {"i"} & set(point[1:2]) and said & _TEACHES:
        point = point[1:]
    if said & _NO_HOW or not point:
        return False
    if point[0] == "how" or point[:3] == ["am", "i", "able"] or point[:2] in _WHETHER:
        return bool(said & _HOW)
    return (point[0] == "what" or "explain" in said) and bool(said & _WHAT) and not (bag.percents and bag.coins)


def _topic(said: frozenset[str]) -> str:
    """Return what help is asked about; empty for all of it."""
    if said & ORDER_KINDS.keys() or said & {"order", "orders"}:
        return Topic.ORDERS
    if said & ALERT_NOUNS:
        return Topic.ALERTS
    if said & WALLET_NOUNS:
        return Topic.WALLETS
    return Topic.LIVE if "live" in said else Topic.TRADES if said & TRADE_WORDS else ""
