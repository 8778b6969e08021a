from __future__ import annotations

import contextlib
import json
import time

import pytest

from bots.language import Intent, understand
from esther_site.lib.errors import UserError

HALVES = {"BTC": "50", "ETH": "50"}
THREE = {"ETH": "60", "USDC": "30", "LINK": "10"}


@pytest.mark.parametrize(
    "text",
    [
        "should i rebalance to 50% btc and 50% eth?",
        "do not rebalance eth 60 usdc 40",
        "rebalance eth 60 and never usdc 40",
        "i rebalanced to 50% btc and 50% eth yesterday",
        "rebalance to 50% btc and 50% eth if it falls",
        "rebalance tomorrow",
    ],
)
def test_what_is_no_order_of_this_kind_is_not_understood(text: str) -> None:
    assert understand(text).intent != Intent.REBALANCE


@pytest.mark.parametrize("text", ["rebalance eth 60 ETH 40", "rebalance eth usdc Eth"])
def test_a_token_that_is_named_twice_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="twice"):
        understand(text)


@pytest.mark.parametrize("text", ["rebalance eth -60 usdc 160", "rebalance eth 0 usdc 100"])
def test_a_part_that_is_no_number_above_zero_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="above zero"):
        understand(text)


@pytest.mark.parametrize(
    ("text", "allocations", "more"),
    [
        ("/rebalance ETH 60 USDC 30 LINK 10", THREE, {}),
        ("rebalance ETH 60% USDC 30% LINK 10%", THREE, {}),
        ("rebalance ETH 60, USDC 30, LINK 10", THREE, {}),
        ("rebalance: ETH 60%, USDC 30% and LINK 10%", THREE, {}),
        ("rebalance ETH:60 USDC:30 LINK:10", THREE, {}),
        ("rebalance 60 ETH 30 USDC 10 LINK", THREE, {}),
        ("please rebalance my portfolio to 60% ETH, 30% USDC and 10% LINK", THREE, {}),
        ("rebalance to 50% BTC and 50% ETH", HALVES, {}),
        ("i want to rebalance my wallet into 50 percent BTC and 50 percent in ETH", HALVES, {}),
        ("rebalance BTC 50 ETH 50 slippage 0.5%", HALVES, {"slippage": "0.5"}),
        ("rebalance BTC 50 ETH 50 band 2%", HALVES, {"band": "2"}),
        ("rebalance BTC 50 ETH 50 band 0", HALVES, {"band": "0"}),
        (
            "/rebalance BTC 50 ETH 50 slippage 0.5% band 2% base",
            HALVES,
            {"slippage": "0.5", "band": "2", "chain": "8453"},
        ),
        (
            "rebalance to 50% BTC and 50% ETH on Arbitrum with a band of 2.5% and slippage 1%",
            HALVES,
            {"slippage": "1", "band": "2.5", "chain": "42161"},
        ),
        ("rebalance BTC 50 ETH 50 polygon", HALVES, {"chain": "137"}),
        ("rebalance BTC 50 ETH 50 on x layer", HALVES, {"chain": "196"}),
        ("rebalance BTC 50 ETH 50 and sell the rest", HALVES, {"sells_others": "1"}),
        ("rebalance BTC 50 ETH 50 on base, sell everything else", HALVES, {"sells_others": "1", "chain": "8453"}),
        (
            "rebalance BTC 50 ETH 50 slippage 0.5% band 2% on base, sell the rest",
            HALVES,
            {"slippage": "0.5", "band": "2", "chain": "8453", "sells_others": "1"},
        ),
        ("rebalance BTC ETH", {"BTC": "", "ETH": ""}, {}),
        ("rebalance equally between BTC, ETH and LINK", {"BTC": "", "ETH": "", "LINK": ""}, {}),
        ("rebalance BTC and ETH on base", {"BTC": "", "ETH": ""}, {"chain": "8453"}),
        ("rebalance 33.33 ETH 66.67 1INCH", {"ETH": "33.33", "1INCH": "66.67"}, {}),
        (
            "rebalance 0x514910771af9ca656af840dff83e8264ecf986ca 50 ETH 50",
            {"0x514910771af9ca656af840dff83e8264ecf986ca": "50", "ETH": "50"},
            {},
        ),
    ],
)
def test_it_reads_the_parts_of_the_whole(text: str, allocations: dict[str, str], more: dict[str, str]) -> None:
    understood = understand(text.removeprefix("/"))

    assert understood.intent == Intent.REBALANCE
    assert json.loads(understood.entities["allocations"]) == allocations
    assert {name: said for name, said in understood.entities.items() if name != "allocations"} == more


@pytest.mark.parametrize("text", ["rebalance", "rebalance my portfolio"])
def test_without_parts_it_is_a_question(text: str) -> None:
    understood = understand(text)

    assert (understood.intent, understood.entities) == (Intent.REBALANCE, {})


@pytest.mark.parametrize(
    "text",
    ["rebalance " + "a " * 190, "rebalance " + "a 1 " * 95 + "!", "rebalance " + "1, " * 120, "rebalance" + " " * 380],
)
def test_a_sentence_made_to_take_long_takes_no_time(text: str) -> None:
    understand("rebalance")
    started = time.perf_counter()
    with contextlib.suppress(UserError):
        understand(text)
    assert time.perf_counter() - started < 0.5
