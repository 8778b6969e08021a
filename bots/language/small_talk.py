"""Greetings, taking back, and settings, in any words and any order. See `bags`."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bots.language.bag_words import (
    ASKS,
    CLOSING,
    CLOSING_FILL,
    COURTESY,
    FILL,
    GREETINGS,
    NICETIES,
    SETTINGS,
    SLIPPAGE,
    words,
)
from bots.language.bags import Bag
from bots.language.coins import CHAIN_INDEXES, chain_index
from bots.language.intents import Intent, Understood
from bots.language.patterns import number

__all__ = ["chat"]

_OPENS: Final = words("settings setting preferences preference options configuration configurations config configure")
_CHANGES: Final = words(
    "lower reduce raise increase decrease change changing set setting adjust edit modify update tweak make"
)
_ASKED: Final = {"slippage": "slippage", "timezone": "zone", "quiet": "quiet", "currency": "currency", "chain": "chain"}
_ASKS_FOR: Final = SETTINGS | SLIPPAGE | COURTESY | FILL | ASKS | words("what which")
_WRONG: Final = words("chat message button window person one")
_UNWANTED: Final = words("unneeded it this that anymore now")
_LET_BE: Final = tuple(
    map(
        words,
        ("not do it", "don't do it", "dont do it", "let it be", "wrong one", "oops wrong one", "let it go", "nothing"),
    )
)
_CLOSES: Final = CLOSING | CLOSING_FILL
_GREETS: Final = GREETINGS | NICETIES
_HELLOS: Final = GREETINGS - {"day"}
_SETS: Final = SETTINGS | SLIPPAGE | COURTESY


def chat(bag: Bag) -> Understood | None:
    """Return the greeting, the taking back or the setting that a bag is; None for anything else."""
    said = bag.said
    if bag.names or bag.spans:
        return _greeting(said, bag)
    if bag.asks and not bag.order:
        return Understood(Intent.HELP)
    is_wrong = "wrong" in said and bool(said & _WRONG) and said <= _CLOSES
    if said in _LET_BE or is_wrong or {"unneeded"} < said <= _UNWANTED:
        return Understood(Intent.CANCEL)
    plain = not (bag.coins or bag.numbers or bag.percents or bag.chains)
    if plain and said & CLOSING and said <= _CLOSES and not bag.asks and said not in ({"no"}, {"wait"}, {"back", "to"}):
        return Understood(Intent.CANCEL)
    return _greeting(said, bag) or _setting(said, bag)


def _greeting(said: frozenset[str], bag: Bag) -> Understood | None:
    if bag.names or bag.coins or bag.numbers or bag.percents:
        return None
    if said & _HELLOS and said <= _GREETS:
        return Understood(Intent.GREETING)
    if (
        said
        and said <= _GREETS
        and ({"good", "day"} <= said or {"how", "you"} <= said or {"how", "far"} <= said or {"hope", "well"} <= said)
    ):
        return Understood(Intent.GREETING)
    return None


def _setting(said: frozenset[str], bag: Bag) -> Understood | None:
    if bag.numbers or bag.percents:
        return _slippage(said, bag)
    if not said <= _ASKS_FOR:
        return None
    if understood := _default(said, bag):
        return understood
    if bag.coins or bag.chains:
        return None
    if said & _OPENS and not {"what", "options"} <= said and not said & {"orders", "alerts"}:
        return Understood(Intent.SETTINGS)
    changes = said & _CHANGES
    asked = [name for word, name in _ASKED.items() if word in said] if changes or said & {"default", "my"} else []
    if len(asked) == 1:
        return Understood(Intent.SETTINGS, {"asks": asked[0]})
    return Understood(Intent.SETTINGS) if changes and said & {"language", "presets", "notification"} else None


def _slippage(said: frozenset[str], bag: Bag) -> Understood | None:
    said_by = bag.percents or bag.numbers  # “slippage 2 1%” is “to 1%”, in a hurry
    if (said & {"should", "might", "soon"} and ("should", "be") not in pairwise(bag.words)) or (
        bag.words[:1] == ["if"] or ("i" in said and said & {"may", "could", "if"})
    ):
        return None
    is_clear = len(said_by) == 1 and (not bag.percents or bag.numbers in ([], ["2"]))
    asks = bag.asks and not ("you" in said and said & {"can", "could", "would", "will"})
    if is_clear and "slippage" in said and said <= _SETS and not (bag.coins or bag.chains or asks):
        return Understood(Intent.SETTINGS, {"slippage": number(said_by[0])})
    return None


def _default(said: frozenset[str], bag: Bag) -> Understood | None:
    """Read the chain or the coin that is to be the default; some names are both."""
    if "default" not in said or bag.asks or len(bag.coins) + len(bag.chains) != 1:
        return None
    place = next(text for kind, text in bag.order if kind == "coin")
    if said & {"chain", "network"} and place in CHAIN_INDEXES:
        return Understood(Intent.SETTINGS, {"chain": chain_index(place)})
    return Understood(Intent.SETTINGS, {"currency": bag.coins[0]}) if "currency" in said and bag.coins else None
