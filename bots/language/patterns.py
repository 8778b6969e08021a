"""What the rules of every subject are made of: the shapes of names, chains and numbers. It knows no intent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bots.language.coins import chain_index, symbol
from bots.language.intents import Intent
from bots.language.numbers import NUMBER
from bots.language.quantities import exact
from bots.language.spelling import NUMBER_WORDS
from esther_site.lib.errors import UserError

__all__ = [
    "ASK",
    "CHAIN",
    "CHAIN_NAME",
    "GO",
    "HANDLE",
    "NAME",
    "NO_NAME",
    "PERCENT",
    "REMOVE",
    "TOKEN",
    "TO_CHAIN",
    "TO_CHAIN_NAME",
    "Entities",
    "Groups",
    "Rule",
    "lowered",
    "merged",
    "named",
    "number",
    "rule",
]

Groups = Mapping[str, str]
Entities = dict[str, str]


@dataclass(frozen=True)
class Rule:
    """What a whole sentence looks like, what it means, and how its parts are read."""

    source: str
    intent: Intent
    read: Callable[[Groups], Entities]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled form, for sentences in small letters.

        It is made at the first use, since all of them together take a second.
        """
        return re.compile(self.source)


# Words that are in no name of two words: behind a token they begin something that no rule knows.
_NOT_IN_NAMES = (
    "a|an|and|any|at|above|after|again|all|always|because|before|below|breaks?|broke|but|buy|by|can|cancel|changes?|"
    "climbs?|could|crosses|did|do|does|doesnt|drops?|dips?|exceeds?|everything|executed|falls?|fell|filled|fired|for|"
    "from|gains?|gets?|goes|got|had|happened|happens|has|hits?|how|if|in|instead|into|is|isnt|it|its|jumps?|later|"
    "less|limit|loses?|loss|maybe|me|more|moves?|my|never|nevermind|no|none|nor|not|nothing|oco|of|on|once|only|or|"
    "orders?|over|passes|per|price|profit|reached|reaches|rises?|rose|sell|should|sinks?|slippage|some|soon|stop|"
    "stoploss|swap|swings?|takes?|target|that|the|them|then|this|till|to|today|tomorrow|tonight|touches|trades|trail|"
    "trailing|triggered|under|unless|until|using|wait|was|went|were|what|when|while|why|will|with|without|worth|"
    "would|yesterday|you|your|automatically|help|show|list|check|best|good|fair|right|great|average|entry|strike|"
    "current|"
    "last|past|previous|next|this|those|these|house|car|oil|petrol|gold|stock|share|full|half|market"
)
NO_NAME = rf"(?!(?:{_NOT_IN_NAMES})(?![\w.-]))"
_HAS_LETTER = r"(?=[^\s,?]*[^\W\d_])"
_WORD = rf"{_HAS_LETTER}\$?[^\s,?]{{1,80}}"
_NAME_PART = rf"{_HAS_LETTER}{NO_NAME}[\w.$-]{{1,40}}"
NAME = rf"(?:{_NAME_PART} {_NAME_PART}|{_WORD})"
TOKEN = rf"(?P<token>{NAME})"
PERCENT = rf"(?P<percent>{NUMBER})\s*(?:%|percent)"
CHAIN_NAME = rf"(?P<chain>[a-z0-9][a-z0-9-]{{0,30}}(?: (?!(?:{_NOT_IN_NAMES})\b)[a-z0-9-]{{1,30}}){{0,2}}?)"
_NETWORK = r"(?: network|(?<! smart) chain)?"
TO_CHAIN_NAME = rf"(?:the )?{CHAIN_NAME.replace('<chain>', '<to_chain>')}{_NETWORK}"
TO_CHAIN = rf" on {TO_CHAIN_NAME}"
CHAIN = rf"(?: (?:on|over(?! \$?\d))(?: the)? {CHAIN_NAME}{_NETWORK})?"


# How people ask for something to be shown, in front of what it is.
ASK = (
    r"(?:(?:can|could|would|will|may) (?:you|u|i) (?:please |kindly |just )?|i(?:'d| would)? (?:want|like|need) to )?"
    r"(?:(?:show|give|tell|get|send|fetch|check|see|find|look up|look at|list|display|view|open|gimme|let me see|"
    r"let's see|know)"
    r"(?: me| us)? )?(?:please )?"
)

# How people say that something is to be gone; and the id of what, also behind “number”.
REMOVE = (
    r"(?:cancel|delete|remove|kill|drop|clear|get rid of|call off|scrap|withdraw|discard|erase|bin|nuke|trash|turn "
    r"off|switch off|"
    r"take away|take down|stop|dismiss|wipe)"
)
GO = r"(?:can go|has to go|needs to go|must go|should go)"
HANDLE = r"(?:number |no\.? ?|num |nr\.? |id |#)?(?P<id>[a-z0-9]{1,20})"

_GROUP = re.compile(r"\(\?P<(\w+)>")
_NUMBERED = re.compile(r"_\d+$")


def number(text: str) -> str:
    """Write a number as people type it exactly and without exponent. Raises UserError when it is none."""
    return exact(text.lower())


def named(groups: Groups) -> Entities:
    """Read the names of tokens as symbols, and those of chains as their indexes."""
    tokens = {name: symbol(groups[name].removesuffix("'s")) for name in ("token", "currency") if name in groups}
    return tokens | {name: chain_index(groups[name]) for name in ("chain", "to_chain") if name in groups}


def lowered(groups: Groups) -> Entities:
    """Read every part in lower case, as of words that Esther chose herself; an id may be a number in words."""
    parts = {name: text.lower() for name, text in groups.items()}
    if parts.get("id") in NUMBER_WORDS:
        parts["id"] = str(NUMBER_WORDS[parts["id"]])
    return parts


def merged(groups: Groups) -> dict[str, str]:
    """Read what a rule found, wherever in the sentence. Raises UserError when the same thing is said twice."""
    parts: dict[str, str] = {}
    for name, text in groups.items():
        plain = _NUMBERED.sub("", name)
        if text and plain in parts:
            raise UserError(f"That says the {plain.replace('_', ' ')} twice. Say it once.")
        if text:
            parts[plain] = text
    return parts


def rule(pattern: str, intent: Intent, read: Callable[[Groups], Entities] = named) -> Rule:
    """Make a rule: what the whole sentence looks like, what it means, and how its parts are read.

    A part may stand in several places of the pattern: its groups are numbered, and `merged` reads them as one.
    """
    seen: Counter[str] = Counter()

    def numbered(group: re.Match[str]) -> str:
        seen[group[1]] += 1
        return group[0] if seen[group[1]] == 1 else f"(?P<{group[1]}_{seen[group[1]]}>"

    return Rule(_GROUP.sub(numbered, pattern), intent, read)
