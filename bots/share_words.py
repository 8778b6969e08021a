"""What the words of a sentence say about the parts of a whole, and how they can be mended where they make none."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Final

from portfolio.targets import Share, equal_shares
from tokens.models import Token

__all__ = ["choices_for", "mended", "shares_in"]

_CASH: Final = "USDC"


def shares_in(allocations: dict[str, str]) -> list[Share]:
    """Return the parts that were named; equal ones where no percentages were."""
    if not all(allocations.values()):
        return equal_shares(list(allocations))
    return [Share(name, Decimal(percent)) for name, percent in allocations.items()]


def mended(entities: dict[str, str], name: str, token: Token) -> dict[str, str]:
    """Return the parts with this very token in the place of a name."""
    allocations: dict[str, str] = json.loads(entities["allocations"])
    return _written({token.address if each == name else each: part for each, part in allocations.items()})


def choices_for(entities: dict[str, str], missing: Decimal) -> list[tuple[str, dict[str, str]]]:
    """Return ways to make a whole: dollars for what is missing, or another part for one of the tokens."""
    allocations: dict[str, str] = json.loads(entities["allocations"])
    known = {name.casefold() for name in allocations}
    choices = {}
    if missing > 0 and _CASH.casefold() not in known:
        choices[f"+ {_plain(missing)} % {_CASH}"] = allocations | {_CASH: _plain(missing)}
    for name, part in allocations.items():
        changed = Decimal(part) + missing
        if changed > 0:
            choices[f"{name[:16]} {_plain(changed)} %"] = allocations | {name: _plain(changed)}
    return [(label, _written(parts)) for label, parts in choices.items()]


def _written(allocations: dict[str, str]) -> dict[str, str]:
    return {"allocations": json.dumps(allocations, ensure_ascii=False)}


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
