"""Clauses: patterns over the classes of words, of which a whole sentence has to consist.

A pattern is a regular expression with the names of classes (`vocabulary.CLASSES`) and of macros in the place of
letters; spaces mean nothing in it. A named group is an entity, taken as it stands.
"""

from __future__ import annotations

import re
from typing import Final

from bots.language.known import KNOWN
from bots.language.lexer import Sentence
from bots.language.vocabulary import CLASSES
from esther_site.lib.errors import UserError

__all__ = ["MACROS", "Clause", "Clauses", "Parts", "check_once", "pattern"]

Parts = dict[str, str]

_GROUP: Final = re.compile(r"(\(\?P<\w+>|\(\?[:!=<]+|\\.)|([A-Za-z_]+)|\s+")

MACROS: Final[dict[str, str]] = {
    # A name that nobody knows is none behind a comma: “…, feeling lucky”.
    "T": "(?:coin|stable|place|ticker|address|(?<!comma) name name?)",
    "TOKEN": "(?P<token>T)",
    "CURRENCY": "(?P<currency>T)",
    "NUMBER": "(?:NUM|MEGA)",
    "BACK": "(?:back|down|up)",
    "AMOUNT": "(?P<amount>NUMBER) pieces?",
    "DOLLARS": "(?P<usd>USD)",
    "SHARE": "(?P<share>PCT|all|half|a? (?:quarter|third)|fraction)",
    "MINE": "(?:my|the|that)",
    "C": "(?:chain|place|coin|name)",
    "CHAIN": (
        "(?:on the? (?P<chain>C)|above the? (?P<chain>chain|place)|(?:in the?|within) (?P<chain>chain)|(?:in "
        "the|within) (?P<chain>place)) network?"
    ),
    # A price may have its dollars behind it; “4000 usdc” is one, too.
    "PRICE": "(?:(?P<price>USD)|(?P<price>NUMBER) stable?)",
    "TIME": "(?:SPAN|MEGA|half? a? unit)",
}


class Clause:
    """One way to say one thing: its pattern, and what it says without a word of its own for it."""

    def __init__(self, source: str, **constants: str) -> None:
        self.source, self.constants = source, constants


class Clauses:
    """Several clauses, tried in their order at each place of a sentence."""

    def __init__(self, *clauses: Clause) -> None:
        self._constants = [clause.constants for clause in clauses]
        # An empty group at its end says which clause it was: one around it would hide from `re` how the clause begins.
        expressions = [
            pattern_text(f"(?:{_numbered(clause.source.removeprefix('comma? '), number)})") + f"(?P<clause_{number}>)"
            for number, clause in enumerate(clauses)
        ]
        self._pattern = _one_of(expressions)
        # Behind a token, a second one would be a second wish: what names one is not tried.
        others = [each for each in expressions if "(?P<token__" not in each]
        self._behind_token = _one_of(others) if others else self._pattern
        groups = self._pattern.groupindex
        self._number = {f"clause_{number}": number for number in range(len(clauses))}
        self._parts: list[list[tuple[str, str]]] = [
            [(re.sub(r"__\d+_\d+$", "", name), name) for name in groups if f"__{number}_" in name]
            for number in range(len(clauses))
        ]

    def read(self, sentence: Sentence, start: int, parts: Parts) -> int:
        """Read clauses from a place on, as many as there are; return where they end."""
        codes, words = sentence.codes, sentence.words
        while start < len(codes):
            found = (self._behind_token if "token" in parts else self._pattern).match(codes, start)
            if found is None or found.end() == start:
                break
            number = self._number[str(found.lastgroup)]
            for name, group in self._parts[number]:
                first, end = found.span(group)
                if first >= 0:
                    _put(parts, name, words[first] if end - first == 1 else " ".join(words[first:end]))
            for name, text in self._constants[number].items():
                _put(parts, name, text)
            start = found.end()
        return start


def _one_of(expressions: list[str]) -> re.Pattern[str]:
    return re.compile(f"{CLASSES['comma']}*(?:{'|'.join(expressions)})")


def _put(parts: Parts, name: str, text: str) -> None:
    if name == "on" and name in parts:
        name = "on_2"
    if name in parts and name not in _SAME and not (name == "share" and _says_all(text) and _says_all(parts[name])):
        parts.setdefault("twice", name)
    parts[name] = text


def _says_all(text: str) -> bool:
    return KNOWN.get(text) == CLASSES["all"]


def check_once(parts: Parts) -> None:
    """Raise UserError when the same thing is said twice: which of them is meant, only the user knows."""
    if name := parts.get("twice"):
        raise UserError(f"That says the {_NAMES.get(name, name.replace('_', ' '))} twice. Say it once.")


_SAME: Final = frozenset({"way", "repeats", "automatic"})  # these may be said twice, as they say the same
_NAMES: Final = {"share": "part", "usd": "amount", "spend": "amount", "price_percent": "price"}


def _numbered(source: str, number: int) -> str:
    """Let a group stand in several places: each gets a name of its own, from which its entity can be told."""
    counted = iter(range(10_000))
    return re.sub(r"\(\?P<(\w+)>", lambda group: f"(?P<{group[1]}__{number}_{next(counted)}>", _expanded(source))


def _expanded(source: str) -> str:
    """Put the macros in."""
    while (text := _GROUP.sub(_macro, source)) != source:
        source = text
    return source


def _macro(found: re.Match[str]) -> str:
    name = found[2]
    return f"(?:{MACROS[name]})" if name in MACROS else found[0]


def pattern_text(source: str) -> str:
    """Return a pattern over classes as a regular expression over their characters."""

    def character(found: re.Match[str]) -> str:
        return CLASSES[found[2]] if found[2] else found[1] or ""

    return _GROUP.sub(character, _expanded(source))


def pattern(source: str) -> re.Pattern[str]:
    """Compile a pattern over classes; of groups with one name only the first is kept."""
    seen: set[str] = set()

    def once(group: re.Match[str]) -> str:
        is_new = group[1] not in seen
        seen.add(group[1])
        return group[0] if is_new else "(?:"

    return re.compile(pattern_text(re.sub(r"\(\?P<(\w+)>", once, _expanded(source))))
