"""What users are told about alerts, written with the fact it tells. How it reads is not known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from alerts.models import Alert, Notification

__all__ = ["facts_of", "news", "plain", "tell_all"]


def plain(number: Decimal) -> str:
    """Return a number without an exponent and without zeros at its end."""
    return f"{number.normalize():f}"


def facts_of(alert: Alert) -> dict[str, str]:
    """Return what there is to say about an alert; its token comes with its chain."""
    token = alert.token
    return {
        "handle": alert.handle,
        "kind": alert.kind,
        "symbol": token.symbol if token else "",
        "chain": token.chain.name if token else "",
        "chain_index": str(token.chain_id) if token else "",
        "address": token.address if token else "",
        "direction": alert.direction,
        "threshold": plain(alert.threshold) if alert.threshold is not None else "",
        "note": alert.note,
    }


def news(alert: Alert, template: str, *, key: str, now: datetime, facts: Mapping[str, str]) -> Notification:
    """Return a notification to store; `key` tells it from the others about the alert."""
    return Notification(
        dedupe_key=f"alert:{alert.handle}:{key}",
        user_id=alert.user_id,
        importance=Notification.Importance.ALERT,
        template=template,
        data={**facts_of(alert), "at": now.isoformat(), **facts},
        not_before=now,
        created_at=now,
    )


def tell_all(alerts: Iterable[Alert], template: str, *, now: datetime) -> None:
    """Write that something has become of alerts, in the caller's transaction."""
    told = [news(alert, template, key=_key(template, now), now=now, facts=_wish(alert)) for alert in alerts]
    Notification.objects.bulk_create(told, ignore_conflicts=True)


def _key(template: str, now: datetime) -> str:
    return f"{template.removeprefix('alert_')}:{now.isoformat()}"


def _wish(alert: Alert) -> dict[str, str]:
    """Return what else a move waits for."""
    if alert.percent is None:
        return {"percent": "", "window_minutes": ""}
    return {"percent": plain(alert.percent), "window_minutes": str(alert.window_minutes or "")}
