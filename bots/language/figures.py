"""Numbers of several pieces, as one: “1 000”, “1/2 of”, “60/40 eth/usdc”, “point five”."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["in_one_piece"]

_MIX: Final = re.compile(
    r"(?<![\w/.])(\d{1,2})/(\d{1,2}) (?:in |into |of )?([a-z]{2,9})(?:/| and | )([a-z]{2,9})(?![\w/])"
)
_RATIO: Final = re.compile(
    r"(?<![\w/])(?P<numbers>\d{1,2}(?:/\d{1,2})+) (?P<names>[a-z]{2,9}(?:/[a-z]{2,9})+)(?![\w/])"
)
_FRACTIONS: Final = {"1/2": "half", "1/3": "a third", "1/4": "a quarter", "2/3": "2 thirds", "3/4": "3 quarters"}
_SLASHED: Final = re.compile(
    r"(?<![\w/.])(?:1/2|1/3|1/4|2/3|3/4)(?= (?:of|my|the|[a-z]{2,6} (?:position|pos|bag|bags|stack|holdings?)?$))"
)
# “point five” without its zero.
_POINT: Final = re.compile(
    r"(?:^|(?<=buy )|(?<=sell )|(?<= me )|(?<=swap )|(?<=get )|(?<= my ))point "
    r"(?=(?:zero|one|two|three|four|five|six|seven|eight|nine)\b)"
)
_HALF: Final = re.compile(r"(?<!and )(?<!and a )\bhalf (?:an? |of an? |of 1 )?(?:percent\b|per cent\b|%)")
_ONE: Final = re.compile(r"\bone (?=(?:stop|trailing|take[ -]profit|limit)\b)")
_CUT: Final = re.compile(r"\d \d")
# “1 000 usdc”, “below 2 700”: thousands parted by a space, where one number alone can stand.
_SPACED: Final = re.compile(
    r"(?:(?<=buy )|(?<=sell )|(?<=swap )|(?<=convert )|(?<=exchange )|(?<=bridge )|(?<=at )|(?<=below )|(?<=above )"
    r"|(?<=under )|(?<=over )|(?<=for )|(?<=to )|(?<=with )|(?<=price )|(?<=trigger )|(?<=hits )|(?<=reaches )|"
    r"(?<=than ))"
    r"\$?[1-9]\d{0,2}(?: \d{3})+(?![\w.,%/-])"
)


def in_one_piece(sentence: str) -> str:
    """Return a sentence in small letters with its fractions in words, and its cut numbers in one piece."""
    if "/" in sentence:
        sentence = _SLASHED.sub(lambda found: _FRACTIONS[found[0]], sentence)
        sentence = _MIX.sub(r"\1% \3 \2% \4", sentence)
        sentence = _RATIO.sub(_shares, sentence)
    if "one " in sentence:
        sentence = _ONE.sub("a ", sentence)
    if "half " in sentence:
        sentence = _HALF.sub("0.5%", sentence)
    if "point " in sentence:
        sentence = _POINT.sub("zero point ", sentence)
    return _SPACED.sub(lambda found: found[0].replace(" ", ""), sentence) if _CUT.search(sentence) else sentence


def _shares(found: re.Match[str]) -> str:
    """Write “60/40 eth/usdc” as “60% eth 40% usdc”, where there are as many numbers as names."""
    numbers, names = found["numbers"].split("/"), found["names"].split("/")
    if len(numbers) != len(names):
        return found[0]
    return " ".join(f"{number}% {name}" for number, name in zip(numbers, names, strict=True))
