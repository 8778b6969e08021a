"""A rebalance for real: its trades are mined one after the other, sales first, each once, and told as they were."""

from __future__ import annotations

from typing import Any

import pytest

from tests.chain.bank import receipt_of
from tests.live_desk import lies
from tests.live_desk.amounts import USD, shown
from tests.live_desk.books import Row, arrived, ended, expected_balance, hashes, nonces, signatures, steps
from tests.live_desk.desk import ETHEREUM, Desk, until
from tests.live_desk.meddlers import changing
from tests.live_desk.person import Person, Trade, trader
from tests.live_desk.plans import Leg, Plan, allowances, asks_for_plan, comes_to, legs, parts, state_of

pytestmark = [pytest.mark.slow, pytest.mark.chain, pytest.mark.desk]

WISH = {"ETH": 50, "USDC": 30, "DAI": 20}
WORDS = "rebalance 50 eth 30 usdc 20 dai"
BAND_PERCENT = 1
SOLD, APPROVED = ("swap", "done"), ("approve", "done")
OF_ETHER, OF_USDC = [SOLD], [APPROVED, SOLD]


def trade_of(leg: Leg) -> Trade:
    assert leg.trade, leg
    return leg.trade


def is_carried_out(person: Person, leg: Leg) -> Row:
    """A trade of a plan was mined as it is stored, and nothing else came of it."""
    trade = trade_of(leg)
    row = ended(person.desk, trade)
    assert (row.state, row.failure, row.mode) == ("done", "", "live")
    assert row.received == arrived(person, trade, leg.bought)
    assert (row.received or 0) >= row.minimum
    person.desk.figures.swaps_done += 1
    return row


def blocks(person: Person, leg: Leg) -> list[int]:
    """Return the numbers of the blocks that a trade's transactions are in."""
    desk, trade = person.desk, trade_of(leg)
    sent = [hashes(desk, trade, purpose)[-1] for purpose, _ in steps(desk, trade)]
    receipts = [receipt_of(person.ledger(ETHEREUM).rpc, each) for each in sent]
    return [int(receipt["blockNumber"], 16) for receipt in receipts]


def balances_agree(person: Person) -> None:
    """What the chain holds is what the stored trades come to, and nobody may take any of it."""
    for symbol in ("ETH", "USDC", "USDT", "DAI"):
        assert person.holds(symbol) == expected_balance(person, symbol, chain=ETHEREUM), symbol
        person.desk.figures.balances_compared += 1
    assert set(allowances(person).values()) == {0}


def nothing_is_left(person: Person, plan: Plan) -> None:
    """Nobody holds the plan, and no quote or transaction of its wallet waits for anything."""
    value, mine = (
        person.desk.database.value,
        "JOIN trading_wallet w ON w.id = t.wallet_id WHERE lower(w.address) = lower(%s)",
    )
    held = "SELECT lease_until IS NOT NULL FROM portfolio_rebalanceplan WHERE handle = %s"
    quotes = f"SELECT count(*) FROM trading_swap t {mine} AND t.finished_at IS NULL"
    transactions = f"SELECT count(*) FROM trading_transaction t {mine} AND t.state IN ('signed', 'sent', 'mined')"
    assert not value(held, plan.handle)
    assert (value(quotes, person.address), value(transactions, person.address)) == (0, 0)


def is_told_what_it_holds(person: Person) -> None:
    """Her overview says of each token what the chain does."""
    person.says("/portfolio")
    told = person.sees("Trading")["text"]
    for symbol in WISH:
        assert shown(person.holds(symbol), symbol) in told


def is_at_its_targets(person: Person) -> None:
    for symbol, part in parts(person, list(WISH)).items():
        assert abs(part - WISH[symbol]) < BAND_PERCENT, (symbol, part)


def begun(person: Person, words: str = WORDS) -> Plan:
    plan = asks_for_plan(person, words)
    person.presses("Confirm all", message_id=plan.message_id)
    return plan


def test_all_trades_are_mined_sales_first_and_one_message_follows_them(desk: Desk) -> None:
    olga = trader(desk, "Olga", USDC=20_000 * USD)
    plan = begun(olga)
    comes_to(desk, plan, "done")
    made = legs(desk, plan)
    rows = [is_carried_out(olga, leg) for leg in made]

    assert [(leg.sold, leg.bought) for leg in made] == [("ETH", "DAI"), ("USDC", "DAI")]
    assert [steps(desk, trade_of(leg)) for leg in made] == [OF_ETHER, OF_USDC]
    assert (signatures(olga), nonces(olga)) == (3, 3)
    mined = [block for leg in made for block in blocks(olga, leg)]
    assert mined == sorted(mined)
    balances_agree(olga)
    nothing_is_left(olga, plan)
    is_at_its_targets(olga)
    news = olga.is_told(plan, "Rebalance done")
    until(lambda: "✅ Done." in olga.card(plan)["text"], what="the end on the card")
    card = olga.card(plan)
    for leg, row in zip(made, rows, strict=True):
        gave, got = shown(row.units_in, leg.sold), shown(row.received or 0, leg.bought)
        assert f"Gave {gave}, got {got}" in card["text"]
        assert f"{gave} → {got}" in news
    assert card["keyboard"] == []
    assert sum(plan.handle in text for text in olga.chat()) == 2  # the card, and the news of the end
    follows_step_by_step(olga, plan)
    is_told_what_it_holds(olga)


def follows_step_by_step(person: Person, plan: Plan) -> None:
    """The message said of each trade what became of it, in order."""
    texts = person.readings(plan)
    words = ("⏳ 1.", "✅ 1.", "⏳ 2.", "Approve: ", "✅ Done.")
    seen = [next((n for n, text in enumerate(texts) if each in text), -1) for each in words]
    assert -1 not in seen, (words, texts)
    assert seen == sorted(seen)


def test_killed_between_and_in_its_trades_each_is_made_once(desk: Desk) -> None:
    pete = trader(desk, "Pete", USDC=20_000 * USD)
    wallet = desk.database.value("SELECT id FROM trading_wallet WHERE lower(address) = lower(%s)", pete.address)
    plan = asks_for_plan(pete, WORDS)
    with desk.database.holding("portfolio_rebalanceleg", "NEW.state = 'done'"):
        pete.presses("Confirm all", message_id=plan.message_id)
        desk.database.wait_until_held()
        desk.kill()
    assert [leg.state for leg in legs(desk, plan)] == ["trading", "planned"]
    desk.forget_leases()
    moment = f"NEW.wallet_id = {wallet} AND NEW.purpose = 'swap' AND NEW.state IN ('mined', 'done')"
    with desk.database.holding("trading_transaction", moment):
        desk.start()
        desk.database.wait_until_held()
        desk.kill()
    assert [leg.state for leg in legs(desk, plan)] == ["done", "trading"]
    desk.forget_leases()
    desk.start()

    comes_to(desk, plan, "done")
    made = legs(desk, plan)
    for leg in made:
        is_carried_out(pete, leg)
    assert [steps(desk, trade_of(leg)) for leg in made] == [OF_ETHER, OF_USDC]
    assert (signatures(pete), nonces(pete)) == (3, 3)
    balances_agree(pete)
    nothing_is_left(pete, plan)
    is_at_its_targets(pete)
    pete.is_told(plan, "Rebalance done")
    until(lambda: "✅ Done." in pete.card(plan)["text"], what="the end on the card")
    assert sum("Rebalance done" in text for text in pete.chat()) == 1


def router_of_usdc(row: Any) -> None:
    """Lie about trades of one token alone."""
    if row["routerResult"]["fromToken"]["tokenSymbol"] == "USDC":
        lies.router(row)


def test_one_that_is_not_traded_stops_the_plan_and_nothing_follows(desk: Desk) -> None:
    quinn = trader(desk, "Quinn", USDC=20_000 * USD)
    with desk.okx.meddling(changing("/swap", router_of_usdc, times=[])):
        plan = begun(quinn, "rebalance 40 eth 20 usdc 20 dai 20 usdt")
        comes_to(desk, plan, "waiting")
    done, failed, left = legs(desk, plan)
    is_carried_out(quinn, done)
    assert (done.state, failed.state, left.state, left.trade) == ("done", "failed", "planned", None)
    row = ended(desk, trade_of(failed))
    assert (row.state, row.received) == ("failed", None)
    assert "not on" in failed.failure
    told = quinn.is_told(plan, "trade 2 was not made")
    assert "not on" in told
    assert "What was traded stays traded" in told
    until(lambda: "Trade 2 was not made" in quinn.card(plan)["text"], what="the failure on the card")
    signed = signatures(quinn)
    balances_agree(quinn)

    quinn.presses("Stop", message_id=plan.message_id)
    quinn.sees("Stopped. What was traded stays traded.")
    assert (state_of(desk, plan), signatures(quinn)) == ("stopped", signed)
    assert [leg.state for leg in legs(desk, plan)] == ["done", "failed", "planned"]
    quinn.says("/limits trade 100")
    quinn.sees("$100.00")
    quinn.says(WORDS)
    quinn.sees("your limit for one trade is $100.00")
