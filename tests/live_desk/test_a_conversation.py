"""Live trading as a user meets it: a wallet, a switch, and trades in every direction, each as the chain has it."""

from __future__ import annotations

import pytest

from tests.chain.bank import receipt_of
from tests.chain.trader import ETHER
from tests.chain.wire import call_data
from tests.live_desk.amounts import DECIMALS, USD, shown
from tests.live_desk.books import arrived, ended, expected_balance, hashes, row_of, signatures, steps
from tests.live_desk.desk import BASE, ETHEREUM, Desk
from tests.live_desk.person import Person, Trade, trader

pytestmark = [pytest.mark.slow, pytest.mark.chain, pytest.mark.desk]


def carried_out(person: Person, words: str, *, sold: str, bought: str, chain: int = ETHEREUM) -> Trade:
    """Trade, and compare what Esther says with what the chain holds."""
    before = person.holds(bought, chain=chain)
    trade = person.trades(words)
    row = ended(person.desk, trade)
    assert (row.state, row.failure, row.mode) == ("done", "", "live")
    told, received = person.is_told(trade, "Traded"), row.received or 0
    assert f"You gave: {shown(row.units_in, sold)}" in told
    assert f"You got: {shown(received, bought)}" in told
    assert f"You got: {shown(received, bought)}" in person.is_told(trade, "✅ Done")
    assert received >= row.minimum
    gas = row.gas if bought == "ETH" else 0
    assert person.holds(bought, chain=chain) - before == received - (gas or 0)
    if bought != "ETH":
        assert arrived(person, trade, bought) == received
    for symbol in {sold, bought, "ETH"}:
        assert person.holds(symbol, chain=chain) == expected_balance(person, symbol, chain=chain)
        person.desk.figures.balances_compared += 1
    if sold != "ETH":
        assert person.ledger(chain).allowance(person.address, sold) == 0
    shows_links(person, trade)
    person.desk.figures.swaps_done += 1
    return trade


def shows_links(person: Person, trade: Trade) -> None:
    """Every transaction of a trade can be looked up from its card."""
    links = {entity.get("url", "") for entity in person.card(trade)["entities"]}
    for purpose, _ in steps(person.desk, trade):
        assert any(link.endswith(f"/tx/{hashes(person.desk, trade, purpose)[-1]}") for link in links), links


def lets_another_application_take(person: Person, symbol: str, units: int) -> None:
    """Leave an approval behind that Esther did not sign: the node signs it, the wallet pays for it."""
    ledger = person.ledger(ETHEREUM)
    data = call_data("approve(address,uint256)", ledger.at.spender, units)
    ledger.rpc.ask("anvil_impersonateAccount", person.address)
    sent = {"from": person.address, "to": ledger.address(symbol), "data": data}
    receipt = receipt_of(ledger.rpc, ledger.rpc.ask("eth_sendTransaction", sent))
    ledger.rpc.ask("anvil_stopImpersonatingAccount", person.address)
    person.funded[ETHEREUM, "ETH"] -= int(receipt["gasUsed"], 16) * int(receipt["effectiveGasPrice"], 16)


def test_trades_in_every_direction_are_what_the_chain_says(desk: Desk) -> None:
    alice = trader(desk, "Alice", USDC=5_000 * USD, USDT=500 * USD)
    trades = [
        carried_out(alice, "buy 0.25 eth with usdc", sold="USDC", bought="ETH"),
        carried_out(alice, "sell 0.5 eth for usdc", sold="ETH", bought="USDC"),
        carried_out(alice, "sell 100 usdc for dai", sold="USDC", bought="DAI"),
        carried_out(alice, "sell 0.1 eth for usdc on base", sold="ETH", bought="USDC", chain=BASE),
    ]
    lets_another_application_take(alice, "USDT", 7)
    trades.append(carried_out(alice, "sell 50.25 usdt for usdc", sold="USDT", bought="USDC"))

    held = alice.holds("DAI")
    trades.append(carried_out(alice, "sell all my dai for usdc", sold="DAI", bought="USDC"))

    assert (row_of(desk, trades[-1]).units_in, alice.holds("DAI")) == (held, 0)
    assert steps(desk, trades[-2]) == [("reset", "done"), ("approve", "done"), ("swap", "done")]
    assert steps(desk, trades[1]) == [("swap", "done")]
    assert signatures(alice) == 2 + 1 + 2 + 1 + 3 + 2
    alice.says("/history")
    told = alice.sees("Your latest trades")["text"]
    assert shown(50_250_000, "USDT") in told
    assert told.count("LIVE") == len(trades)


def test_one_message_follows_a_trade_to_its_end(desk: Desk) -> None:
    bob = trader(desk, "Bob", USDC=100 * USD)
    ledger = bob.ledger(ETHEREUM)
    with desk.miners[ETHEREUM].resting():
        trade = bob.trades("sell 100 usdc for dai")
        bob.sees("Approving")
        ledger.mine()
        bob.sees("Sent, not final yet")
        assert "Done" not in bob.card(trade)["text"].splitlines()[0]
        ledger.mine()
        bob.sees("✅ Done")
    row = ended(desk, trade)
    bob.is_told(trade, "Traded")

    texts = bob.readings(trade)
    seen = [next(n for n, text in enumerate(texts) if words in text) for words in ("Approving", "Sent, not", "✅ Done")]
    assert seen == sorted(seen)
    assert row.received == bob.holds("DAI") == arrived(bob, trade, "DAI")
    assert sum(trade.handle in text for text in bob.chat()) == 2  # the card, and the news of the end
    desk.figures.swaps_done += 1


def test_what_a_wallet_holds_is_told_before_it_is_deleted(desk: Desk) -> None:
    rita = trader(desk, "Rita", USDC=1_234_567, DAI=7 * ETHER)
    rita.funds("USDC", 89, chain=BASE)
    carried_out(rita, "sell 0.1 eth for usdc", sold="ETH", bought="USDC")
    rita.says("/deletewallet Trading")
    told = rita.sees("It is not empty")["text"]
    places = {ETHEREUM: "Ethereum", BASE: "Base"}
    held = [(symbol, chain) for chain in places for symbol in DECIMALS if (symbol, chain) != ("USDT", BASE)]
    lines = [
        f"• {shown(rita.holds(each[0], chain=each[1]), each[0])} on {places[each[1]]}"
        for each in held
        if rita.holds(each[0], chain=each[1])
    ]
    assert sorted(line for line in told.splitlines() if line.startswith("•")) == sorted(lines)
    assert len(lines) == 5
    desk.figures.balances_compared += len(held)
    rita.presses("Keep it")


def test_what_a_contract_may_still_take_is_seen_and_taken_back(desk: Desk) -> None:
    nora = trader(desk, "Nora", USDC=100 * USD)
    nora.says("/allowances")
    nora.sees("No contract was ever allowed to take anything")
    trade = carried_out(nora, "sell 10 usdc for dai", sold="USDC", bought="DAI")
    nora.says("who can spend my tokens?")
    nora.sees("No contract that I asked about may take anything")

    lets_another_application_take(nora, "USDC", 7 * USD)
    nora.says("revoke my approvals")
    listed = nora.sees("1 allowance stands")
    assert "7 USDC on Ethereum, wallet Trading" in listed["text"]
    nora.presses("Take back USDC on Ethereum", message_id=listed["id"])
    assert "an approval of 0 USDC" in nora.sees("Nothing is signed until you press Confirm")["text"]
    assert steps(desk, trade)[2:] == []
    nora.presses("Confirm", message_id=listed["id"])
    assert nora.sees("may take no USDC on Ethereum any more")["id"] == listed["id"]

    assert "It cost" in nora.is_told(trade, "Taken back.")
    assert nora.ledger(ETHEREUM).allowance(nora.address, "USDC") == 0
    assert steps(desk, trade)[2:] == [("revoke", "done")]
    assert nora.holds("ETH") == expected_balance(nora, "ETH", chain=ETHEREUM)
    assert nora.holds("USDC") == 90 * USD
    desk.figures.balances_compared += 2


def test_what_a_paper_wallet_trades_stays_on_paper(desk: Desk) -> None:
    carol = trader(desk, "Carol", USDC=100 * USD)
    carol.says("/disablelivetrading")
    carol.sees("Live trading is off")
    carol.says("sell 10 usdc for dai")
    carol.presses("Confirm", message_id=carol.sees("DRY RUN")["id"])
    carol.sees("Simulated")
    assert (signatures(carol), carol.holds("USDC"), carol.holds("ETH")) == (0, 100 * USD, 10 * ETHER)
