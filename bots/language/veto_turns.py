"""Turns of speech, as `veto_kinds` writes them, found in what is said: cut into words, pauses and signs.

Turns are kept by their first two words: of some thousands only a few are tried at each word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from bots.language.bag_words import words
from bots.language.coins import COINS
from bots.language.veto_abroad import ABROAD
from bots.language.veto_asking import ASKING
from bots.language.veto_examples import EXAMPLES
from bots.language.veto_games import GAMES
from bots.language.veto_kinds import HARMLESS, KINDS, VERBS
from bots.language.veto_later import LATER
from bots.language.veto_more import MORE
from bots.language.veto_others import OTHERS
from bots.language.veto_tales import TALES

__all__ = ["by_beginning", "kinds_of", "pieces_of", "turn_at"]

# A place in a turn: by the first word of each that may stand there, the words that follow it.
_Slot = dict[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class _Turn:
    slots: tuple[_Slot, ...]
    is_fine: bool
    is_behind: bool  # only counts behind a command: before one people tell why they give it


_PIECE: Final = re.compile(
    r"(?P<figure>\$?\d[\d.,]*\d[km%]?|\$?\d[km%]?)(?!\w)"
    r"|(?P<word>[^\W_]+)|(?P<name>@[^\W\d_]\w*)|(?P<face>[🤡🙄🤔🙃🤷💭🤥🤨🧐🎭🤑🥱💤😴])"
    r"|(?P<sign>[?\"“”«»„/*#&+=~<>\[\]{}])"
    r"|(?P<pause>[,.;:!()…|。，！、\n]|-+(?=\s)|(?<=\s)-+|[–—]|[\U0001f000-\U0001faff\u2600-\u27bf])"
)
_APOSTROPHES: Final = str.maketrans("", "", "'’‘`´")
_CHOICE: Final = re.compile(r"\(([^()]*)\)")
_PRICED_AT: Final = frozenset(
    ("@market", "@mkt", "@limit", "@price", "@best", "@esther", "@around", "@about", "@current")
)


def _folded(text: str) -> str:
    """Return a text in small letters, without accents and apostrophes."""
    text = text.lower().translate(_APOSTROPHES)
    if text.isascii():
        return text
    split = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ı", "i"))
    return "".join(each for each in split if not unicodedata.combining(each))


def pieces_of(text: str) -> list[str]:
    """Cut a text into words, “#” for numbers, “,” for pauses, and signs; “^” stands before, “$” behind it."""
    pieces = ["^"]
    for found in _PIECE.finditer(_folded(text)):
        kind, piece = found.lastgroup, found[0]
        if kind == "figure":
            pieces.append("#")
        elif kind == "pause":
            if pieces[-1] not in (",", "^"):
                pieces.append(",")
        elif kind == "name":
            pieces.append(piece[1:] if piece in _PRICED_AT else "@")
        else:
            pieces.append(piece)
    if pieces[-1] == ",":
        pieces.pop()
    pieces.append("$")
    return pieces


def _turns(turns: str, *, is_fine: bool) -> Iterator[_Turn]:
    """Read turns such as “(a|b) c”, parted by semicolons."""
    for turn in _folded(turns).split(";"):
        turn = " ".join(turn.split())
        is_behind = turn.startswith("@b ")
        slots = []
        for place, part in enumerate(_CHOICE.split(turn.removeprefix("@b "))):
            if place % 2:
                slots.append(_slot(part.split("|")))
            else:
                slots.extend(_slot([word]) for word in part.split())
        if slots:
            yield _Turn(tuple(slots), is_fine, is_behind)


def _slot(choices: list[str]) -> _Slot:
    slot: dict[str, list[tuple[str, ...]]] = {}
    for choice in choices:
        first, *rest = choice.split() or [""]
        slot.setdefault(first, []).append(tuple(rest))
    return {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in slot.items()}


_Index = dict[str, dict[str, tuple[_Turn, ...]]]


@cache
def by_beginning() -> _Index:
    """Return all turns by their first two words; the second is empty for what has one.

    They are made at the first use: a process that reads no sentences does not hold them.
    """
    index: dict[str, dict[str, list[_Turn]]] = {}
    for is_fine, texts in (
        (False, (*ASKING, *LATER, *OTHERS, *TALES, *EXAMPLES, *GAMES, *MORE, *ABROAD)),
        (True, HARMLESS),
    ):
        for turn in chain.from_iterable(_turns(text, is_fine=is_fine) for text in texts):
            for first, second in _beginnings(turn.slots):
                index.setdefault(first, {}).setdefault(second, []).append(turn)
    shared: dict[tuple[_Turn, ...], tuple[_Turn, ...]] = {}
    return {
        first: {second: shared.setdefault(tuple(turns), tuple(turns)) for second, turns in by_second.items()}
        for first, by_second in index.items()
    }


def _beginnings(slots: tuple[_Slot, ...]) -> set[tuple[str, str]]:
    """Return the first two words of all that slots may be."""
    if not slots:
        return {("", "")}
    behind = {first for first, _ in _beginnings(slots[1:])}
    pairs = set()
    for first, rests in slots[0].items():
        if not first:
            pairs |= _beginnings(slots[1:])
            continue
        for rest in rests:
            pairs |= {(first, rest[0])} if rest else {(first, second) for second in behind}
    return pairs


def _kinds() -> dict[str, tuple[str, ...]]:
    """Return each word of a kind with its kinds: “~” for what trades, “%” for coins, and those of `veto_kinds`."""
    kinds: dict[str, tuple[str, ...]] = {}
    coins = (name for name in COINS if " " not in name)
    for kind, members in (
        ("~", words(VERBS)),
        ("%", coins),
        *((kind, words(said)) for kind, said in KINDS.items()),
    ):
        for member in members:
            kinds[member] = (*kinds.get(member, (member,)), kind)
            if kind == "<kin>":  # “my wife's blessing”
                kinds.setdefault(f"{member}s", (f"{member}s", kind))
    return kinds


_OF_KIND: Final = {piece: (*kinds, "_") for piece, kinds in _kinds().items()}
_SIGNS: Final = frozenset(',^$?"“”«»„/*#&+=~<>[]{}')


def kinds_of(piece: str) -> tuple[str, ...]:
    """Return what a piece may be called in a turn: itself, its kinds, and “_” for any word."""
    return _OF_KIND.get(piece) or ((piece,) if piece in _SIGNS else (piece, "_"))


def turn_at(kinds: list[tuple[str, ...]], place: int, command: int) -> tuple[int, bool]:
    """Return where the longest turn that begins at a place ends, 0 for none, and whether it is harmless.

    `kinds` are those of all pieces of a message, `command` the place where its last command begins.
    """
    longest, is_fine = 0, True
    index = by_beginning()
    for first in kinds[place]:
        by_second = index.get(first)
        if by_second is None:
            continue
        for second in (*kinds[place + 1], "") if place + 1 < len(kinds) else ("",):
            for turn in by_second.get(second, ()):
                if turn.is_behind and place < command:
                    continue
                end = _end(turn.slots, 0, kinds, place)
                if end > longest or (end == longest and end and turn.is_fine):
                    longest, is_fine = end, turn.is_fine
    return longest, is_fine


def _end(slots: tuple[_Slot, ...], number: int, kinds: list[tuple[str, ...]], place: int) -> int:
    """Return where the slots from a number on end if they begin at a place; 0 where they do not."""
    if number == len(slots):
        return place
    slot = slots[number]
    longest = _end(slots, number + 1, kinds, place) if "" in slot else 0
    if place == len(kinds):
        return longest
    for kind in kinds[place]:
        for rest in slot.get(kind, ()):
            after = place + 1 + len(rest)
            if not rest or (after <= len(kinds) and all(map(_is, rest, kinds[place + 1 : after]))):
                longest = max(longest, _end(slots, number + 1, kinds, after))
    return longest


def _is(word: str, kinds: tuple[str, ...]) -> bool:
    return word in kinds
