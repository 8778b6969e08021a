"""What is said when an allowance was taken back, by whom, or could not be."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.allowance_news import tell_of_revocation, tell_that_it_stays
from alerts.models import Notification
from bots.messages import render
from bots.notifier import _shown
from trading.models import Swap, Transaction, User
from trading.tests.allowance_desk import OLD_SPENDER, UNLIMITED, approved, over
from trading.tests.desk import admitted

DATA = {"swap_handle": "k7m2p9x4qd", "symbol": "US<b>DC", "chain": "Ethereum", "at": "2026-11-23T08:00:00+00:00"}


def words(template: str = "allowance_revoked", **more: str) -> str:
    return render(template, {"zone": "UTC", **_shown({**DATA, **more}, zone="UTC")})


def test_it_says_what_may_no_longer_be_taken_and_that_nothing_was_traded() -> None:
    text = words(gas="", gas_symbol="")
    assert text.startswith("🔒 <b>An operator took an allowance of your wallet back.</b>")
    assert "may take no US&lt;b&gt;DC on Ethereum any more" in text
    assert "Nothing was traded." in text
    assert "gas" not in text


def test_it_says_what_it_cost() -> None:
    assert "It cost 0.00012 ETH of gas, which counts to that trade." in words(gas="0.00012", gas_symbol="ETH")


def test_who_did_it_themselves_is_not_told_of_an_operator() -> None:
    text = words(gas="", gas_symbol="", by_owner="yes")
    assert text.startswith("🔒 <b>Taken back.</b> The contract of trade <code>k7m2p9x4qd</code> may take no")
    assert "operator" not in text


@pytest.fixture
def row(seeded: None) -> Transaction:
    """A revocation of Alice's that came to an end."""
    alice: User = admitted(101, "Alice")
    return approved(over(alice), OLD_SPENDER, purpose="revoke", state="abandoned")


def told(row: Transaction, left: int | None, **changes: Any) -> str:
    """Say that it stays, and return the words of the one message there is then."""
    Transaction.objects.filter(pk=row.pk).update(**changes)
    row.refresh_from_db()
    for _ in range(2):  # a process that is taken over says it again
        tell_that_it_stays(swap=row.swap, transaction=row, left=left)
    message = Notification.objects.get(template="allowance_stays")
    assert message.user == row.swap.user
    return render(message.template, {"zone": "UTC", **_shown(message.data, zone="UTC")})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("left", "amount"),
    [(UNLIMITED, "any amount of USDC"), (1_500_000, "1.5 USDC"), (None, "an unknown amount of USDC")],
)
def test_what_stays_is_said_with_why_and_what_to_do(row: Transaction, left: int | None, amount: str) -> None:
    text = told(row, left, failure="You have paused live trading: /resume ends the pause.")
    assert text.startswith("⚠️ <b>It could not be taken back.</b>")
    assert f"may still take {amount} on Ethereum." in text
    assert "You have paused live trading: /resume ends the pause." in text
    assert f"/allowances shows what stands now, and /why {row.swap.handle} what happened." in text


@pytest.mark.django_db
def test_the_words_of_a_contract_are_not_repeated(row: Transaction) -> None:
    text = told(row, 5, state="reverted", failure="win at https://evil.example")
    assert "evil" not in text
    assert "The token refused it, and the gas was spent." in text


@pytest.mark.django_db
def test_what_somebody_else_took_back_meanwhile_is_gone(row: Transaction) -> None:
    text = told(row, 0, state="lost", failure="Another transaction took its place.")
    assert text.startswith("🔒 <b>It is gone, though not by my doing.</b>")
    assert "may take no USDC on Ethereum any more" in text


@pytest.mark.django_db
def test_a_revocation_is_told_once(row: Transaction) -> None:
    swap = Swap.objects.select_related("gas_token").get(pk=row.swap_id)
    for _ in range(2):
        tell_of_revocation(swap=swap, transaction=row, by_owner=True)
    assert Notification.objects.get().data["by_owner"] == "yes"
