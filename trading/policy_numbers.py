"""What each rule of the policy compared, as plain numbers for the audit trail. Pure, like the policy itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from trading.policy import Level, Limits, Proposal, Verdict

__all__ = ["Check", "checks_of"]


class Check(TypedDict):
    """One rule: what it found, what it held that to, and what came of it: `pass`, `warn` or `block`."""

    rule: str
    found: object
    bound: object
    verdict: str


def checks_of(proposal: Proposal, limits: Limits, verdicts: Sequence[Verdict]) -> tuple[Check, ...]:
    """Return every rule with its numbers, in the order of the policy. Units are base units of what is given."""
    return tuple(
        Check(rule=rule, found=found, bound=bound, verdict=_gravest(rule, verdicts))
        for rule, found, bound in _numbers(proposal, limits)
    )


def _gravest(rule: str, verdicts: Sequence[Verdict]) -> str:
    levels = [verdict.level for verdict in verdicts if verdict.rule == rule]
    return Level(max(levels)).name.lower() if levels else "pass"


def _numbers(proposal: Proposal, limits: Limits) -> Iterator[tuple[str, object, object]]:
    yield "balance", proposal.units_in, proposal.balance_units
    yield "gas", proposal.gas_usd, "covered" if proposal.gas_is_covered else "not covered"
    yield "slippage", proposal.slippage_percent, limits.slippage_ceiling
    yield "impact", proposal.price_impact_percent, limits.impact_block
    yield "honeypot", _named(proposal.honeypot_in, proposal.symbol_in, proposal.honeypot_out, proposal.symbol_out), None
    yield "tax", max(proposal.tax_in_percent, proposal.tax_out_percent), limits.token_tax
    yield "unverified", list(proposal.unverified), None
    if proposal.is_crossing:
        yield "untold", [proposal.symbol_out] if proposal.is_out_untold else [], None


def _named(is_in: bool, symbol_in: str, is_out: bool, symbol_out: str) -> list[str]:
    return [symbol for flag, symbol in ((is_in, symbol_in), (is_out, symbol_out)) if flag]
