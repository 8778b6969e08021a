"""What Esther has written about trades, read from her tables, and the chain's own word against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.chain.wire import event_topic
from tests.live_desk.desk import Desk, until
from tests.live_desk.person import Person, Trade

__all__ = ["Row", "arrived", "ended", "expected_balance", "hashes", "nonces", "row_of", "signatures", "steps"]

_TRANSFER = event_topic("Transfer(address,address,uint256)")
_FIELDS = "state, failure, units_in, minimum_units_out, received_units_out, gas_units, chain_id, mode"


@dataclass(frozen=True)
class Row:
    """A trade as it is stored."""

    state: str
    failure: str
    units_in: int
    minimum: int
    received: int | None
    gas: int | None
    chain: int
    mode: str


def row_of(desk: Desk, trade: Trade) -> Row:
    (found,) = desk.database.rows(f"SELECT {_FIELDS} FROM trading_swap WHERE handle = %s", trade.handle)
    state, failure, units_in, minimum, received, gas, chain, mode = found
    return Row(state, failure, int(units_in), int(minimum), _whole(received), _whole(gas), int(chain), mode)


def ended(desk: Desk, trade: Trade, *, seconds: float = 60) -> Row:
    """Wait until a trade is over."""
    over = "SELECT count(*) FROM trading_swap WHERE handle = %s AND finished_at IS NOT NULL"
    until(lambda: desk.database.value(over, trade.handle), what=f"the end of {trade.handle}", seconds=seconds)
    return row_of(desk, trade)


def steps(desk: Desk, trade: Trade) -> list[tuple[str, str]]:
    """Return the transactions of a trade: what for, and how far."""
    query = (
        "SELECT t.purpose, t.state FROM trading_transaction t JOIN trading_swap s ON s.id = t.swap_id "
        "WHERE s.handle = %s ORDER BY t.id"
    )
    return [(purpose, state) for purpose, state in desk.database.rows(query, trade.handle)]


def hashes(desk: Desk, trade: Trade, purpose: str = "swap") -> list[str]:
    """Return the hashes of a trade's signed bytes, the oldest first."""
    query = (
        "SELECT a.hash FROM trading_attempt a JOIN trading_transaction t ON t.id = a.transaction_id "
        "JOIN trading_swap s ON s.id = t.swap_id WHERE s.handle = %s AND t.purpose = %s ORDER BY a.id"
    )
    return [value for (value,) in desk.database.rows(query, trade.handle, purpose)]


def signatures(person: Person) -> int:
    """Return how many signed bytes of a person's wallet there ever were."""
    query = (
        "SELECT count(*) FROM trading_attempt a JOIN trading_transaction t ON t.id = a.transaction_id "
        "JOIN trading_wallet w ON w.id = t.wallet_id WHERE lower(w.address) = lower(%s)"
    )
    return int(person.desk.database.value(query, person.address))


def nonces(person: Person) -> int:
    """Return how many transactions of a person the nodes know, mined or waiting."""
    return sum(ledger.nonce(person.address, "pending") for ledger in map(person.ledger, person.desk.miners))


def arrived(person: Person, trade: Trade, symbol: str) -> int:
    """Return what a trade's transaction brought by the token's own logs."""
    ledger = person.ledger(row_of(person.desk, trade).chain)
    receipts: list[Any] = [ledger.receipt(each) for each in hashes(person.desk, trade)]
    token, wallet = ledger.address(symbol).lower(), person.address.lower()
    return sum(
        int(log["data"], 16)
        for receipt in receipts
        if receipt
        for log in receipt["logs"]
        if log["address"].lower() == token and log["topics"][0] == _TRANSFER and log["topics"][2][-40:] == wallet[2:]
    )


def expected_balance(person: Person, symbol: str, *, chain: int) -> int:
    """Return what a person must hold if what Esther has written is true: funds, less and more what was traded."""
    query = (
        "SELECT {units} FROM trading_swap s JOIN trading_wallet w ON w.id = s.wallet_id "
        "JOIN tokens_token t ON t.id = s.{token}_id "
        "WHERE lower(w.address) = lower(%s) AND t.symbol = %s AND t.chain_id = %s AND s.mode = 'live' {more}"
    )
    who = (person.address, symbol, chain)
    total = "coalesce(sum(s.{}), 0)"
    done = "AND s.state = 'done'"
    value = person.desk.database.value
    gave = value(query.format(units=total.format("units_in"), token="token_in", more=done), *who)
    got = value(query.format(units=total.format("received_units_out"), token="token_out", more=done), *who)
    bridges = value(query.format(units=total.format("bridge_coin_units"), token="gas_token", more=done), *who)
    gas = value(query.format(units=total.format("gas_units"), token="gas_token", more=""), *who)
    return person.funded.get((chain, symbol), 0) - int(gave) + int(got) - int(gas) - int(bridges)


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)
