"""What the audit trail says of an alert."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from alerts.models import Alert
from trading import audit
from trading.audit import AuditKind

__all__ = ["PRICE_SOURCE", "note_alert", "note_alerts", "note_created", "note_fired"]

PRICE_SOURCE = "okx price"  # of what a pass compares with
_VALUE_SOURCE = "value of the wallet"


def note_alert(alert: Alert, kind: AuditKind, facts: Mapping[str, Any] | None = None, *, actor: str = "") -> None:
    """Record something about an alert, as done by its user unless somebody else is named."""
    note_alerts([alert], kind, facts, actor=actor or f"user:{alert.user_id}")


def note_alerts(
    alerts: Iterable[Alert], kind: AuditKind, facts: Mapping[str, Any] | None = None, *, actor: str = audit.SYSTEM
) -> None:
    """Record the same about many alerts, by one INSERT."""
    audit.record_many(
        audit.Fact(kind=kind, subject=f"alert:{alert.handle}", facts=facts or {}, actor=actor) for alert in alerts
    )


def note_created(alert: Alert) -> None:
    """Record a new alert with what it waits for."""
    terms = ("kind", "direction", "threshold", "percent", "window_minutes", "crosses", "repeats", "expires_at")
    facts = {name: getattr(alert, name) for name in terms}
    note_alert(alert, AuditKind.ALERT_CREATED, {name: value for name, value in facts.items() if value is not None})


def note_fired(alerts: Iterable[Alert], usd: Decimal, facts: Mapping[str, str]) -> None:
    """Record what fires at a price, as it is before: one INSERT for all of them."""
    audit.record_many(
        audit.Fact(
            kind=AuditKind.ALERT_FIRED,
            subject=f"alert:{alert.handle}",
            facts={
                "usd": usd,
                "threshold": alert.threshold,
                "direction": alert.direction,
                "times": alert.times_fired + 1,
                "source": _source(alert, facts),
                **{name: text for name, text in facts.items() if name != "at"},
            },
        )
        for alert in alerts
    )


def _source(alert: Alert, facts: Mapping[str, str]) -> str:
    if alert.kind == Alert.Kind.PORTFOLIO:
        return _VALUE_SOURCE
    return "okx candles" if "crossed_at" in facts else PRICE_SOURCE
