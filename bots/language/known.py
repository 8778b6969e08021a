"""The table of all words: the class of each, phrases of several words, and numbers in words."""

from __future__ import annotations

from typing import Final

from bots.language.coins import CHAIN_INDEXES, COINS
from bots.language.spelling import NUMBER_WORDS
from bots.language.vocabulary import CLASSES, WORDS

__all__ = ["KNOWN", "NUMBERS", "PHRASES"]

NUMBERS: Final = {
    "nan": "nan",
    "inf": "inf",
    "infinity": "inf",
    "a hundred": "100",
    "a thousand": "1k",
    "a million": "1m",
    "half a million": "0.5m",
    **{word: str(count) for word, count in NUMBER_WORDS.items() if count},
}
_STABLE: Final = ("usdc", "usdt", "tether", "dai")  # what a price may be said in
_PLACES: Final = ("arb", "arbitrum", "avalanche", "op", "optimism", "polygon")  # chains, and coins of that name
# Names of tokens and other things, too: a chain only where a chain stands.
_MANY_USES: Final = frozenset(("mode", "sonic", "manta", "metis", "merlin", "zora", "celo", "mantle", "blast", "bera"))


_Phrases = dict[tuple[str, str], list[tuple[str, ...]]]


def _table() -> tuple[dict[str, str], _Phrases]:
    """Return the class of every word and phrase, and the phrases by their first two words, the longest first."""
    known = {said: CLASSES[name] for name, entries in WORDS.items() for said in entries.split(", ")}
    known |= {name: CLASSES["chain"] for name in CHAIN_INDEXES if not name.isdecimal() and name not in _MANY_USES}
    known |= (
        dict.fromkeys(COINS, CLASSES["coin"])
        | dict.fromkeys(_PLACES, CLASSES["place"])
        | dict.fromkeys(_STABLE, CLASSES["stable"])
        | dict.fromkeys(NUMBERS, CLASSES["NUM"])
    )
    phrases: _Phrases = {}
    for said in known:
        first, *more = said.split()
        if more:
            phrases.setdefault((first, more[0]), []).append(tuple(more))
    for each in phrases.values():
        each.sort(key=len, reverse=True)
    return known, phrases


KNOWN, PHRASES = _table()
