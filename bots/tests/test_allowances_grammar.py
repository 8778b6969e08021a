"""How people ask what contracts may take of their tokens. Whatever they say of it, it is only shown."""

from __future__ import annotations

import pytest

from bots.language import Intent, understand

ASKED = [
    "allowances",
    "my approvals",
    "show my allowances",
    "show me all my token approvals",
    "list my open approvals please",
    "check my approvals",
    "who can spend my tokens?",
    "Who can still take my USDC?",
    "which contracts can spend my tokens",
    "who has access to my coins?",
    "which approvals do I have?",
    "what allowances are still open?",
    "do i have any approvals left?",
    "are there any open approvals?",
    "what may contracts still take of my wallets?",
    "can you show me my allowances?",
    "hey esther, which approvals do I have?",
    "revoke my approvals",
    "please revoke all my approvals",
    "can you revoke my usdc approval?",
    "take back my allowances",
    "remove my old approvals",
    "cancel my approvals",
]
NOT_ASKED = [
    "approve 100 usdc",
    "approve everything",
    "give uniswap an allowance of 100 usdc",
    "increase my allowance",
    "set my allowance to 100",
    "if eth drops to 2000 revoke my approvals",
    "revoke my approvals and buy 1 eth",
    "buy 1 eth and revoke my approvals",
    "revoke",
    "who are you",
    "who can use this bot",
    "cancel order 3",
]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_says_something_else_is_no_question_for_allowances(text: str) -> None:
    assert understand(text).intent != Intent.SHOW_ALLOWANCES


@pytest.mark.parametrize("text", [f"{before}revoke my approvals" for before in ("don't ", "i already ", "never ")])
def test_a_denial_changes_nothing(text: str) -> None:
    """What is shown could be shown; that it says nothing of which approval, and of no consent, is what counts."""
    assert understand(text).entities == {}


@pytest.mark.parametrize("text", ASKED)
def test_it_is_shown_and_nothing_else(text: str) -> None:
    understood = understand(text)
    assert (understood.intent, understood.entities) == (Intent.SHOW_ALLOWANCES, {})
