"""An order that its user made automatic: the price comes, it trades once for real, and tells so."""

from __future__ import annotations

from math import isqrt

import pytest
import requests

from tests.chain.ledger import Ledger
from tests.chain.trader import ETHER
from tests.live_desk.amounts import shown
from tests.live_desk.books import arrived, ended, expected_balance, nonces, signatures, steps
from tests.live_desk.desk import ETHEREUM, Desk, until
from tests.live_desk.person import HEADERS, Person, Trade, trader

pytestmark = [pytest.mark.slow, pytest.mark.chain, pytest.mark.desk]

FALL_PERCENT = 4  # less than what counts as a jump, and as far as 3 % of slippage go behind a trigger at 3 %
PARTS = 10**12


def market_falls(desk: Desk) -> None:
    """Let ether lose some percent everywhere: in OKX's prices, and in the pool that trades are carried out in."""
    body = {"symbol": "ETH", "percent": -FALL_PERCENT}
    requests.post(f"{desk.chat_url}/sandbox/chat/nudge", json=body, headers=HEADERS, timeout=10).raise_for_status()
    ledger = desk.world[ETHEREUM]
    for symbol in ("USDC", "USDT", "DAI"):
        held = ether_in_pool(ledger, symbol)
        after = held * PARTS * 10 // isqrt(PARTS**2 * (100 - FALL_PERCENT))
        ledger.crowd_sells("WETH", after - held, for_symbol=symbol)


def ether_in_pool(ledger: Ledger, symbol: str) -> int:
    pair = {ledger.address("WETH").lower(), ledger.address(symbol).lower()}
    pool = next(pool for *tokens, pool in ledger.at.pools if {token.lower() for token in tokens} == pair)
    return ledger.balance(pool, "WETH")


def order_of(person: Person) -> tuple[str, bool]:
    query = (
        "SELECT o.state, o.is_automatic FROM trading_order o JOIN trading_wallet w ON w.id = o.wallet_id "
        "WHERE lower(w.address) = lower(%s)"
    )
    ((state, is_automatic),) = person.desk.database.rows(query, person.address)
    return str(state), bool(is_automatic)


def swaps_of(person: Person) -> list[str]:
    query = (
        "SELECT s.handle FROM trading_swap s JOIN trading_wallet w ON w.id = s.wallet_id "
        "WHERE lower(w.address) = lower(%s)"
    )
    return [str(handle) for (handle,) in person.desk.database.rows(query, person.address)]


def test_a_stop_loss_that_need_not_ask_sells_once_when_the_price_has_fallen(desk: Desk) -> None:
    wendy = trader(desk, "Wendy")
    wendy.says("/stoploss 1 ETH 3% below slippage 3% automatically")
    card = wendy.sees("Stop loss set")["text"]
    assert "LIVE" in card
    assert "Automatic: trades without asking" in card
    assert (order_of(wendy), swaps_of(wendy), signatures(wendy)) == (("active", True), [], 0)

    market_falls(desk)
    wendy.sees("is reached: trading now", seconds=180)
    until(lambda: order_of(wendy)[0] == "done", what="the end of the order", seconds=180)
    (handle,) = swaps_of(wendy)
    trade = Trade(handle, 0)
    row = ended(desk, trade)

    assert (row.state, row.failure, row.mode, row.units_in) == ("done", "", "live", ETHER)
    assert (steps(desk, trade), signatures(wendy), nonces(wendy)) == ([("swap", "done")], 1, 1)
    assert row.received == wendy.holds("USDC") == arrived(wendy, trade, "USDC")
    assert wendy.holds("ETH") == expected_balance(wendy, "ETH", chain=ETHEREUM)
    told = wendy.sees("Stop loss carried out")["text"]
    assert "LIVE" in told
    assert f"You gave: {shown(ETHER, 'ETH')}" in told
    assert f"You got: {shown(row.received or 0, 'USDC')}" in told
    assert sum("Stop loss carried out" in text for text in wendy.chat()) == 1
    desk.figures.swaps_done += 1
    desk.figures.orders += 1
