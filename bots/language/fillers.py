"""What says nothing in a command, wherever it stands: it is left out before clauses are matched.

Never a denial, a question, a time to come, a comparison or a number.
"""

from __future__ import annotations

from typing import Final

from bots.language.clauses import pattern
from bots.language.lexer import Sentence
from bots.language.vocabulary import CLASSES

__all__ = ["texted", "without_fillers"]

_NAMED: Final = "(?:coin|stable|place|ticker|address|chain)"
_FILLER: Final = pattern(
    "filler|please|(?:for|of|on|to) me(?!alert)"
    f"|the (?={_NAMED})|(?<=coin|stable|place) (?:pieces|coin (?=coin))|(?:the|a)? pieces (?=address|ticker)|of? "
    f"pieces (?=address)|(?<=chain|place) network|(?<=coin|"
    f"stable) scale$"
    "|(?<!below|above|from|BACK|by|of|the) at? market|comma+(?=(?:filler|please)*$)|^comma+|(?<=comma) comma+"
)
_SIGNS: Final = frozenset(
    CLASSES[name] for name in ("filler", "please", "me", "the", "pieces", "network", "scale", "market", "comma")
)


def without_fillers(sentence: Sentence) -> Sentence:
    """Return a sentence without its fillers."""
    codes = sentence.codes
    if _SIGNS.isdisjoint(codes):
        return sentence
    kept: list[int] = []
    place = 0
    for filler in _FILLER.finditer(codes):
        kept.extend(range(place, filler.start()))
        place = filler.end()
    if not place:
        return sentence
    kept.extend(range(place, len(codes)))
    words = sentence.words
    return Sentence("".join(codes[each] for each in kept), [words[each] for each in kept])


_TEXTED: Final = pattern(
    "(?<=falls|rises|goes|meets) NUM (?=NUM$|USD$)|"
    "(?<=coin|stable|place|chain|name|trailing|stoploss|takeprofit|rebalance|NUM|me|portfolio)"
    "NUM (?=my|me|the|coin|stable|place|chain|PCT|USD|NUM (?:coin|stable))"
)
_COUNTS: Final = frozenset(CLASSES[name] for name in ("NUM", "MEGA", "USD", "PCT", "all", "half"))
_SOUNDS: Final = {"4": "for", "2": "to"}


def texted(sentence: Sentence) -> Sentence | None:
    """Return a sentence with the one 4 or 2 that stands for a word, as in “sell 2 aave 4 usdt”; None for another."""
    places = [found.start() for found in _TEXTED.finditer(sentence.codes) if sentence.words[found.start()] in _SOUNDS]
    if len(places) != 1 or sum(code in _COUNTS for code in sentence.codes) < 2:  # the other says how much
        return None
    place = places[0]
    word = _SOUNDS[sentence.words[place]]
    words = [*sentence.words[:place], word, *sentence.words[place + 1 :]]
    return Sentence(sentence.codes[:place] + CLASSES[word] + sentence.codes[place + 1 :], words)
