"""What is said when an operator has taken an allowance back."""

from __future__ import annotations

from bots.messages import render
from bots.notifier import _shown

DATA = {"swap_handle": "k7m2p9x4qd", "symbol": "US<b>DC", "chain": "Ethereum", "at": "2026-11-23T08:00:00+00:00"}


def words(**more: str) -> str:
    return render("allowance_revoked", {"zone": "UTC", **_shown({**DATA, **more}, zone="UTC")})


def test_it_says_what_may_no_longer_be_taken_and_that_nothing_was_traded() -> None:
    text = words(gas="", gas_symbol="")
    assert "may take no US&lt;b&gt;DC on Ethereum any more" in text
    assert "Nothing was traded." in text
    assert "gas" not in text


def test_it_says_what_it_cost() -> None:
    assert "It cost 0.00012 ETH of gas, which counts to that trade." in words(gas="0.00012", gas_symbol="ETH")
