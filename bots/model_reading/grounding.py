"""Whether a draft stands on the user's own words: every number, name and direction in it, and for a trade all of them.

Nothing is mended: a draft holds as it is, or is dropped whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import Final

from bots.model_reading.claims import Role, claims_of, number_fault, roles_of
from bots.model_reading.command_gate import may_command
from bots.model_reading.cues import chain_fault, direction_fault, side_fault
from bots.model_reading.disguise import STAND_IN
from bots.model_reading.names import Span, known_names_in, places
from bots.model_reading.schema import ASKED, Draft
from tokens.spoken import fold

__all__ = ["fault_of"]

_AT_ONCE: Final = {"buy_token", "sell_token"}  # of which no condition may be lost
_UNGATED: Final = {"disable_live_trading"}  # to be safer, nobody needs the right words
_MOST_PLACES: Final = 12


def fault_of(draft: Draft, text: str) -> str:
    """Return why a draft may not be used; empty when the text bears it out. Both have stand-ins for what is private."""
    words = fold(text)
    if draft.intent in ASKED.keys() - _UNGATED and not may_command(text, may_wait=draft.intent not in _AT_ONCE):
        return "the sentence is no command"
    roles, claims = roles_of(draft, words), claims_of(draft)
    if claims is None or draft["repeats"] not in ("", "true"):
        return "it has a part that cannot be read"
    if any(not role.spans for role in roles):
        return "it names what the words do not"
    if draft["period"] and not places([fold(draft["period"])], words):
        return "it has a period that the words have not"
    return (
        number_fault(draft, words, roles, claims)
        or _name_fault(draft, words, roles)
        or direction_fault(draft, words)
        or (_loss(draft, words, roles) if draft.is_trade else "")
    )


def _name_fault(draft: Draft, words: str, roles: Sequence[Role]) -> str:
    """Say why the words, each naming one thing, do not bear out who gives what."""
    if sum(len(role.spans) for role in roles) > _MOST_PLACES:
        return "the words name too much"
    fault = "one word is two things in it"
    for chosen in product(*(role.spans for role in roles)):
        if not any(_overlap(one, other) for one, other in combinations(chosen, 2)):
            named = {role.part: span for role, span in zip(roles, chosen, strict=True)}
            fault = side_fault(draft, words, token=named.get("token"), currency=named.get("currency")) or chain_fault(
                draft, words, chain=named.get("chain"), to_chain=named.get("to_chain")
            )
            if not fault:
                return ""
    return fault


def _loss(draft: Draft, words: str, roles: Sequence[Role]) -> str:
    """Say what of the words is not in a trade."""
    named = [span for role in roles for span in role.spans]
    if any(not any(_overlap(known, span) for span in named) for known in known_names_in(words)):
        return "the words name what it does not"
    said = " ".join(draft.parts.values()).casefold()
    if any(found[0].casefold() not in said for found in STAND_IN.finditer(words)):
        return "the words have something private that it has not"
    return ""


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
