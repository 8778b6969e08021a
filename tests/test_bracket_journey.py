"""A purchase that looks after itself: bought with a stop and a target, kept over a restart, and sold at one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.chat_page import Person
from tests.serving import Environment, environment, free_port, serving

pytestmark = [pytest.mark.slow, pytest.mark.production]

ALICE = 1001


def sandbox(folder: Path) -> Environment:
    return environment(
        f"sqlite:///{folder / 'db.sqlite3'}",
        DEBUG="True",
        SANDBOX="True",
        SANDBOX_STATE=str(folder / "sandbox"),
        SECRET_KEY="a-secret-key-for-tests-only-0123456789-abcdefghij",
        MONITOR_INTERVAL="1",
        DEFAULT_SLIPPAGE_PERCENT="3",  # so much further than its trigger an order goes: the market moves in one step
    )


def dollars_held(person: Person) -> float:
    person.says("/portfolio")
    found = re.search(r"([\d,.]+) USDC on Ethereum", person.sees("USDC on Ethereum"))
    assert found
    return float(found[1].replace(",", ""))


def handle_of(side: str, text: str) -> str:
    """Return the visible id of the order that a booked purchase set."""
    found = re.search(rf"{side} set at .*: (\w+)", text)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("percent", "fired", "cancelled", "earns"),
    [(12, "Take profit", "Stop loss", True), (-6, "Stop loss", "Take profit", False)],
)
def test_a_purchase_is_sold_at_its_target_or_its_stop_also_after_a_restart(
    tmp_path: Path, percent: int, fired: str, cancelled: str, earns: bool
) -> None:
    env, port = sandbox(tmp_path), free_port()
    with serving(env, port=port, log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        alice.says("/start")
        alice.sees("I am Esther")
        before = dollars_held(alice)
        alice.says("buy 1 eth with usdc with stop 5% and target 10%")
        alice.sees("Confirm")
        alice.presses("Confirm")
        booked = alice.sees("You got: 1 ETH")
        server.terminate()

    with serving(env, port=port, log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        alice.says("/orders")
        assert handle_of(fired, booked) in alice.sees(handle_of(cancelled, booked))
        alice.moves_the_market("ETH", percent)
        told = alice.sees(f"{fired} carried out")
        assert f"Cancelled with it: {handle_of(cancelled, booked)}" in told
        assert "You gave: 0.99" in told  # the gas of both trades is paid in ETH
        alice.says("/orders")
        alice.sees("no orders")
        assert (dollars_held(alice) > before) is earns
