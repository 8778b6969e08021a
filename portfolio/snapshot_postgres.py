"""Snapshots of any number of users taken inside PostgreSQL: nothing of them passes through this process.

Totals and lines are made by one statement, so that both are of one moment. Who takes part is written down first, since
what there is of that day is deleted before; what another taker stored meanwhile stays.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connection, transaction
from django.db.models import QuerySet

from portfolio.models import Book
from portfolio.snapshot_prices import FRESH
from portfolio.snapshot_rows import MOST_UNITS, MOST_USD, Taking
from trading.models import User

__all__ = ["save"]

_WHO: Final = "CREATE TEMPORARY TABLE snapshot_of (id) ON COMMIT DROP AS {users}"
# Everything fits into the server's memory; compiling the statement takes longer than it saves.
_ROOM: Final = "SET LOCAL work_mem = '96MB'; SET LOCAL jit = off"
_REPLACE: Final = """
ALTER TABLE snapshot_of ADD PRIMARY KEY (id);
ANALYZE snapshot_of;
DELETE FROM portfolio_snapshotline AS line USING portfolio_snapshot AS old, snapshot_of AS who
    WHERE line.snapshot_id = old.id AND old.user_id = who.id AND old.book = %(book)s AND old.day = %(day)s
        AND old.source <> %(kept)s;
DELETE FROM portfolio_snapshot AS old USING snapshot_of AS who
    WHERE old.user_id = who.id AND old.book = %(book)s AND old.day = %(day)s AND old.source <> %(kept)s
"""
_HELD: Final = {
    Book.PAPER: "trading_paperbalance AS held JOIN trading_wallet AS wallet "
    "ON wallet.id = held.wallet_id AND wallet.kind = 'paper'",
    Book.REAL: "portfolio_holding AS held JOIN trading_wallet AS wallet "
    "ON wallet.id = held.wallet_id AND wallet.kind <> 'paper' AND (held.apart = '' OR held.accepted_at IS NOT NULL)",
}
_TAKE: Final = """
WITH held AS (
    SELECT wallet.owner_id AS user_id, held.token_id, LEAST(sum(held.units), %(most_units)s) AS units
    FROM {held}
    WHERE held.units > 0 AND wallet.removed_at IS NULL AND wallet.owner_id IN (SELECT id FROM snapshot_of)
    GROUP BY wallet.owner_id, held.token_id
), price AS MATERIALIZED (
    SELECT price.token_id, price.usd, price.usd * ('1e-' || token.decimals)::numeric AS of_unit
    FROM tokens_price AS price JOIN tokens_token AS token ON token.id = price.token_id
    WHERE price.observed_at >= %(fresh)s
), line AS MATERIALIZED (
    SELECT held.user_id, held.token_id, held.units,
        CASE WHEN held.units * price.of_unit < %(most_usd)s THEN price.usd END AS price_usd,
        CASE WHEN held.units * price.of_unit < %(most_usd)s THEN round(held.units * price.of_unit, 18) ELSE 0
        END AS value_usd
    FROM held LEFT JOIN price ON price.token_id = held.token_id
), saved AS (
    INSERT INTO portfolio_snapshot (user_id, book, day, total_usd, is_estimated, source, taken_at)
    SELECT who.id, %(book)s, %(day)s, coalesce(sum(line.value_usd), 0), FALSE, %(source)s, %(moment)s
    FROM snapshot_of AS who LEFT JOIN line ON line.user_id = who.id
    GROUP BY who.id
    ORDER BY who.id
    ON CONFLICT DO NOTHING
    RETURNING id, user_id
), written AS (
    INSERT INTO portfolio_snapshotline (snapshot_id, token_id, units, price_usd, value_usd)
    SELECT saved.id, line.token_id, line.units, line.price_usd, line.value_usd
    FROM line JOIN saved ON saved.user_id = line.user_id
    ORDER BY saved.id, line.token_id
)
SELECT count(*) FROM saved
"""


def save(users: QuerySet[User], taking: Taking) -> int:
    """Store a snapshot of each user in place of what there is of that day; return how many."""
    wanted, values = users.order_by().values("pk").query.sql_with_params()
    parameters: dict[str, Any] = {
        "book": taking.book.value,
        "day": taking.day,
        "source": taking.source.value,
        "kept": taking.kept,
        "fresh": taking.now - FRESH,
        "most_units": MOST_UNITS,
        "most_usd": MOST_USD,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_WHO.format(users=wanted), values)
        cursor.execute(_ROOM)
        cursor.execute(_REPLACE, parameters)
        cursor.execute(_TAKE.format(held=_HELD[taking.book]), parameters | {"moment": taking.moment})
        (taken,) = cursor.fetchone()
        cursor.execute("DROP TABLE snapshot_of")  # the caller's transaction may go on, and take another
    return int(taken)
