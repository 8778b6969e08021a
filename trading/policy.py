"""The guardrails: pure rules over a proposed trade. No database, no network, no settings.

Verdicts are data. `judge` returns every rule that has something to say, the gravest first; a trade goes on only
when none of them blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

__all__ = ["Level", "Limits", "Proposal", "Verdict", "judge"]


class Level(IntEnum):
    WARN = 1
    BLOCK = 2


@dataclass(frozen=True)
class Verdict:
    """What one rule says, with a reason in plain words."""

    level: Level
    rule: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The operator's bounds, all in percent."""

    slippage_ceiling: Decimal
    impact_warn: Decimal
    impact_block: Decimal
    token_tax: Decimal


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A trade as quoted. Percentages are positive for a loss; units are the input token's base units."""

    symbol_in: str
    symbol_out: str
    chain: str
    slippage_percent: Decimal
    price_impact_percent: Decimal | None
    honeypot_in: bool = False
    honeypot_out: bool = False
    tax_in_percent: Decimal = Decimal(0)
    tax_out_percent: Decimal = Decimal(0)
    unverified: tuple[str, ...] = ()
    units_in: int
    balance_units: int
    gas_is_covered: bool
    gas_usd: Decimal
    is_crossing: bool = False  # to another chain
    is_out_untold: bool = False  # nobody vouches for what is bought, and OKX does not say whether it is a trap


Rule = Callable[[Proposal, Limits], Iterator[Verdict]]


def judge(proposal: Proposal, limits: Limits) -> list[Verdict]:
    """Return what the rules say about a trade, blocks before warnings."""
    verdicts = [verdict for rule in _RULES for verdict in rule(proposal, limits)]
    return sorted(verdicts, key=lambda verdict: -verdict.level)


def _balance(proposal: Proposal, limits: Limits) -> Iterator[Verdict]:
    if proposal.units_in > proposal.balance_units:
        yield Verdict(
            Level.BLOCK,
            "balance",
            f"There is not enough {proposal.symbol_in} on {proposal.chain} in this wallet. Trade a smaller amount, or "
            "look at /portfolio for what there is.",
        )


def _gas(proposal: Proposal, limits: Limits) -> Iterator[Verdict]:
    if not proposal.gas_is_covered:
        yield Verdict(
            Level.BLOCK,
            "gas",
            f"Nothing would be left to pay the gas (about ${proposal.gas_usd:.2f}). Trade a little less.",
        )


def _slippage(proposal: Proposal, limits: Limits) -> Iterator[Verdict]:
    if not 0 < proposal.slippage_percent <= limits.slippage_ceiling:
        yield Verdict(
            Level.BLOCK,
            "slippage",
            f"Slippage must be above 0 and at most {limits.slippage_ceiling.normalize():f} %.",
        )


def _impact(proposal: Proposal, limits: Limits) -> Iterator[Verdict]:
    impact = proposal.price_impact_percent
    if impact is None:
        yield Verdict(Level.WARN, "impact", "The price impact is not known for this pair.")
    elif proposal.is_crossing:
        yield from _cost_of_the_way(impact, limits)
    elif impact > limits.impact_block:
        yield Verdict(
            Level.BLOCK,
            "impact",
            f"The trade would move the price by {impact:.2f} %, more than the {limits.impact_block.normalize():f} % "
            "allowed. Trade a smaller amount.",
        )
    elif impact > limits.impact_warn:
        yield Verdict(Level.WARN, "impact", f"High price impact: you lose {impact:.2f} % to the size of the trade.")


def _cost_of_the_way(impact: Decimal, limits: Limits) -> Iterator[Verdict]:
    """Judge what is lost between two chains: part of it is the bridge's fee, so that less need not be better."""
    if impact > limits.impact_block:
        yield Verdict(
            Level.BLOCK,
            "impact",
            f"The way to the other chain would cost {impact:.2f} %, more than the "
            f"{limits.impact_block.normalize():f} % allowed. Trade another amount.",
        )
    elif impact > limits.impact_warn:
        yield Verdict(Level.WARN, "impact", f"You lose {impact:.2f} % on the way to the other chain.")


def _honeypot(proposal: Proposal, limits: Limits) -> Iterator[Verdict]:
    if proposal.honeypot_out:
        yield Verdict(
            Level.BLOCK, "honeypot", f"{proposal.symbol_out} is flagged as a honeypot: it could not be sold again."
        )
    if proposal.honeypot_in:
        yield Verdict(Level.WARN, "honeypot", f"{proposal.symbol_in} is flagged as a honeypot: the sale may fail.")


def _tax(proposal: Proposal, limits: Limits) -> Iterator[Verdict]:
    tax = proposal.tax_out_percent
    if tax > limits.token_tax:
        yield Verdict(
            Level.BLOCK,
            "tax",
            f"{proposal.symbol_out} takes a tax of {tax.normalize():f} % on each transfer, more than the "
            f"{limits.token_tax.normalize():f} % allowed.",
        )
    elif tax > 0:
        yield Verdict(
            Level.WARN, "tax", f"{proposal.symbol_out} takes a tax of {tax.normalize():f} % on each transfer."
        )
    if proposal.tax_in_percent > 0:
        tax_in = proposal.tax_in_percent.normalize()
        yield Verdict(Level.WARN, "tax", f"{proposal.symbol_in} takes a tax of {tax_in:f} % on each transfer.")


def _unverified(proposal: Proposal, limits: Limits) -> Iterator[Verdict]:
    for symbol in proposal.unverified:
        yield Verdict(
            Level.WARN,
            "unverified",
            f"{symbol} is not verified: anyone can make a token of that name. Check the address.",
        )


def _untold(proposal: Proposal, limits: Limits) -> Iterator[Verdict]:
    if proposal.is_out_untold:
        yield Verdict(
            Level.BLOCK,
            "untold",
            f"{proposal.symbol_out} is not verified, and between chains OKX does not say whether it is a trap. Bridge "
            "a verified token there, and buy it on that chain.",
        )


_RULES: tuple[Rule, ...] = (_balance, _gas, _slippage, _impact, _honeypot, _tax, _unverified, _untold)
