"""Wishes to be told of a price, in any words and any order: one token, one level or move. See `bags`."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bots.language.bag_words import ALERT_NOUNS, CALLS, DOWNS, FILL, MEETS, MOVES, UPS, words
from bots.language.bags import Bag
from bots.language.intents import Intent, Understood
from bots.language.patterns import number
from bots.language.quantities import minutes_of

__all__ = ["alert_in"]

_EVERY_TIME: Final = frozenset(("whenever", "each", "every", "everytime"))
_ORDERS: Final = frozenset(("buy", "sell"))
_WORDS: Final = FILL | CALLS | UPS | DOWNS | MEETS | MOVES | _EVERY_TIME | ALERT_NOUNS | _ORDERS
_FIRMLY_UP: Final = words("above over past higher exceeds exceed upside north greater surpasses surpass")
_FIRMLY_DOWN: Final = words("below under beneath lower less downside south underneath")
_TO_BE: Final = words("be being get getting")
_NO_WINDOWS: Final = ("today", "yesterday", "ytd", "mtd", "all time")
_BY: Final = (UPS | DOWNS | words("moves move moving changes change")) - _FIRMLY_UP - _FIRMLY_DOWN


def alert_in(bag: Bag) -> Understood | None:
    """Return the alert that a bag asks for; None where anything else is said, or the level or the token is missing."""
    said = bag.said
    way = _way(said)
    if (
        way is None
        or not said <= _WORDS
        or not said & (CALLS | ALERT_NOUNS)
        or ("told" in said and said.isdisjoint(_TO_BE))
        or not (_says_once(bag) and _only_tells(bag))
    ):
        return None
    entities = {"token": bag.coins[0]} | ({"direction": way} if way else {})
    if bag.numbers:
        entities["price"] = number(bag.numbers[0])
    else:
        entities["percent"] = number(bag.percents[0].lstrip("+-"))
        if way == "crosses":
            del entities["direction"]
    if bag.chains:
        entities["chain"] = bag.chains[0]
    if bag.spans:
        span = bag.spans[0].removeprefix("last ").removeprefix("this ")
        if span in _NO_WINDOWS:
            return None
        entities["window_minutes"] = minutes_of(span if span[0].isdigit() else f"a {span}")
    if said & {"whenever", "everytime"} or ("time" in said and said & {"every", "each"}):
        entities["repeats"] = "true"
    return Understood(Intent.SET_ALERT, entities)


def _says_once(bag: Bag) -> bool:
    """Say whether there is one token and one level, or one move, which alone has a span of time."""
    if len(bag.coins) != 1 or len(bag.chains) > 1 or len(bag.spans) > 1 or bag.names:
        return False
    if len(bag.numbers) + len(bag.percents) != 1 or (bag.spans and not bag.percents):
        return False
    if bag.percents and bag.said & (_FIRMLY_UP | _FIRMLY_DOWN) and not bag.said & _BY:
        return False  # five percent is no level
    return not bag.ends_asking or bool(bag.said & {"you", "u", "please"})


def _only_tells(bag: Bag) -> bool:
    """Say whether nothing is to be traded: “remind me to sell” does not sell."""
    words = bag.words
    if any(pair == ("should", "i") for pair in pairwise(words)):
        return False
    traded = [place for place, word in enumerate(words) if word in _ORDERS]
    return not traded or (
        len(traded) == 1 and traded[0] >= 2 and words[traded[0] - 1] == "to" and bool(CALLS & set(words[: traded[0]]))
    )


def _way(said: frozenset[str]) -> str | None:
    """Return which way the price is to go; empty where none is said, None where both are."""
    for ups, downs in ((_FIRMLY_UP, _FIRMLY_DOWN), (UPS, DOWNS)):
        up, down = bool(said & ups), bool(said & downs)
        if up and down:
            return None
        if up or down:
            return "above" if up else "below"
    return "crosses" if said & MEETS else ""
