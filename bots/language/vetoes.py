"""Whether a message that holds a whole command is none of somebody's own, of now: asked last, over all that is said.

The clauses know commands, and `segments` what may stand beside one. Here it is the other way round: turns of speech
(`veto_turns`) that show that nobody means it, wherever they stand. Of two that begin at the same word the longer
holds, so that “not kidding” is no joke.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bots.language.bag_words import words
from bots.language.coins import CHAIN_INDEXES, COINS
from bots.language.veto_kinds import VERBS
from bots.language.veto_turns import kinds_of, pieces_of, turn_at

__all__ = ["is_unmeant"]

_COMMANDS: Final = words(
    "buy sell swap convert exchange trade bridge ape dump unload offload purchase acquire grab put get stop take "
    "trailing rebalance set limit liquidate flip throw yeet turn enable"
)
_COUNTS: Final = words("# half all my everything some loss profit stop live")
# The words of commands themselves: where there are no others, there is nothing to look for.
_OWN: Final = (
    (words(VERBS) - {"get"})
    | {word for name in (*COINS, *CHAIN_INDEXES) for word in name.split()}
    | words(
        "^ $ # , my all half of for to with on from at in the a loss profit % order price if when it falls rises drops "
        "below above under over goes and network chain worth dollars usd percent please pls plz kindly into thanks thx "
        "ty hi hello hey esther now asap some hits dips gets down up its quarter third stoploss buy"
    )
)


@lru_cache(maxsize=8)  # it is asked before a message is searched for a command, and again when one is found
def is_unmeant(text: str) -> bool:
    """Say whether anything in a message shows that what it commands is not meant, or not by its writer, or not now."""
    if all(map(_is_own, text.lower().split())):  # mostly so: then it need not be cut
        return False
    pieces = pieces_of(text)
    if _OWN.issuperset(pieces):
        return False
    kinds = [kinds_of(piece) for piece in pieces]
    if _is_spoken_of(pieces, kinds):
        return True
    command = _command(pieces, kinds)
    place = 0
    while place < len(pieces):
        end, is_fine = turn_at(kinds, place, command)
        if end and not is_fine:
            return True
        place = end or place + 1
    return False


def _is_own(chunk: str) -> bool:
    """Say whether a chunk is a word of commands or a plain number, and nothing else."""
    if not chunk.isascii():
        return False
    return (chunk in _OWN and chunk.isalnum()) or (
        chunk.replace(".", "", 1).isdecimal() and chunk[0] != "." != chunk[-1]
    )


def _command(pieces: list[str], kinds: list[tuple[str, ...]]) -> int:
    """Return where the last command begins; 0 where none does."""
    for place in range(len(pieces) - 1, 0, -1):
        if pieces[place] not in _COMMANDS:
            continue
        behind = slice(place + 1, place + 5)
        if any("%" in each for each in kinds[behind]) or not _COUNTS.isdisjoint(pieces[behind]):
            return place
    return 0


# Behind a command that nothing parts from it such a word makes it a thing that is spoken of: “sell 1 eth was fun”.
_FINITE: Final = words(
    "was were wasnt werent has had hadnt would wouldnt could couldnt shouldnt did didnt does doesnt used worked "
    "works saved cost costs got went came means meant happened happens sounds looked looks seems seemed feels felt "
    "became kept paid pays ruined killed taught helped turned triggered filled executed made makes ended started "
    "failed will wont gave gives brought sent left stays remains counts"
)
_JOINS: Final = words(
    ", ? because cause cuz coz cos bc since as when whenever if once while and so for that which after before until "
    "unless but or than then my the his her their our your it this"
)


def _is_spoken_of(pieces: list[str], kinds: list[tuple[str, ...]]) -> bool:
    """Say whether a command is the subject of a sentence: “buy 10 btc was my plan”."""
    commands = False
    for piece, kind, follower, last in zip(pieces, kinds, pieces[1:], [*pieces[2:], "$"], strict=False):
        if piece in _JOINS:
            commands = commands and piece in ("my", "the", "for")
        elif "~" in kind:
            commands = True
        elif commands and follower in _FINITE and last not in ("you", "u") and (piece == "#" or "%" in kind):
            return True
    return False
