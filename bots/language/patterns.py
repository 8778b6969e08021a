"""What the rules of every subject are made of: the shapes of names, chains and numbers. It knows no intent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bots.language.intents import Intent
from bots.language.numbers import NUMBER, parse_number

__all__ = [
    "CHAIN",
    "CHAIN_NAME",
    "NAME",
    "PERCENT",
    "TOKEN",
    "Entities",
    "Groups",
    "Rule",
    "lowered",
    "named",
    "number",
    "rule",
]

Groups = Mapping[str, str]
Entities = dict[str, str]
Rule = tuple[re.Pattern[str], Intent, Callable[[Groups], Entities]]

# Words that are in no name of two words: behind a token they begin something that no rule knows.
_NOT_IN_NAMES = (
    "a|an|and|any|at|above|after|again|all|always|because|before|below|but|buy|by|cancel|changes?|climbs?|crosses|"
    "doesnt|drops?|dips?|exceeds?|everything|falls?|for|from|gains?|gets?|goes|hits?|if|in|instead|into|is|isnt|it|"
    "its|jumps?|later|less|loses?|maybe|me|more|moves?|my|never|nevermind|no|none|nor|not|nothing|of|on|once|only|or|"
    "over|passes|per|price|reaches|rises?|sell|sinks?|slippage|some|soon|swap|swings?|that|the|then|this|till|to|"
    "today|tomorrow|tonight|touches|trades|under|unless|until|using|wait|when|while|with|without|worth|yesterday|"
    "you|your"
)
_HAS_LETTER = r"(?=[^\s,?]*[^\W\d_])"
_WORD = rf"{_HAS_LETTER}\$?[^\s,?]{{1,80}}"
_NAME_PART = rf"{_HAS_LETTER}(?!(?:{_NOT_IN_NAMES})(?![\w.-]))[\w.$-]{{1,40}}"
NAME = rf"(?:{_NAME_PART} {_NAME_PART}|{_WORD})"
TOKEN = rf"(?P<token>{NAME})"
PERCENT = rf"(?P<percent>{NUMBER})\s*(?:%|percent)"
CHAIN_NAME = rf"(?P<chain>[a-z0-9][a-z0-9-]{{0,30}}(?: (?!(?:{_NOT_IN_NAMES})\b)[a-z0-9-]{{1,30}}){{0,2}}?)"
CHAIN = rf"(?: (?:on|over)(?: the)? {CHAIN_NAME}(?: network|(?<! smart) chain)?)?"


def number(text: str) -> str:
    """Write a number as people type it exactly and without exponent. Raises UserError when it is none."""
    return f"{parse_number(text.lower()):f}"


def named(groups: Groups) -> Entities:
    """Read the names of tokens and chains, as they were typed."""
    entities = {name: groups[name].strip() for name in ("token", "currency", "chain", "to_chain") if name in groups}
    if "chain" in entities:
        entities["chain"] = entities["chain"].lower()
    return entities


def lowered(groups: Groups) -> Entities:
    """Read every part in lower case, as of words that Esther chose herself."""
    return {name: text.lower() for name, text in groups.items()}


def rule(pattern: str, intent: Intent, read: Callable[[Groups], Entities] = named) -> Rule:
    """Make a rule: what the whole sentence looks like, what it means, and how its parts are read."""
    return re.compile(pattern, re.IGNORECASE), intent, read
