"""A wallet brought to its parts, one trade before the machine is restarted and one after."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.chat_page import Person
from tests.serving import environment, free_port, serving

pytestmark = [pytest.mark.slow, pytest.mark.production]

ALICE = 1001


def test_a_plan_goes_on_after_a_restart_and_ends_at_its_parts(tmp_path: Path) -> None:
    env, port = (
        environment(
            f"sqlite:///{tmp_path / 'db.sqlite3'}",
            DEBUG="True",
            SANDBOX="True",
            SANDBOX_STATE=str(tmp_path / "sandbox"),
            SECRET_KEY="a-secret-key-for-tests-only-0123456789-abcdefghij",
            MONITOR_INTERVAL="1",
        ),
        free_port(),
    )
    with serving(env, port=port, log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        alice.says("/start")
        alice.sees("I am Esther")
        alice.says("rebalance to 60% ETH, 30% USDC and 10% LINK")
        assert "USDC: 100 % → 30" in alice.sees("Rebalance on Ethereum")
        alice.presses("One by one")
        alice.sees("Trade 1 waits for your word")
        alice.presses("Trade 1")
        alice.sees("Trade 2 waits for your word")
        server.terminate()

    with serving(env, port=port, log=tmp_path / "log") as server:
        alice = Person(server.url, ALICE)
        alice.presses("Trade 2")
        assert alice.sees("Done.").count("Gave ") == 2
        alice.says("/portfolio")
        shares = re.findall(r"· ([\d.]+) %", alice.sees("LINK on Ethereum"))
        assert [round(float(share)) for share in shares] == [60, 30, 10]
