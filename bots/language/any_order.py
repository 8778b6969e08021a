"""What is understood from its words alone, in any order, where no clause and no rule fits. It never trades."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bots.language.alert_bags import alert_in
from bots.language.bag_phrases import PICTURES
from bots.language.bag_words import (
    ALERT_NOUNS,
    ASKS,
    CALLS,
    FILL,
    LIVE_OFF,
    ORDER_NOUNS,
    QUESTIONS,
    REMOVES,
    TRADE_WORDS,
    WALLET_NOUNS,
    words,
)
from bots.language.bags import Bag, bag_of
from bots.language.intents import Intent, Understood
from bots.language.keeping import keep
from bots.language.looking import look
from bots.language.phrases import TELLS
from bots.language.small_talk import chat
from bots.language.spelling import NUMBER_WORDS
from bots.language.words import MAX_LENGTH

__all__ = ["LOOKING", "instead_of", "is_doubtful", "speaks_in_pictures", "understand"]

_READERS: Final[tuple[Callable[[Bag], Understood | None], ...]] = (chat, keep, look, alert_in)
_CHARTED: Final = frozenset((Intent.GET_PRICE, Intent.GET_PRICE_CHART))
_PICTURES: Final = frozenset(PICTURES)
# Beside a verb that trades, a bag is only something with one of these.
LOOKING: Final = (
    (
        QUESTIONS
        | ASKS
        | ORDER_NOUNS
        | ALERT_NOUNS
        | CALLS
        | WALLET_NOUNS
        | LIVE_OFF
        | (REMOVES - TRADE_WORDS)
        | frozenset(TELLS)
        | words(
            "notealert note named name call called rename renamewallet addwallet deletewallet setdefaultwallet "
            "exportwallet ? history trades log price prices chart insights portfolio help settings slippage live can "
            "is am able possible set default again presets preset buttons"
        )
    )
    - FILL
    - words("trading trade make making put drop dump no")
)


def speaks_in_pictures(text: str) -> bool:
    """Say whether a picture stands for a word in it."""
    return not text.isascii() and not _PICTURES.isdisjoint(text)


def understand(text: str) -> Understood | None:
    """Return what a message means by its words; None where one of them belongs to nothing, or to something else."""
    if len(text) > MAX_LENGTH:
        return None
    bag = bag_of(text)
    return _first(bag) if bag is not None else None


def is_doubtful(understood: Understood) -> bool:
    """Say whether a rule took more than a name for the name of a wallet, an order, a chain, or for a time."""
    entities = understood.entities
    if understood.intent in _CHARTED and "chain" in entities:
        return not entities["chain"].isdecimal()
    if understood.intent == Intent.GET_PORTFOLIO_PERFORMANCE:
        return entities.get("period", "").startswith(("of ", "for ", "over ", "in "))
    said = entities.get("wallet") or entities.get("id") or ""
    return bool(said) and not said.isdecimal() and (" " in said or not said[-1].isalnum() or said in NUMBER_WORDS)


def instead_of(understood: Understood, text: str) -> Understood:
    """Return what the words alone say where that is the same wish with another name, otherwise what a rule said."""
    other = understand(text)
    if other is None or not other.entities:
        return understood
    return other if other.intent == understood.intent or {other.intent, understood.intent} <= _CHARTED else understood


def _first(bag: Bag) -> Understood | None:
    return next((understood for reader in _READERS if (understood := reader(bag))), None)
