"""Storing what many wallets hold, in as few statements as possible. What is stored is decided before."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from portfolio.models import Holding

__all__ = ["Row", "replace_holdings"]

_CREATE: Final = """
CREATE TEMPORARY TABLE fetched_holding (
    wallet_id bigint NOT NULL, token_id bigint NOT NULL, units numeric(78, 0) NOT NULL, apart varchar(9) NOT NULL
) ON COMMIT DROP
"""
_DROP: Final = "DROP TABLE fetched_holding"
_COPY: Final = "COPY fetched_holding (wallet_id, token_id, units, apart) FROM STDIN"
# A row that stays as it is is not written again: between two syncs most do.
_MERGE: Final = """
INSERT INTO portfolio_holding AS held (wallet_id, token_id, units, apart, accepted_at)
SELECT wallet_id, token_id, units, apart, NULL FROM fetched_holding
ON CONFLICT (wallet_id, token_id) DO UPDATE
SET units = EXCLUDED.units, apart = EXCLUDED.apart, accepted_at = NULL
WHERE held.units <> EXCLUDED.units OR held.apart <> EXCLUDED.apart OR held.accepted_at IS NOT NULL
"""
_DELETE: Final = """
DELETE FROM portfolio_holding AS held
WHERE wallet_id = ANY(%s) AND NOT EXISTS (
    SELECT FROM fetched_holding AS fetched
    WHERE fetched.wallet_id = held.wallet_id AND fetched.token_id = held.token_id
)
"""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One holding to be stored."""

    wallet_id: int
    token_id: int
    units: int
    apart: str


def replace_holdings(wallet_ids: Collection[int], rows: Sequence[Row]) -> None:
    """Make `rows` all that these wallets hold, in the caller's transaction. Rows that stay keep their keys."""
    ordered = sorted(rows)  # in one order everywhere, so that two writers never wait for each other
    if connection.vendor == "postgresql":
        _copy(wallet_ids, ordered)
    else:
        _upsert(wallet_ids, ordered)


def _copy(wallet_ids: Collection[int], rows: Sequence[Row]) -> None:
    lines = "".join(f"{row.wallet_id}\t{row.token_id}\t{row.units}\t{row.apart}\n" for row in rows)
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
        cursor.copy_expert(_COPY, io.StringIO(lines))
        cursor.execute(_MERGE)
        cursor.execute(_DELETE, [list(wallet_ids)])
        cursor.execute(_DROP)  # another merge of this transaction makes its own


def _upsert(wallet_ids: Collection[int], rows: Sequence[Row]) -> None:
    Holding.objects.bulk_create(
        [Holding(wallet_id=row.wallet_id, token_id=row.token_id, units=row.units, apart=row.apart) for row in rows],
        update_conflicts=True,
        unique_fields=["wallet", "token"],
        update_fields=["units", "apart", "accepted_at"],
        batch_size=500,
    )
    fetched = {(row.wallet_id, row.token_id) for row in rows}
    held = Holding.objects.filter(wallet__in=wallet_ids).values_list("pk", "wallet_id", "token_id")
    gone = [pk for pk, wallet_id, token_id in held if (wallet_id, token_id) not in fetched]
    Holding.objects.filter(pk__in=gone).delete()
