"""The numbers and names in a draft, each looked for in the words where it may have come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bots.model_reading.names import Span, chain_called, known_names_in, names_of_chain, names_of_token, places
from bots.model_reading.numbers import Kind, Number, decimal_of, numbers_in
from bots.model_reading.schema import Draft

__all__ = ["Claim", "Role", "claims_of", "number_fault", "roles_of", "shares_in"]

_MOST_NUMBERS: Final = 10
_DAY: Final = 1440
_WHOLE: Final = ("period_days", "expires", "window_minutes")

# As what a number must stand in the words.
_KINDS: Final = {
    "amount": {Kind.PLAIN},
    "spend": {Kind.PLAIN},
    "usd": {Kind.DOLLARS},
    "percent": {Kind.PERCENT, Kind.SHARE},
    "share": {Kind.PERCENT, Kind.SHARE},
    "price": {Kind.PLAIN, Kind.DOLLARS},
    "price_percent": {Kind.PERCENT},
    "slippage": {Kind.PLAIN, Kind.PERCENT},
    "allocations": {Kind.PLAIN, Kind.PERCENT, Kind.SHARE},
    "period_days": {Kind.SPAN},
    "expires": {Kind.SPAN},
    "window_minutes": {Kind.SPAN},
}
# Which names may stand behind it, as what it counts; "" for none.
_OWNERS: Final = {
    "amount": {"token", ""},
    "spend": {"currency"},
    "usd": {"token", ""},
    "percent": {"token", ""},
    "share": {"token", ""},
    "allocations": {"allocations", ""},
}
_OF: Final = re.compile(r"\s*(?:(?:of|worth|in|my|the|some|an?)\s+)*\$?")
_CHAIN_BEFORE: Final = re.compile(r"\b(?:on|onto|from|to|over|via|in|at)\s+(?:the\s+)?$")
_CHAIN_BEHIND: Final = re.compile(r"\s+(?:network|chain|mainnet)\b")


@dataclass(frozen=True)
class Claim:
    """A number in a draft: as what, and which; of a share in a rebalance, also the token."""

    part: str
    value: Decimal
    token: str = ""


@dataclass(frozen=True)
class Role:
    """A name in a draft: as what, and where the words have it."""

    part: str
    spans: tuple[Span, ...]


def shares_in(text: str) -> list[tuple[str, str]] | None:
    """Read the parts of a rebalance, written “ETH 60, USDC 40”; None when they are not."""
    found = [re.fullmatch(r"\s*([^\s:,]{1,40})[:\s]+([\d.]{1,20})\s*%?\s*", each) for each in text.split(",")]
    return [(each[1], each[2]) for each in found if each] if all(found) else None


def roles_of(draft: Draft, words: str) -> list[Role]:
    """Return the names in a draft; one that the words have not has no place."""
    names = [(part, names_of_token(draft[part])) for part in ("token", "currency") if draft[part]]
    names += [("allocations", names_of_token(token)) for token, _ in shares_in(draft["allocations"]) or ()]
    roles = [Role(part, tuple(places(called, words))) for part, called in names]
    for part in ("chain", "to_chain"):
        if draft[part]:
            chain = chain_called(draft[part])
            called = names_of_chain(chain) if chain else set()
            roles.append(Role(part, tuple(span for span in places(called, words) if _is_chain(span, words))))
    return roles


def claims_of(draft: Draft) -> list[Claim] | None:
    """Return the numbers in a draft; None when one of them is none."""
    shares = shares_in(draft["allocations"]) if draft["allocations"] else []
    if shares is None:
        return None
    said = [(part, draft[part], "") for part in _KINDS if draft[part] and part != "allocations"]
    claims = []
    for part, text, token in [*said, *(("allocations", share, token) for token, share in shares)]:
        value = decimal_of(text)
        if value is None or (part in _WHOLE and value % 1):
            return None
        claims.append(Claim(part, value * _DAY if part == "period_days" else value, token))
    return claims


def number_fault(draft: Draft, words: str, roles: Sequence[Role], claims: Sequence[Claim]) -> str:
    """Return why the words do not bear out the numbers of a draft; empty when they do. A trade must have them all."""
    named = [span for role in roles for span in role.spans]
    numbers = [each for each in numbers_in(words) if not any(_overlap(each, span) for span in named)]
    if len(numbers) > _MOST_NUMBERS:
        return "the words have too many numbers"
    others = known_names_in(words)
    owners = {number: _owner(number, words, roles, others) for number in numbers}

    def may_be(claim: Claim, number: Number) -> bool:
        return (
            number.reads(claim.value, _kinds(draft, claim))
            and owners[number] in _OWNERS.get(claim.part, {""})
            and (claim.part != "amount" or owners[number] == "token" or "token" not in owners.values())
            and (claim.part != "slippage" or "slippage" in words)
            and (not claim.token or _is_beside(number, claim.token, words))
        )

    candidates = [[number for number in numbers if may_be(claim, number)] for claim in claims]
    if not _has_one_each(sorted(candidates, key=len), frozenset()):
        return "it has a number that the words have not"
    return "the words have a number that it has not" if draft.is_trade and len(claims) < len(numbers) else ""


def _kinds(draft: Draft, claim: Claim) -> set[Kind]:
    is_distance = claim.part == "percent" and draft.intent in ("set_trailing_stop", "set_alert")
    return {Kind.PERCENT} if is_distance else _KINDS[claim.part]


def _owner(number: Number, words: str, roles: Sequence[Role], others: Sequence[Span]) -> str:
    """Return as what the name behind a number is in the draft: what it counts. "" where there is none behind it."""
    gap = _OF.match(words, number.end)
    behind = gap.end() if gap else number.end
    owner = next((role.part for role in roles for span in role.spans if span.start in (behind, behind - 1)), "")
    if owner in ("chain", "to_chain"):
        return ""
    return owner or ("other" if any(span.start == behind for span in others) else "")


def _is_beside(number: Number, token: str, words: str) -> bool:
    gap = _OF.match(words, number.end)
    behind = gap.end() if gap else number.end
    spans = places(names_of_token(token), words)
    return any(
        span.start == behind or (span.end <= number.start and not words[span.end : number.start].strip(" :=-"))
        for span in spans
    )


def _has_one_each(candidates: Sequence[Sequence[Number]], taken: frozenset[Number]) -> bool:
    """Say whether each claim can stand on a number of its own; those with the fewest come first."""
    if not candidates:
        return True
    return len(candidates) + len(taken) <= _MOST_NUMBERS and any(
        _has_one_each(candidates[1:], taken | {number}) for number in candidates[0] if number not in taken
    )


def _is_chain(span: Span, words: str) -> bool:
    return bool(_CHAIN_BEFORE.search(words[: span.start]) or _CHAIN_BEHIND.match(words, span.end))


def _overlap(number: Number, span: Span) -> bool:
    return number.start < span.end and span.start < number.end
