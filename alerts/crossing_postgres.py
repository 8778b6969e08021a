"""Prices against waiting alerts on PostgreSQL: one statement per direction that fires and tells, led into the index.

It is made for rows that are right: any that is not fails all of it, and `alerts.crossing` goes row by row then.

The planner guesses that a third of all alerts is reached, reads the whole table and compiles the query: at a million
alerts that is half a second. Without those choices it walks the partial indexes, a few pages per token.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import connection, transaction

from alerts.alert_trail import PRICE_SOURCE
from alerts.firing import TEMPLATE
from alerts.models import Alert, Notification
from trading.audit import MONITOR, AuditKind

__all__ = ["FIRE", "REARM", "fire_crossed", "parameters", "rearm", "use_indexes"]

BATCH: Final = 10_000

_AVOIDED: Final = ("jit", "enable_hashjoin", "enable_mergejoin", "enable_seqscan", "enable_bitmapscan")

_FIRE: Final = """
WITH hit AS (
    SELECT waiting.id, price.usd
    FROM unnest(%(token_ids)s::bigint[], %(prices)s::numeric[]) AS price (token_id, usd)
    CROSS JOIN LATERAL (
        SELECT id
        FROM alerts_alert
        WHERE kind = 'price' AND state = 'active' AND is_armed AND direction = '{direction}'
          AND token_id = price.token_id AND threshold {reaches} price.usd
          AND (not_before IS NULL OR not_before <= %(now)s) AND (expires_at IS NULL OR expires_at > %(now)s)
        ORDER BY threshold {order} LIMIT %(batch)s
        FOR UPDATE SKIP LOCKED
    ) AS waiting
    LIMIT %(batch)s
), fired AS (
    UPDATE alerts_alert
    SET state = CASE WHEN repeats THEN 'active' ELSE 'fired' END,
        direction = CASE WHEN repeats AND crosses THEN '{other}' ELSE '{direction}' END,
        is_armed = crosses OR NOT repeats,
        not_before = CASE WHEN repeats THEN %(now)s + cooldown_seconds * interval '1 second' ELSE not_before END,
        times_fired = times_fired + 1,
        fired_at = %(now)s,
        fired_usd = hit.usd
    FROM hit
    WHERE alerts_alert.id = hit.id
    RETURNING alerts_alert.*
), told AS (
    INSERT INTO alerts_notification
        (dedupe_key, user_id, importance, template, data, state, attempts, not_before, error, created_at)
    SELECT 'alert:' || fired.handle || ':' || fired.times_fired, fired.user_id, %(importance)s, %(template)s,
        jsonb_object(
            ARRAY[
                'handle', 'kind', 'symbol', 'chain', 'chain_index', 'address', 'direction', 'threshold', 'usd', 'at',
                'note'
            ],
            ARRAY[
                fired.handle, fired.kind, token.symbol, chain.name, chain.index::text, token.address, '{direction}',
                trim_scale(fired.threshold)::text, trim_scale(fired.fired_usd)::text, %(at)s, fired.note
            ]
        ),
        'queued', 0, %(now)s, '', %(now)s
    FROM fired
    JOIN tokens_token AS token ON token.id = fired.token_id
    JOIN tokens_chain AS chain ON chain.index = token.chain_id
), recorded AS (
    INSERT INTO trading_auditentry (at, actor, kind, subject, correlation, facts, previous, hash)
    SELECT %(now)s, %(actor)s, %(fired)s, 'alert:' || handle, '',
        jsonb_build_object(
            'usd', trim_scale(fired_usd)::text, 'threshold', trim_scale(threshold)::text, 'direction', '{direction}',
            'times', times_fired, 'source', %(source)s
        ), '', ''
    FROM fired
)
SELECT count(*) FROM fired
"""

_REARM: Final = """
WITH back AS (
    SELECT waiting.id
    FROM unnest(%(token_ids)s::bigint[], %(prices)s::numeric[]) AS price (token_id, usd)
    CROSS JOIN LATERAL (
        SELECT id
        FROM alerts_alert
        WHERE kind = 'price' AND state = 'active' AND NOT is_armed AND direction = '{direction}'
          AND token_id = price.token_id AND threshold {is_left_by} price.usd
          AND threshold * (1 {margin} rearm_percent / 100) {is_left_by} price.usd
        FOR UPDATE SKIP LOCKED
    ) AS waiting
)
UPDATE alerts_alert SET is_armed = TRUE FROM back WHERE alerts_alert.id = back.id
"""

_ABOVE: Final = {
    "direction": "above",
    "other": "below",
    "reaches": "<=",
    "order": "ASC",
    "is_left_by": ">",
    "margin": "-",
}
_BELOW: Final = {
    "direction": "below",
    "other": "above",
    "reaches": ">=",
    "order": "DESC",
    "is_left_by": "<",
    "margin": "+",
}

FIRE: Final = {words["direction"]: _FIRE.format(**words) for words in (_ABOVE, _BELOW)}
REARM: Final = {words["direction"]: _REARM.format(**words) for words in (_ABOVE, _BELOW)}


def fire_crossed(direction: Alert.Direction, prices: Mapping[int, Decimal], *, now: datetime) -> int:
    """Fire what the prices reach, a batch per transaction, and return how many."""
    fired, in_batch = 0, BATCH
    while in_batch == BATCH:
        with transaction.atomic(), connection.cursor() as cursor:
            use_indexes()
            cursor.execute(FIRE[direction], parameters(prices, now=now))
            (in_batch,) = cursor.fetchone()
        fired += in_batch
    return fired


def rearm(direction: Alert.Direction, prices: Mapping[int, Decimal], *, now: datetime) -> int:
    """Arm what the prices came back from, and return how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        use_indexes()
        cursor.execute(REARM[direction], parameters(prices, now=now))
        return int(cursor.rowcount)


def use_indexes() -> None:
    """Keep the planner to the indexes until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(";".join(f"SET LOCAL {setting} = off" for setting in _AVOIDED))


def parameters(prices: Mapping[int, Decimal], *, now: datetime) -> dict[str, Any]:
    return {
        "token_ids": list(prices),
        "prices": list(prices.values()),
        "now": now,
        "at": now.isoformat(),
        "batch": BATCH,
        "importance": Notification.Importance.ALERT.value,
        "template": TEMPLATE,
        "actor": MONITOR,
        "fired": AuditKind.ALERT_FIRED.value,
        "source": PRICE_SOURCE,
    }
