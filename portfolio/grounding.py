"""Which sentences of a language model may be shown: those whose every number and name stands in the facts they cite.

Pure: nothing is asked, looked up or stored. A sentence is kept as it is or dropped whole; none is mended.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from portfolio.facts import Fact
from portfolio.forbidden import is_forbidden
from tokens.spoken import clean

__all__ = ["Kept", "Verdict", "judge"]

MOST_SENTENCES: Final = 8
LONGEST_SENTENCE: Final = 240

_NAME: Final = "□"  # stands where the name of a token was
_CITED: Final = re.compile(r"\[\s*(\d{1,3}(?:\s*,\s*\d{1,3})*)\s*\]")
# A number with what stands right before and behind it; letters there make it something else, such as 3x or 2k.
_NUMBER: Final = re.compile(
    r"(?P<before>[^\W\d_]+|[.,])?(?P<dollar>\$\s?)?(?P<sign>[+\-−–](?=[\d$]))?(?P<dollar2>\$)?(?P<digits>\d[\d,]*(?:\.\d+)?)"
    r"(?P<unit>\s?%|\s?per ?cent\b|\s(?:US )?dollars?\b|\s?USD\b)?(?P<rest>\w*)"
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SPAN: Final = re.compile(r"(?<![\w.,])(\d+)[ -]?(h|hours?|d|days?)(?!\w)", re.IGNORECASE)
_UP: Final = re.compile(
    r"\b(?:plus|rose|risen|rises?|up|gain\w*|grew|grown|higher|climb\w*|increas\w*|profit\w*)\b", re.I
)
_DOWN: Final = re.compile(
    r"\b(?:minus|fell|fall\w*|down|drop\w*|lost|loss\w*|lower|declin\w*|decreas\w*|shrank|sank)\b", re.I
)


@dataclass(frozen=True)
class Kept:
    """A sentence that stands on facts, without the numbers of those."""

    text: str
    facts: tuple[int, ...]


@dataclass(frozen=True)
class Verdict:
    """What may be shown, and why each other sentence may not."""

    kept: list[Kept]
    dropped: list[str]


@dataclass(frozen=True)
class _Stock:
    """The numbers that facts hold, by what they are; a number with a sign keeps it."""

    percents: frozenset[str]
    dollars: frozenset[str]
    counts: frozenset[str]


def judge(sentences: Sequence[Any], facts: Sequence[Fact]) -> Verdict:
    """Sort sentences into those that may be shown and those that may not."""
    kept: list[Kept] = []
    dropped: list[str] = []
    known = {fact.id: fact for fact in facts}
    for sentence in sentences[:MOST_SENTENCES]:
        cited, reason = _read(sentence, known)
        text = _CITED.sub("", clean(sentence)) if isinstance(sentence, str) else ""
        reason = reason or _fault(text, cited, facts)
        if reason:
            dropped.append(reason)
        else:
            kept.append(Kept(_tidy(text), tuple(fact.id for fact in cited)))
    return Verdict(kept, dropped)


def _read(sentence: Any, known: Mapping[int, Fact]) -> tuple[list[Fact], str]:
    """Return the facts that a sentence cites, and what is wrong with it or them."""
    if not isinstance(sentence, str) or not 0 < len(sentence) <= LONGEST_SENTENCE:
        return [], "no sentence, or too long"
    if any(unicodedata.category(each).startswith("N") and each not in "0123456789" for each in sentence):
        return [], "has digits that are none"  # once made comparable, 10² would read 102
    numbers = [int(each) for found in _CITED.findall(clean(sentence)) for each in found.split(",")]
    if not numbers:
        return [], "cites nothing"
    if any(each not in known for each in numbers):
        return [], "cites what there is not"
    return [known[each] for each in dict.fromkeys(numbers)], ""


def _fault(text: str, cited: Sequence[Fact], facts: Sequence[Fact]) -> str:
    """Return why a text may not be shown; empty when it may."""
    symbols = _symbols(cited)
    if _names(text, _symbols(facts) - symbols):
        return "names a token that is not in the facts it cites"
    bare = _without_names(text, symbols)
    if is_forbidden(bare):
        return "says what must not be said"
    bare = _SPAN.sub(_long_span, bare)
    numbers = _numbers(bare, _stock(cited))
    if numbers is None:
        return "has a number that is not in the facts it cites"
    if numbers and len(symbols) > 1:
        return "has numbers of several tokens"
    if any(_is_turned(number, at, bare) for at, number in numbers):
        return "turns a change around"
    return "" if numbers or _names(text, symbols) else "says nothing of the facts it cites"


def _symbols(facts: Iterable[Fact]) -> set[str]:
    return {str(fact.value["symbol"]) for fact in facts if "symbol" in fact.value}


def _names(text: str, symbols: Iterable[str]) -> bool:
    return any(_named(symbol).search(text) for symbol in symbols)


def _without_names(text: str, symbols: Iterable[str]) -> str:
    for symbol in sorted(symbols, key=len, reverse=True):
        text = _named(symbol).sub(_NAME, text)
    return text


def _named(symbol: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$]){re.escape(symbol)}(?![\w])")


def _long_span(found: re.Match[str]) -> str:
    return f"{found[1]} {'hours' if found[2].lower().startswith('h') else 'days'}"


def _numbers(text: str, stock: _Stock) -> list[tuple[int, str]] | None:
    """Return where a text has numbers, as the facts have them, with their signs; None when one is not in there."""
    found: list[tuple[int, str]] = []
    for match in _NUMBER.finditer(text):
        number = _number(match, stock)
        if number is None:
            return None
        found.append((match.start(), number))
    return found


def _number(match: re.Match[str], stock: _Stock) -> str | None:
    digits, unit = match["digits"].rstrip(","), (match["unit"] or "").strip().lower()
    if match["before"] or match["rest"] or not _GROUPED.fullmatch(digits):
        return None
    plain = _plain(digits)
    if match["dollar"] or match["dollar2"] or unit.endswith(("usd", "dollar", "dollars")):
        return _meant(plain, match["sign"], stock.dollars) if not unit.startswith(("%", "per")) else None
    return _meant(plain, match["sign"], stock.percents if unit else stock.counts)


def _meant(plain: str, sign: str | None, numbers: frozenset[str]) -> str | None:
    """Return the one that is written so: a sign may be left out, and must not be another."""
    signs = ("", "+", "-") if sign is None else ("+",) if sign == "+" else ("-",)
    return next((each for each in (before + plain for before in signs) if each in numbers), None)


def _plain(digits: str) -> str:
    number = Decimal(digits.replace(",", ""))
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _stock(facts: Sequence[Fact]) -> _Stock:
    found: dict[str, set[str]] = {"percent": set(), "usd": set(), "": set()}
    for fact in facts:
        for name, value in fact.value.items():
            unit = next((unit for unit in ("percent", "usd") if name.endswith(f"_{unit}")), "")
            if isinstance(value, Mapping):
                found[unit] |= {str(each) for each in value.values()}
                found[""] |= {digits for key in value for digits in re.findall(r"\d+", key)}
            elif name != "symbol":
                found[unit].add(str(value))
    return _Stock(frozenset(found["percent"]), frozenset(found["usd"]), frozenset(found[""]))


def _is_turned(number: str, at: int, text: str) -> bool:
    """Say whether a text calls a fall a rise or the other way round: by the word before a number, else the next."""
    words = sorted(
        [(found.start(), "+") for found in _UP.finditer(text)]
        + [(found.start(), "-") for found in _DOWN.finditer(text)]
    )
    before = [sign for place, sign in words if place < at]
    said = before[-1] if before else next((sign for _, sign in words), "")
    return number[0] in "+-" and bool(said) and number[0] != said


def _tidy(text: str) -> str:
    """Close the gaps that the numbers of facts leave."""
    closed = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))
    return closed if closed.endswith((".", "!", "?")) else closed + "."
