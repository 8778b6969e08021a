"""A rebalance as its person knows it, and as it is stored: one message, a plan of trades, and the wallet's parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tests.live_desk.amounts import DECIMALS
from tests.live_desk.books import signatures
from tests.live_desk.desk import ETHEREUM, Desk, until
from tests.live_desk.person import Person, Trade

__all__ = ["Leg", "Plan", "allowances", "asks_for_plan", "comes_to", "legs", "parts", "state_of"]


class Plan(Trade):
    """A plan: its handle, and the message that shows it."""


@dataclass(frozen=True)
class Leg:
    """A trade of a plan as it is stored; `trade` has no message of its own."""

    state: str
    failure: str
    sold: str
    bought: str
    trade: Trade | None


def asks_for_plan(person: Person, words: str) -> Plan:
    """Ask for a rebalance, and read its card; nothing is signed by that."""
    signed = signatures(person)
    person.says(words)
    card = person.sees("Nothing happens until you confirm")
    assert card["text"].startswith("⚖️ Rebalance on Ethereum · LIVE")
    assert signatures(person) == signed
    return Plan(card["text"].rpartition("Plan ")[2].strip(), card["id"])


def legs(desk: Desk, plan: Plan) -> list[Leg]:
    query = (
        "SELECT l.state, l.failure, a.symbol, b.symbol, s.handle FROM portfolio_rebalanceleg l "
        "JOIN portfolio_rebalanceplan p ON p.id = l.plan_id JOIN tokens_token a ON a.id = l.token_in_id "
        "JOIN tokens_token b ON b.id = l.token_out_id LEFT JOIN trading_swap s ON s.id = l.swap_id "
        "WHERE p.handle = %s ORDER BY l.position"
    )
    return [
        Leg(state, failure, sold, bought, Trade(handle, 0) if handle else None)
        for state, failure, sold, bought, handle in desk.database.rows(query, plan.handle)
    ]


def state_of(desk: Desk, plan: Plan) -> str:
    return str(desk.database.value("SELECT state FROM portfolio_rebalanceplan WHERE handle = %s", plan.handle))


def comes_to(desk: Desk, plan: Plan, state: str, *, seconds: float = 60) -> None:
    """Wait until a plan has come to a state."""
    until(lambda: state_of(desk, plan) == state, what=lambda: f"{state} of {legs(desk, plan)}", seconds=seconds)


def parts(person: Person, symbols: Sequence[str]) -> dict[str, Decimal]:
    """Return what percent of these tokens' worth each is: balances on the chain, at Esther's latest prices."""
    worth = {
        symbol: Decimal(person.holds(symbol)).scaleb(-DECIMALS[symbol]) * _price(person, symbol) for symbol in symbols
    }
    return {symbol: usd * 100 / sum(worth.values()) for symbol, usd in worth.items()}


def _price(person: Person, symbol: str) -> Decimal:
    query = (
        "SELECT p.usd FROM tokens_price p JOIN tokens_token t ON t.id = p.token_id "
        "WHERE t.symbol = %s AND t.chain_id = %s"
    )
    return Decimal(person.desk.database.value(query, symbol, ETHEREUM))


def allowances(person: Person) -> dict[str, int]:
    """Return what the router's spender may take of each token."""
    ledger = person.ledger(ETHEREUM)
    return {symbol: ledger.allowance(person.address, symbol) for symbol in DECIMALS if symbol != "ETH"}
