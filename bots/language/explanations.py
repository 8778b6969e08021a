"""The rules for why a trade, an order or an alert came to what it did."""

from __future__ import annotations

from typing import Final

from bots.language.intents import Intent
from bots.language.patterns import Entities, Groups, Rule, rule

__all__ = ["EXPLANATION_RULES"]

# An id, or the beginning of one: without i, l and o most words cannot be taken for it (`trading.models.handles`).
_ID: Final = r"(?P<id>[2-9a-hjkmnp-z]{4,10})"
_WHAT: Final = r"(?:(?P<what>swap|trade|order|alert) )"
_MY: Final = r"(?:(?:my|the|this|that|last|latest) ){0,2}"
_CAME: Final = (
    r"(?:fire|fired|trigger|triggered|fail|failed|blocked|refused|rejected|cancelled|canceled|cancel|expire|expired|"
    r"sold|bought|executed|traded|happen|happened|done|paused|wait|waiting|stuck)"
)


def _subject(groups: Groups) -> Entities:
    kinds = {"trade": "swap"}
    what = groups.get("what", "").lower()
    return {
        **({"id": groups["id"].lower()} if "id" in groups else {}),
        **({"what": kinds.get(what, what)} if what else {}),
    }


EXPLANATION_RULES: Final[list[Rule]] = [
    rule(rf"(?:why|explain) {_WHAT}?{_ID}\??", Intent.EXPLAIN, _subject),
    rule(rf"explain {_MY}{_WHAT}(?:{_ID})?", Intent.EXPLAIN, _subject),
    rule(r"why\??", Intent.EXPLAIN),
    rule(
        rf"why (?:did|was|were|is|has|does|hasn't|didn't|wasn't|isn't) {_MY}{_WHAT}(?:{_ID} )?"
        rf"(?:not )?(?:been )?{_CAME}\??",
        Intent.EXPLAIN,
        _subject,
    ),
]
