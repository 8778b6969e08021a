"""What is understood from its words alone, in any order, where no clause and no rule fits. It never trades."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
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
from bots.language.intents import ONLY_LOOK, Intent, Understood
from bots.language.keeping import keep
from bots.language.looking import look
from bots.language.phrases import TELLS
from bots.language.small_talk import chat
from bots.language.spelling import NUMBER_WORDS
from bots.language.words import MAX_LENGTH

__all__ = ["LOOKING", "instead_of", "is_doubtful", "speaks_in_pictures", "understand"]

_READERS: Final[tuple[Callable[[Bag], Understood | None], ...]] = (chat, keep, look, alert_in)
_TURNS: Final = 3  # that are looked at: a text with more is made to take long
# Where somebody comes to the point; what stands before it is only taken off before a question that looks.
_TURN: Final = re.compile(
    r"[,:;.!?]+\s+(?:(?:and|so|but|now|then|anyway|anyways|therefore|also)[,:]?\s+)*"
    r"|\s(?:so|but|anyway|and)\s+(?=(?:please|can|could|show|what|how)\b)",
    re.IGNORECASE,
)
_MAY_TURN: Final = re.compile(r"[,:;.!?]\s|\s(?:so|but|anyway|and)\s", re.IGNORECASE)
# Who else is quoted, on what it hangs, or another wish: not what may stand before a question of one's own.
_SAID: Final = re.compile(
    r"[\"`<>\[\]{}«»“”]|\b(?:said|says?|told|tells?|asked|asks|wrote|writes|reads?|quot\w+|if)\b"
    r"|^\W*(?:(?:please|pls|just|now)\W+)*(?:buy|sell|swap|bridge|convert|rebalance)\b|^\W*\w+(?:\s+\w+)?:",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(
    r"[\"`<>\[\]{}«»“”]|\b(?:ignore|instructions?|system|prompt|article|headline)\b", re.IGNORECASE
)
# A new sentence is one's own, whoever spoke in the one before.
_OWN_SENTENCE: Final = re.compile(r"[.!?]+\s+(?:(?:and|so|but|now|then|anyway),?\s+)*$", re.IGNORECASE)
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
            "is am able possible set default again"
        )
    )
    - FILL
    - words("trading trade make making put drop dump no")
)
_HARMLESS: Final = ONLY_LOOK | {
    Intent.HELP, Intent.SET_ALERT, Intent.SETTINGS, Intent.CANCEL_ORDER, Intent.DELETE_ALERT, Intent.DELETE_WALLET,
    Intent.ADD_WALLET, Intent.SET_DEFAULT_WALLET, Intent.DISABLE_LIVE_TRADING,
}  # fmt: skip


def speaks_in_pictures(text: str) -> bool:
    """Say whether a picture stands for a word in it."""
    return not text.isascii() and not _PICTURES.isdisjoint(text)


def understand(text: str) -> Understood | None:
    """Return what a message means by its words; None where one of them belongs to nothing, or to something else."""
    if len(text) > MAX_LENGTH:
        return None
    bag = bag_of(text)
    if bag is not None and (understood := _first(bag)):
        return understood
    if not _MAY_TURN.search(text):
        return None
    for turn in islice(_TURN.finditer(text), _TURNS):
        preamble, rest = text[: turn.end()], text[turn.end() :]
        if len(rest) < 6 or _QUOTED.search(preamble):
            return None
        if _SAID.search(preamble) and not _OWN_SENTENCE.search(preamble):
            return None
        bag = bag_of(rest)
        if bag is not None and (understood := _first(bag)) and understood.intent in _HARMLESS:
            return understood
    return None


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
