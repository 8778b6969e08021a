"""A sentence as a bag of words: for what may be said in any order, since it only looks, or is asked for once more.

Where every word is known, and one thing only is spoken of, the order in which it is said does not matter. One word that
is not known, a quotation mark or a denial, and there is no bag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bots.language.bag_phrases import JOINED, PICTURES, SHORTER
from bots.language.bag_words import ASKS, GREETINGS, KNOWN, QUESTIONS, VOCATIVES, words
from bots.language.coins import CHAIN_INDEXES, COINS, COINS_FIRST, chain_index, symbol
from bots.language.mending import Mender
from bots.language.numbers import NUMBER
from bots.language.spans import cut_spans
from bots.language.spelling import NUMBER_WORDS, spelt

__all__ = ["Bag", "bag_of", "known_as"]

_LONGEST: Final = 300


@dataclass(slots=True)
class Bag:
    """What a sentence speaks of: `words` in their order, and beside them coins, chains, a span of time, numbers."""

    words: list[str] = field(default_factory=list)
    coins: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    spans: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    percents: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    order: list[tuple[str, str]] = field(default_factory=list)  # ("word" | "coin" | "number" | "name", as it is said)
    asks: bool = False
    ends_asking: bool = False

    @property
    def said(self) -> frozenset[str]:
        return frozenset(self.words)

    def put(self, kind: str, text: str) -> None:
        self.order.append((kind, text))
        pieces: list[str] = getattr(self, kind + "s")
        pieces.append(text)


_PIECE: Final = re.compile(
    r"(?P<span>\d{1,4} ?-?(?:mo|[hdwmy]|hrs?|hours?|days?|wks?|weeks?|mths?|months?|quarters?|yrs?|years?))(?![\w.])"
    rf"|(?P<percent>{NUMBER}) ?(?:%|percent\b|pct\b)"
    rf"|(?P<address>0x[0-9a-f]{{40}})(?!\w)|[#$]?(?P<number>{NUMBER})\$?(?![^\W\d_])"
    r"|(?P<word>\$?[^\W_][\w-]*(?:'[a-z]+)?)|(?P<mark>[,.!;:()&+/\\~*-]|…)|(?P<asks>\?)|\s+|(?P<bad>.)"
)
_MENDER: Final = Mender([*KNOWN, *(name for name in (*COINS, *CHAIN_INDEXES) if " " not in name)])
_ALL: Final = frozenset((*KNOWN, *COINS, *CHAIN_INDEXES, *NUMBER_WORDS, "s", "t", "d", "m", "ve", "re", "ll"))
_WORDS: Final = re.compile(r"[a-z]+")
_MOST_STRANGE: Final = 3
_LONG_ENOUGH: Final = 4  # letters of a word in which a slip is looked for
_TEH: Final = re.compile(r"\bteh (?=[a-z])")
_GRAND: Final = re.compile(r"(\d) grand\b")
_LETTERS: Final = re.compile(r"(.)\1{2,}")
# Without one of these there is no span of time; behind a number some are written apart.
_TIMES: Final = words(
    "last past previous this latest recent today yesterday ytd mtd since time year years month months hour hours "
    "day days week weeks quarter quarters fortnight fortnights"
)
_GAP: Final = re.compile(
    r"(?<![\w.])(\d[\d.,]*) (?=(?:%|percent\b|pct\b|-?(?:mo|[hdwmy]|hrs?|hours?|days?|wks?|weeks?|mths?|months?|"
    r"quarters?|yrs?|years?)(?![\w.])))"
)
_CUT: Final = re.compile(r"[^a-z']+")
# How those of several words begin, and those of one.
_BEGINNINGS: Final = frozenset(tuple(_CUT.split(each)[:2]) for each in JOINED if _CUT.search(each))
_ALONE: Final = frozenset(each for each in JOINED if not _CUT.search(each))
_SUFFIXES: Final = ("s", "d", "ed", "r", "er", "ers")
_JOINED: Final = re.compile(r"\b(?:" + "|".join(sorted(JOINED, key=len, reverse=True)) + r")\b")
_PICTURE: Final = re.compile("|".join(map(re.escape, PICTURES)))
_NAMED: Final = re.compile("wal|purse|order")  # these have names, or ids that are words
_SAYS: Final = words("tell notify inform text message ping ask alert warn remind call")
_SPOKEN_TO: Final = ASKS | QUESTIONS | GREETINGS | words("please pls kindly can could would i my you")
_BEFORE_CHAINS: Final = (("word", "on"), ("word", "network"), ("word", "from"))
_STABLE: Final = frozenset(("USDC", "USDT", "DAI"))


def bag_of(text: str) -> Bag | None:
    """Return the bag of a message; None where it is long, or has a mark or a word in it that no bag holds."""
    if len(text) > _LONGEST:
        return None
    bag = Bag()
    sentence = _plain(text)
    said = set(_WORDS.findall(sentence))
    if len(said - _ALL) > _MOST_STRANGE:
        return None  # before time is spent on mending them
    names = 1 if _NAMED.search(sentence) else 0
    if not _TIMES.isdisjoint(said):
        sentence, bag.spans = cut_spans(sentence)
    for chunk in _GAP.sub(r"\1", sentence).split():
        if chunk in KNOWN:
            bag.words.append(chunk)
            bag.order.append(("word", chunk))
        elif not all(_put(match, bag) for match in _PIECE.finditer(chunk)) or len(bag.names) > names:
            return None
    if _speaks_of_others(bag.words):
        return None
    bag.ends_asking = sentence.rstrip().endswith("?")
    _sort_out(bag)
    return bag


def _speaks_of_others(said: list[str]) -> bool:
    """Say whether somebody is spoken of rather than to: “my brother set …”, “tell my friend …”."""
    if VOCATIVES.isdisjoint(said):
        return False
    for place, (first, second, third) in enumerate(zip(["", *said], said, [*said[1:], ""], strict=False)):
        if second in ("my", "our") and third in VOCATIVES:
            behind = said[place + 2 : place + 3]
            if first in _SAYS or (not first and behind and behind[0] not in _SPOKEN_TO):
                return True
    return False


def _put(match: re.Match[str], bag: Bag) -> bool:
    """Put a piece into a bag; say whether it belongs there."""
    match match.lastgroup:
        case "bad":
            return False
        case "word":
            _put_word(match[0], bag)
        case "span":
            bag.spans.append(match[0])
        case "percent":
            bag.percents.append(match["percent"])
        case "address":
            bag.put("coin", match[0])
        case "number":
            bag.put("number", match["number"].rstrip(",."))
        case "asks":
            bag.asks = True
    return True


def _plain(text: str) -> str:
    sentence = text.lower()
    if not sentence.isascii():
        sentence = _PICTURE.sub(lambda found: f" {PICTURES[found[0]]} ", sentence)
        sentence = re.sub(
            "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u2300-\u23ff\ufe0f\u200d\u2642\u2640]",
            " ",
            sentence,
        )
        sentence = sentence.replace("’", "'").replace("–", "-").replace("—", ", ").replace("，", ",")
    if sentence.startswith("+"):
        sentence = f"add {sentence[1:]}"
    sentence = sentence.replace("@", " at ")
    if "grand" in sentence:
        sentence = _GRAND.sub(r"\1k", sentence)
    sentence = " ".join(sentence.split())
    if "teh " in sentence:
        sentence = _TEH.sub("the ", sentence)
    sentence = spelt(sentence)
    said = _CUT.split(sentence)
    if _ALONE.isdisjoint(said) and _BEGINNINGS.isdisjoint(pairwise(said)):
        return sentence
    return _JOINED.sub(lambda found: JOINED[found[0]], sentence)


def _put_word(word: str, bag: Bag) -> None:
    head, _, tail = word.partition("'")
    if tail:
        if tail == "t":
            bag.put("word", "not")
            return
        if tail == "s" and head in VOCATIVES:  # “my brother's order” is not one's own
            bag.put("name", head)
            return
        _put_word(head, bag)
        if more := SHORTER.get(tail):
            bag.put("word", more)
        return
    bag.put(*_kind_of(head))


@lru_cache(maxsize=8192)  # the same words are typed all day, slips of the finger as well
def _kind_of(word: str) -> tuple[str, str]:
    """Return what a word is in a bag, and the word as it is known there."""
    known = _known(word) or _known(_LETTERS.sub(r"\1\1", word)) or _known(_LETTERS.sub(r"\1", word))
    if not known and word in NUMBER_WORDS:
        return "number", str(NUMBER_WORDS[word])
    known = known or _mended(word)
    if not known:
        return "name", word
    return "word" if known in KNOWN else "coin", known


def known_as(word: str) -> str:
    """Return the word that a slip stands for; empty for a word that is known, or of which nothing is near."""
    return "" if word in _ALL or len(word) < _LONG_ENOUGH else _kind_of(word)[1]


def _known(word: str) -> str:
    if word in KNOWN:
        return word
    bare = word.removeprefix("$")
    return bare if bare in COINS or bare in CHAIN_INDEXES or (bare != word and bare.isalnum()) else ""


def _letters(word: str) -> tuple[str, ...]:
    """Return what words with the same letters between the same first and last one share."""
    return (word[0], word[-1], *sorted(word)) if len(word) > 5 else ()


_ANAGRAMS: Final = {_letters(word): word for word in KNOWN if len(word) > 5}


def _mended(word: str) -> str:
    """Mend a slip; never one form of a word into another: “enabled” is past."""
    mended = _MENDER.mend(word) or _ANAGRAMS.get(_letters(word), "")
    return "" if any(word == mended + end or mended == word + end for end in _SUFFIXES) else mended


def _sort_out(bag: Bag) -> None:
    """Tell chains from coins: some are both, and then a chain where another coin is named."""
    for name in reversed(list(dict.fromkeys(bag.coins))):
        others = [coin for coin in bag.coins if coin != name]
        is_place = name not in COINS_FIRST or bag.order[bag.order.index(("coin", name)) - 1] in _BEFORE_CHAINS
        if name in CHAIN_INDEXES and (name not in COINS or (others and is_place and not bag.chains)):
            bag.coins = others
            bag.chains.append(chain_index(name))
    bag.coins = list(dict.fromkeys(map(symbol, bag.coins)))
    if len(bag.coins) == 2 and bag.coins[1] in _STABLE:  # a price in dollars
        bag.coins.pop()
