"""Cutting a sentence into words, numbers and signs, each with its class; slips of the finger are mended here."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from bots.language.coins import COINS
from bots.language.everyday import MENDED
from bots.language.joining import join_numbers, join_phrases, join_split
from bots.language.known import KNOWN, NUMBERS
from bots.language.mending import Mender, nearest
from bots.language.numbers import NUMBER
from bots.language.spelling import spelt
from bots.language.vocabulary import CLASSES

__all__ = ["Sentence", "lex"]


class Sentence(NamedTuple):
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
_FIGURES: Final = frozenset("$.0123456789")

# Where a token's name stands, a slip is only mended into a coin: “buy 5 swapp” may well be a coin of that name.
_BEFORE_NAMES: Final = frozenset(
    CLASSES[name] for name in ("buy", "grab", "sell", "swap", "NUM", "MEGA", "of", "my", "USD", "PCT", "worth", "with")
)
_LONG_ENOUGH: Final = 4  # of a coin's name: BTTC is none with a slip
_WORD: Final = re.compile(r"[^\W\d_][\w'&-]*")
# What also stands in the place of a name: “sell hafl of my link”, “50 dollras of link”.
_COUNTING: Final = frozenset(
    CLASSES[name] for name in ("all", "half", "quarter", "third", "dollars", "percent", "pieces", "worth")
)
_TRADING: Final = frozenset(CLASSES[name] for name in ("buy", "grab", "ape", "sell", "swap", "bridge"))
_OWNERS: Final = (CLASSES["coin"], CLASSES["stable"], CLASSES["portfolio"])


_COIN_MENDER: Final = Mender(name for name in COINS if " " not in name)
_LONG_COINS: Final = tuple(name for name in COINS if " " not in name and len(name) >= 7 and name.isalpha())
_UNMENDED: Final = {CLASSES[name] for name in ("everyday", "barred")}
_MENDER: Final = Mender([*(word for word, code in KNOWN.items() if code not in _UNMENDED), *MENDED.split()])


@lru_cache(maxsize=8)  # readers of one sentence ask one after the other
def lex(sentence: str) -> Sentence:
    """Cut a plain sentence (`words.plain`) into pieces."""
    words: list[str] = []
    codes: list[str] = []
    slips: dict[str, str] = {}
    lowered = sentence.lower()
    text = spelt(lowered)
    known = KNOWN.get
    for chunk in text.split():
        code = known(chunk)
        if code is not None and code is not _NUM:
            words.append(chunk)
            codes.append(code)
        else:
            _cut(chunk, words, codes, slips)
    join_phrases(words, codes)
    if _NAME in codes:
        join_split(words, codes)
    if _NUM in codes or _MEGA in codes:
        join_numbers(words, codes)
    mended = _WORD.sub(lambda found: slips.get(found[0], found[0]), text) if slips else ""
    return Sentence("".join(codes), words, "" if text == lowered else text, mended)


def _cut(chunk: str, words: list[str], codes: list[str], slips: dict[str, str]) -> None:
    """Cut what is not a word of the table as it stands, such as “$100,” or “0.5eth”; note what was mended."""
    figure = _figure(chunk) if chunk[0] in _FIGURES else ""
    if figure:
        words.append(chunk.strip("$%"))
        codes.append(figure)
        return
    bare = chunk.rstrip(",;:!?.")
    if bare and bare != chunk:
        _cut(bare, words, codes, slips)
        chunk = chunk[len(bare) :]
    code = KNOWN.get(chunk)
    if code is not None and code is not _NUM:
        words.append(chunk)
        codes.append(code)
        return
    for match in _PIECE.finditer(chunk):
        kind, piece = str(match.lastgroup), match[0]
        if kind == "word":
            in_place = (
                bool(codes) and codes[-1] in _BEFORE_NAMES and words[-1] != "take" and not _TRADING.isdisjoint(codes)
            )
            word, code = _word(piece, in_place)
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
            code = KNOWN.get(piece, _OTHER)
        words.append(piece)
        codes.append(code)


def _figure(chunk: str) -> str:
    """Return the class of a plain number such as 0.5, $100, 95k or 5%; empty for anything else."""
    is_usd, is_percent = chunk[0] == "$", chunk[-1] == "%"
    digits = chunk[is_usd : -1 if is_percent or chunk[-1] in "km" else None]
    if (
        not digits.isascii()
        or not digits.replace(".", "", 1).isdecimal()
        or digits[-1] == "."
        or (is_usd and is_percent)
    ):
        return ""
    return _USD if is_usd else _PCT if is_percent else _MEGA if chunk[-1] == "m" else _NUM


@lru_cache(maxsize=8192)  # the same words are typed all day, slips of the finger as well
def _word(word: str, in_place: bool) -> tuple[str, str]:
    """Return a word, mended where a slip of the finger made it, with its class.

    `in_place` says that a token's name is to stand there.
    """
    if word[-1] == "." and word not in KNOWN:
        word = word.rstrip(".")
    if word in NUMBERS:
        return NUMBERS[word], _NUM
    if code := KNOWN.get(word):
        return word, code
    if word.endswith("'s") and KNOWN.get(word[:-2]) in _OWNERS:
        return word[:-2], KNOWN[word[:-2]]
    if word[0] == "$":
        return word, _COIN if word[1:] in COINS else _TICKER
    if "'" in word or len(word) == 1:  # bob's eth is not ours to sell
        return word, _OTHER
    if word.endswith("chain"):  # dogechain is a chain nobody here knows, not dogecoin
        return word, _NAME
    mended = _once(word) or (_COIN_MENDER if in_place else _MENDER).mend(word) or nearest(word, _LONG_COINS)
    if (
        in_place
        and not mended
        and KNOWN.get(often := _MENDER.mend(word) or "") in _COUNTING
        and often != word.removesuffix("s")
    ):
        mended = often
    return (mended, KNOWN.get(mended, _NAME)) if mended else (word, _NAME)


def _once(word: str) -> str:
    """Return the coin that a word is with one letter too many of the same, such as “aaave”; empty for none."""
    for place in range(1, len(word)):
        shorter = word[:place] + word[place + 1 :]
        if word[place] == word[place - 1] and len(shorter) >= _LONG_ENOUGH and shorter in COINS:
            return shorter
    return ""
