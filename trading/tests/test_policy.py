from __future__ import annotations

import ast
import inspect
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trading import policy
from trading.policy import Level, Limits, Proposal, judge

LIMITS = Limits(slippage_ceiling=Decimal(3), impact_warn=Decimal(5), impact_block=Decimal(10), token_tax=Decimal(10))
HARMLESS = Proposal(
    symbol_in="USDC",
    symbol_out="ETH",
    chain="Ethereum",
    slippage_percent=Decimal(1),
    price_impact_percent=Decimal("0.1"),
    units_in=100,
    balance_units=100,
    gas_is_covered=True,
    gas_usd=Decimal("0.35"),
)

percents = st.decimals(min_value=-100, max_value=100, places=2)
proposals = st.builds(
    Proposal,
    symbol_in=st.just("USDC"),
    symbol_out=st.just("ETH"),
    chain=st.just("Ethereum"),
    slippage_percent=percents,
    price_impact_percent=st.none() | percents,
    honeypot_in=st.booleans(),
    honeypot_out=st.booleans(),
    tax_in_percent=st.decimals(min_value=0, max_value=100, places=2),
    tax_out_percent=st.decimals(min_value=0, max_value=100, places=2),
    unverified=st.sampled_from([(), ("ETH",), ("USDC", "ETH")]),
    units_in=st.integers(min_value=1, max_value=2**128),
    balance_units=st.integers(min_value=0, max_value=2**128),
    gas_is_covered=st.booleans(),
    gas_usd=st.decimals(min_value=0, max_value=1000, places=4),
)


def said(proposal: Proposal) -> list[tuple[str, Level]]:
    return [(verdict.rule, verdict.level) for verdict in judge(proposal, LIMITS)]


# What each rule says at, below and above its bound


@pytest.mark.parametrize(("units_in", "expected"), [(99, []), (100, []), (101, [("balance", Level.BLOCK)])])
def test_nobody_spends_more_than_is_there(units_in: int, expected: list[tuple[str, Level]]) -> None:
    assert said(replace(HARMLESS, units_in=units_in)) == expected


def test_gas_must_be_covered() -> None:
    assert said(replace(HARMLESS, gas_is_covered=False)) == [("gas", Level.BLOCK)]


@pytest.mark.parametrize("percent", ["-1", "0", "3.01", "100"])
def test_slippage_outside_its_bounds_is_blocked(percent: str) -> None:
    assert said(replace(HARMLESS, slippage_percent=Decimal(percent))) == [("slippage", Level.BLOCK)]


@pytest.mark.parametrize("percent", ["0.01", "1", "3"])
def test_slippage_up_to_its_ceiling_is_fine(percent: str) -> None:
    assert said(replace(HARMLESS, slippage_percent=Decimal(percent))) == []


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("-50", []),
        ("4.99", []),
        ("5", []),
        ("5.01", [("impact", Level.WARN)]),
        ("10", [("impact", Level.WARN)]),
        ("10.01", [("impact", Level.BLOCK)]),
    ],
)
def test_price_impact_is_warned_of_and_then_blocked(percent: str, expected: list[tuple[str, Level]]) -> None:
    assert said(replace(HARMLESS, price_impact_percent=Decimal(percent))) == expected


def test_an_unknown_price_impact_is_said_to_be_unknown() -> None:
    assert said(replace(HARMLESS, price_impact_percent=None)) == [("impact", Level.WARN)]


def test_a_honeypot_may_be_left_but_not_entered() -> None:
    assert said(replace(HARMLESS, honeypot_out=True)) == [("honeypot", Level.BLOCK)]
    assert said(replace(HARMLESS, honeypot_in=True)) == [("honeypot", Level.WARN)]


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("0", []),
        ("0.01", [("tax", Level.WARN)]),
        ("10", [("tax", Level.WARN)]),
        ("10.01", [("tax", Level.BLOCK)]),
    ],
)
def test_a_taxed_token_is_bought_up_to_a_bound(percent: str, expected: list[tuple[str, Level]]) -> None:
    assert said(replace(HARMLESS, tax_out_percent=Decimal(percent))) == expected


@pytest.mark.parametrize(("percent", "expected"), [("0", []), ("99", [("tax", Level.WARN)])])
def test_a_taxed_token_can_always_be_sold(percent: str, expected: list[tuple[str, Level]]) -> None:
    assert said(replace(HARMLESS, tax_in_percent=Decimal(percent))) == expected


def test_every_unverified_token_is_named() -> None:
    verdicts = judge(replace(HARMLESS, unverified=("ONE", "TWO")), LIMITS)

    assert [verdict.reason.split()[0] for verdict in verdicts] == ["ONE", "TWO"]
    assert {verdict.level for verdict in verdicts} == {Level.WARN}


def test_a_reason_is_a_sentence_with_the_numbers_in_it() -> None:
    (verdict,) = judge(replace(HARMLESS, price_impact_percent=Decimal("12.345")), LIMITS)

    assert verdict.reason == (
        "The trade would move the price by 12.34 %, more than the 10 % allowed. Trade a smaller amount."
    )


# What holds for every proposal


def test_a_harmless_trade_passes_in_silence() -> None:
    assert judge(HARMLESS, LIMITS) == []


@given(proposals)
def test_blocks_come_before_warnings(proposal: Proposal) -> None:
    levels = [verdict.level for verdict in judge(proposal, LIMITS)]
    assert levels == sorted(levels, reverse=True)


@given(proposals)
def test_the_same_proposal_is_judged_the_same(proposal: Proposal) -> None:
    assert judge(proposal, LIMITS) == judge(replace(proposal), LIMITS)


@given(proposals)
def test_what_is_blocked_stays_blocked_when_it_gets_worse(proposal: Proposal) -> None:
    worse = replace(proposal, units_in=proposal.units_in + 1, honeypot_out=True, gas_is_covered=False)
    blocked = {verdict.rule for verdict in judge(proposal, LIMITS) if verdict.level == Level.BLOCK}

    assert blocked <= {verdict.rule for verdict in judge(worse, LIMITS) if verdict.level == Level.BLOCK}


@given(proposals)
def test_every_reason_is_a_full_sentence(proposal: Proposal) -> None:
    assert all(verdict.reason.endswith(".") and "E+" not in verdict.reason for verdict in judge(proposal, LIMITS))


def test_it_imports_nothing_that_could_ask_or_store() -> None:
    nodes = ast.walk(ast.parse(inspect.getsource(policy)))
    imported = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}

    assert imported == {"__future__", "collections.abc", "dataclasses", "decimal", "enum"}
