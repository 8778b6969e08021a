"""Every number in a sentence, in digits and in words, with what it may stand for: also those that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Final

__all__ = ["Kind", "Number", "decimal_of", "numbers_in"]


class Kind(Enum):
    PLAIN = auto()
    PERCENT = auto()
    SHARE = auto()  # half, all
    DOLLARS = auto()
    SPAN = auto()  # of time; its values are minutes


@dataclass(frozen=True)
class Number:
    """A number where it stands; without readings it cannot be read, so that nothing may stand on it."""

    start: int
    end: int
    readings: frozenset[tuple[Decimal, Kind]]

    def reads(self, value: Decimal, kinds: Collection[Kind]) -> bool:
        """Say whether it may be this very number, of one of these kinds."""
        return any(value == known and kind in kinds for known, kind in self.readings)


_SHARES: Final = {"half": "50", "third": "33.333333333333333333", "quarter": "25"}
_ALL: Final = ("all", "everything", "entire", "whole", "max")
_ONES: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FACTORS: Final = {
    **dict.fromkeys(("hundred", "hundreds"), 100),
    **dict.fromkeys(("k", "thousand", "grand", "thousands"), 1000),
    **dict.fromkeys(("m", "million", "mil", "mio", "millions"), 1_000_000),
    **dict.fromkeys(("b", "bn", "billion", "billions"), 1_000_000_000),
}
_MINUTES: Final = {"min": 1, "h": 60, "d": 1440, "w": 7 * 1440, "mo": 30 * 1440, "q": 90 * 1440, "y": 365 * 1440}
_UNITS: Final = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "w"),
    **dict.fromkeys(("mo", "month", "months"), "mo"),
    **dict.fromkeys(("q", "quarters"), "q"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), "y"),
}
_VALUES: Final = {
    **{word: number for number, word in enumerate(_ONES, 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    "dozen": 12,
    "zero": 0,
}


_Readings = set[tuple[Decimal, Kind]]


def _either(*words: str) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_FACTOR: Final = rf"(?:\s?(?P<factor>{_either(*_FACTORS)})(?![a-z0-9]))?"
_UNIT: Final = rf"(?:[\s-]?(?P<unit>{_either(*_UNITS)})(?![a-z0-9]))?"
_DIGITS: Final = re.compile(
    rf"(?<![\w.,/])(?P<sign>[-+])?(?P<dollar>\$\s?)?(?P<digits>[.,]?\d[\d.,]*){_FACTOR}{_UNIT}"
    r"(?P<after>\s?(?:%|percent\b|pct\b|per cent\b)|\s?\$|\s?(?:usd|dollars?|bucks?)(?![a-z0-9])"
    r"|\s?[/:x]\s?\d|x(?![a-z]))?"
)
_IN_WORDS: Final = re.compile(
    rf"(?<![\w-])(?P<words>(?:{_either(*_VALUES, 'hundred', 'thousand', 'million', 'grand', 'couple')})"
    rf"(?:(?:[\s-]|\sand\s)(?:{_either(*_VALUES, 'hundred', 'thousand', 'million', 'grand', 'point')}))*)(?!\w){_UNIT}"
    r"(?P<after>\s(?:percent|pct|per cent|dollars?|bucks?|usd)\b)?"
)
_PART: Final = re.compile(rf"(?<![\w-])(?P<part>{_either(*_SHARES, *_ALL)})(?!\w)(?P<of_one>\san?\b(?=\s))?")
_SPAN: Final = re.compile(
    r"(?<!\w)(?P<count>half an|an?|last|past|one)\s(?P<unit>minute|hour|day|week|month|quarter|year)(?!\w)"
    r"|(?P<today>\btoday\b)"
)
_TOGETHER: Final = re.compile(
    r"\d[\d.,]*\s(?:point\s\w+|(?:and\s)?(?:a\s)?(?:half|quarter|third)s?\b)|\b(?:half|third|quarter)s?\sand\s\w+"
)


def numbers_in(text: str) -> list[Number]:
    """Return the numbers of a text in lower case, in their order."""
    found = [
        *_read(_TOGETHER, text, lambda match: set()),  # one and a half: which number that is, nobody works out here
        *_read(_SPAN, text, _span),
        *_read(_DIGITS, text, _in_digits),
        *_read(_IN_WORDS, text, _in_words),
        *_read(_PART, text, _part),
    ]
    kept: list[Number] = []
    for number in found:  # what is looked for first takes precedence
        if not any(number.start < other.end and other.start < number.end for other in kept):
            kept.append(number)
    return sorted(kept, key=lambda number: number.start)


def decimal_of(text: str) -> Decimal | None:
    """Return the number that a text is, written plainly."""
    return Decimal(text) if re.fullmatch(r"(?:[0-9]{1,40}(?:\.[0-9]{1,40})?|\.[0-9]{1,40})", text) else None


def _read(pattern: re.Pattern[str], text: str, read: Callable[[re.Match[str]], _Readings]) -> Iterator[Number]:
    return (Number(*match.span(), frozenset(read(match))) for match in pattern.finditer(text))


def _in_digits(match: re.Match[str]) -> _Readings:
    value, after = _value(match["digits"].rstrip(".,")), (match["after"] or "").strip()
    if value is None or re.match(r"[/:x]", after):
        return set()
    if after.startswith(("%", "p")):
        return {(value, Kind.PERCENT)}
    if match["sign"] == "-":
        return set()
    number = value * _FACTORS.get(match["factor"] or "", 1)
    if match["dollar"] or after:
        return {(number, Kind.DOLLARS)}
    if match["unit"]:
        return {(_minutes(value, match["unit"]), Kind.SPAN)}
    minutes = {(value, Kind.SPAN)} if match["factor"] == "m" else set()
    return {(number, Kind.PLAIN)} | minutes


def _value(digits: str) -> Decimal | None:
    """Read digits as the grammar does; what has a comma that may be either is not read."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    return decimal_of(digits)


def _in_words(match: re.Match[str]) -> _Readings:
    value, after = _worth(re.sub(r"\band\b|-", " ", match["words"]).split()), (match["after"] or "").strip()
    if value is None:
        return set()
    if match["unit"]:
        return {(_minutes(value, match["unit"]), Kind.SPAN)}
    return {(value, Kind.PERCENT if after.startswith("p") else Kind.DOLLARS if after else Kind.PLAIN)}


def _worth(words: list[str]) -> Decimal | None:
    """Return what words such as “twenty five” or “two thousand” are worth; None for longer ones."""
    if words and words[-1] in _FACTORS:
        rest = _worth(words[:-1]) if words[:-1] else Decimal(1)
        return None if rest is None else rest * _FACTORS[words[-1]]
    if len(words) == 1 and words[0] in _VALUES:
        return Decimal(_VALUES[words[0]])
    if len(words) == 2 and words[0] in _TENS and words[1] in _ONES[:9]:
        return Decimal(_VALUES[words[0]] + _VALUES[words[1]])
    return None


def _part(match: re.Match[str]) -> _Readings:
    share = Decimal(_SHARES.get(match["part"], "100"))
    if match["of_one"]:  # half an eth
        return {(share / 100, Kind.PLAIN)} if match["part"] != "third" else set()
    return {(share, Kind.SHARE)}


def _span(match: re.Match[str]) -> _Readings:
    count = Decimal("0.5") if match["count"] == "half an" else Decimal(1)
    part = {(Decimal(25), Kind.SHARE)} if match["unit"] == "quarter" and match["count"] in ("a", "one") else set()
    return {(_minutes(count, match["unit"] or "day"), Kind.SPAN)} | part


def _minutes(count: Decimal, unit: str) -> Decimal:
    return count * _MINUTES["q" if unit.startswith("q") else _UNITS[unit]]
