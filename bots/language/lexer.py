"""Cutting a sentence into words, numbers and signs, each with its class; slips of the finger are mended here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from bots.language.coins import CHAIN_INDEXES, COINS
from bots.language.everyday import MENDED
from bots.language.mending import Mender, nearest
from bots.language.numbers import NUMBER
from bots.language.spelling import NUMBER_WORDS, spelt
from bots.language.vocabulary import CLASSES, WORDS

__all__ = ["Sentence", "lex"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in pieces: `codes` holds one character for the class of each, `words` what stands there."""

    codes: str
    words: list[str]
    spelt: str = ""  # the whole of it with abbreviations written out and numbers in digits; empty where it has none
    mended: str = ""  # the same without slips of the finger; empty where there are none


_PIECE: Final = re.compile(
    rf"(?P<address>0x[0-9a-f]{{40}}(?![\w]))|\$(?P<usd>{NUMBER})|(?P<number>{NUMBER})"
    r"|(?P<word>\$?(?:[^\W\d_]|\d++(?=[^\W\d_]))[\w'.&-]*)|(?P<sign>[<>]=|[-=]>|.)",
    re.DOTALL,
)
_NUM, _MEGA, _USD, _PCT, _SPAN = (CLASSES[name] for name in ("NUM", "MEGA", "USD", "PCT", "SPAN"))
_COIN, _CHAIN, _NAME, _TICKER, _OTHER = (CLASSES[name] for name in ("coin", "chain", "name", "ticker", "other"))
_GRAND, _CENTS = CLASSES["grand"], CLASSES["cents"]
_ADDRESS, _UNIT, _SCALE = CLASSES["address"], CLASSES["unit"], CLASSES["scale"]
_PERCENT, _DOLLARS = CLASSES["percent"], CLASSES["dollars"]
_NUMBERS: Final = {
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
_SCALES: Final = {"hundred": "00", "thousand": "k", "k": "k"}  # any other is a million

# Where a token's name stands, a slip is only mended into a coin: “buy 5 swapp” may well be a coin of that name.
_BEFORE_NAMES: Final = frozenset(
    CLASSES[name] for name in ("buy", "grab", "sell", "swap", "NUM", "MEGA", "of", "my", "USD", "PCT", "worth", "with")
)
_LONG_ENOUGH: Final = 4  # of a coin's name: BTTC is none with a slip
_WORD: Final = re.compile(r"[^\W\d_][\w'&-]*")
_TRADING: Final = frozenset(CLASSES[name] for name in ("buy", "grab", "ape", "sell", "swap", "bridge"))
_CUT_IN_TWO: Final = frozenset(
    CLASSES[name] for name in ("buy", "sell", "swap", "coin", "stable", "stoploss", "takeprofit", "trailing")
)
_OWNERS: Final = (CLASSES["coin"], CLASSES["stable"], CLASSES["portfolio"])


_Phrases = dict[str, dict[str, list[tuple[str, ...]]]]


def _table() -> tuple[dict[str, str], _Phrases]:
    """Return the class of every word and phrase, and the phrases by their first two words, the longest first."""
    known = {said: CLASSES[name] for name, entries in WORDS.items() for said in entries.split(", ")}
    known |= {name: _CHAIN for name in CHAIN_INDEXES if not name.isdecimal()}
    known |= (
        dict.fromkeys(COINS, _COIN)
        | dict.fromkeys(_PLACES, CLASSES["place"])
        | dict.fromkeys(_STABLE, CLASSES["stable"])
        | dict.fromkeys(_NUMBERS, _NUM)
    )
    phrases: _Phrases = {}
    for said in known:
        first, *more = said.split()
        if more:
            phrases.setdefault(first, {}).setdefault(more[0], []).append(tuple(more))
    for by_second in phrases.values():
        for each in by_second.values():
            each.sort(key=len, reverse=True)
    return known, phrases


_KNOWN, _PHRASES = _table()
_COIN_MENDER: Final = Mender(name for name in COINS if " " not in name)
_LONG_COINS: Final = tuple(name for name in COINS if " " not in name and len(name) >= 7 and name.isalpha())
_UNMENDED: Final = {CLASSES[name] for name in ("everyday", "barred")}
_MENDER: Final = Mender([*(word for word, code in _KNOWN.items() if code not in _UNMENDED), *MENDED.split()])


@lru_cache(maxsize=8)  # readers of one sentence ask one after the other
def lex(sentence: str) -> Sentence:
    """Cut a plain sentence (`words.plain`) into pieces."""
    words: list[str] = []
    codes: list[str] = []
    slips: dict[str, str] = {}
    lowered = sentence.lower()
    text = spelt(lowered)
    known = _KNOWN.get
    for chunk in text.split():
        code = known(chunk)
        if code is not None and code is not _NUM:
            words.append(chunk)
            codes.append(code)
        else:
            _cut(chunk, words, codes, slips)
    if not _PHRASES.keys().isdisjoint(words):
        _join_phrases(words, codes)
    if _NAME in codes:
        _join_split(words, codes)
    if _NUM in codes or _MEGA in codes:
        _join_numbers(words, codes)
    mended = _WORD.sub(lambda found: slips.get(found[0], found[0]), text) if slips else ""
    return Sentence("".join(codes), words, "" if text == lowered else text, mended)


def _cut(chunk: str, words: list[str], codes: list[str], slips: dict[str, str]) -> None:
    """Cut what is not a word of the table as it stands, such as “$100,” or “0.5eth”; note what was mended."""
    bare = chunk.rstrip(",;:!?.")
    if bare and bare != chunk:
        _cut(bare, words, codes, slips)
        chunk = chunk[len(bare) :]
    code = _KNOWN.get(chunk)
    if code is not None and code is not _NUM:
        words.append(chunk)
        codes.append(code)
        return
    for match in _PIECE.finditer(chunk):
        kind, piece = str(match.lastgroup), match[0]
        if kind == "word":
            in_place = bool(codes) and codes[-1] in _BEFORE_NAMES and not _TRADING.isdisjoint(codes)
            word, code = _word(piece, in_place=in_place)
            if word != piece and code != _NUM:
                slips[piece] = word
            piece = word
        elif kind == "number":
            code = _MEGA if piece[-1] == "m" else _NUM
        elif kind == "usd":
            piece, code = match["usd"], _USD
        elif kind == "address":
            code = _ADDRESS
        else:
            code = _KNOWN.get(piece, _OTHER)
        words.append(piece)
        codes.append(code)


def _word(word: str, *, in_place: bool) -> tuple[str, str]:
    """Return a word, mended where a slip of the finger made it, with its class.

    `in_place` says that a token's name is to stand there.
    """
    if word[-1] == "." and word not in _KNOWN:
        word = word.rstrip(".")
    if word in _NUMBERS:
        return _NUMBERS[word], _NUM
    if code := _KNOWN.get(word):
        return word, code
    if word.endswith("'s") and _KNOWN.get(word[:-2]) in _OWNERS:
        return word[:-2], _KNOWN[word[:-2]]
    if word[0] == "$":
        return word, _COIN if word[1:] in COINS else _TICKER
    if "'" in word or len(word) == 1:  # bob's eth is not ours to sell
        return word, _OTHER
    mended = _once(word) or (_COIN_MENDER if in_place else _MENDER).mend(word) or nearest(word, _LONG_COINS)
    return (mended, _KNOWN.get(mended, _NAME)) if mended else (word, _NAME)


def _once(word: str) -> str:
    """Return the coin that a word is with one letter too many of the same, such as “aaave”; empty for none."""
    for place in range(1, len(word)):
        shorter = word[:place] + word[place + 1 :]
        if word[place] == word[place - 1] and len(shorter) >= _LONG_ENOUGH and shorter in COINS:
            return shorter
    return ""


def _join_phrases(words: list[str], codes: list[str]) -> None:
    """Make one piece of each phrase, the longest where several begin with a word."""
    place = 0
    begins = _PHRASES.get
    while place < len(words) - 1:
        by_second = begins(words[place])
        if by_second is not None:
            for more in by_second.get(words[place + 1], ()):
                end = place + 1 + len(more)
                if tuple(words[place + 1 : end]) == more:
                    phrase = " ".join(words[place:end])
                    words[place:end] = [_NUMBERS.get(phrase, phrase)]
                    codes[place:end] = [_KNOWN[phrase]]
                    break
        place += 1


def _join_split(words: list[str], codes: list[str]) -> None:
    """Make one piece of a coin or a verb that a slip of the thumb cut in two, such as “aav e” or “bu y”."""
    place = 0
    while place < len(words) - 1:
        if codes[place] is _NAME or (codes[place] is _OTHER and codes[place + 1] is _NAME):
            code = _KNOWN.get(words[place] + words[place + 1])
            if code in _CUT_IN_TWO:
                words[place : place + 2] = [words[place] + words[place + 1]]
                codes[place : place + 2] = [code]
        place += 1


def _join_numbers(words: list[str], codes: list[str]) -> None:
    """Make one piece of a number with what it counts: percent, dollars, thousands, or a unit of time."""
    place = 0
    while place < len(words):
        if codes[place] is _NUM or codes[place] is _MEGA:
            if codes[place + 1 : place + 2] == [_GRAND]:
                words[place : place + 2] = [words[place] + "k"]
                codes[place : place + 2] = [_USD]
                continue
            if codes[place + 1 : place + 2] == [_CENTS]:
                words[place : place + 2] = [_cents(words[place])]
                codes[place : place + 2] = [_USD]
                continue
            if codes[place + 1 : place + 2] == [_SCALE]:
                words[place] += _SCALES.get(words.pop(place + 1), "m")
                codes.pop(place + 1)
            after = codes[place + 1] if place + 1 < len(codes) else ""
            if after is _PERCENT:
                codes[place : place + 2] = [_PCT]
                words.pop(place + 1)
            elif after is _DOLLARS:
                codes[place : place + 2] = [_USD]
                words.pop(place + 1)
            elif after is _UNIT:
                codes[place : place + 2] = [_SPAN]
                words[place] += " " + words.pop(place + 1)
            elif place and codes[place - 1] is _DOLLARS:
                codes[place - 1 : place + 1] = [_USD]
                words.pop(place - 1)
                place -= 1
        place += 1


def _cents(count: str) -> str:
    """Write cents in dollars, where they are a plain number."""
    return f"{Decimal(count) / 100:f}" if count.isdecimal() and count.isascii() else count + " cents"
