"""What OKX says of a transfer is a hint: whatever is not surely there is not there yet."""

from __future__ import annotations

from typing import Any

import pytest

from esther_site.lib.errors import TemporaryError
from esther_site.lib.okx import OkxClient
from trading.bridging_status import State, ask_passing
from trading.models import Swap

LEFT, ARRIVED = "0x" + "11" * 32, "0x" + "ab" * 32
THERE = {"toTxHash": ARRIVED, "toChainIndex": "8453", "toAmount": "1", "bridgeId": 701}


@pytest.fixture
def swap() -> Swap:
    return Swap(handle="abc", chain_id=1, to_chain_id=8453, bridge_id=636)


def answered(monkeypatch: pytest.MonkeyPatch, **row: Any) -> list[Any]:
    asked: list[Any] = []

    def get(self: OkxClient, path: str, params: Any) -> Any:
        asked.append((path, dict(params)))
        return [{"chainIndex": "1", "txHash": LEFT, **row}]

    monkeypatch.setattr(OkxClient, "get", get)
    return asked


@pytest.mark.parametrize(("name", "value"), [("chainIndex", "10"), ("txHash", ARRIVED)])
def test_an_answer_about_something_else_is_no_answer(
    swap: Swap, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    answered(monkeypatch, **{"status": "SUCCESS", **THERE, name: value})
    with pytest.raises(TemporaryError, match="different question"):
        ask_passing(swap, LEFT)


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({"status": "NOT_FOUND"}, State.NOT_FOUND),
        ({"status": "PENDING", "toTxHash": ""}, State.PENDING),
        ({"status": "FAILURE"}, State.PENDING),
        ({"status": "REFUND"}, State.PENDING),
        ({"status": None}, State.PENDING),
        ({"status": ["SUCCESS"]}, State.PENDING),
        ({}, State.PENDING),
        ({"status": "SUCCESS"}, State.PENDING),
        ({"status": "SUCCESS", "toTxHash": "0x12"}, State.PENDING),
        ({"status": "SUCCESS", **THERE}, State.SUCCESS),
    ],
)
def test_nothing_but_a_success_with_a_transaction_is_one(
    swap: Swap, monkeypatch: pytest.MonkeyPatch, row: Any, state: State
) -> None:
    answered(monkeypatch, **row)
    assert ask_passing(swap, LEFT).state is state


def test_it_asks_about_the_bridge_that_was_confirmed_and_takes_what_is_told_back(
    swap: Swap, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answered(monkeypatch, status="SUCCESS", **THERE)
    passing = ask_passing(swap, LEFT)

    assert (passing.arrival_hash, passing.to_chain) == (ARRIVED, 8453)
    assert asked == [("/api/v6/dex/cross-chain/status", {"hash": LEFT, "chainIndex": "1", "bridgeId": "636"})]
