"""A user's alerts as a table. They are of no book: an alert only tells."""

from __future__ import annotations

from typing import Final

from alerts.models import Alert
from portfolio.csv_table import Columns, Table, table_of
from trading.models import User

__all__ = ["alert_table"]

_AT_A_TIME: Final = 1000
_COLUMNS: Final[Columns[Alert]] = {
    "Alert": lambda alert: alert.handle,
    "Created": lambda alert: alert.created_at,
    "State": lambda alert: alert.state,
    "Kind": lambda alert: alert.kind,
    "Chain": lambda alert: alert.token.chain.name if alert.token else "",
    "Token": lambda alert: alert.token.symbol if alert.token else "",
    "Contract": lambda alert: alert.token.address if alert.token else "",
    "Direction": lambda alert: alert.direction,
    "Crosses": lambda alert: alert.crosses,
    "Threshold USD": lambda alert: alert.threshold,
    "Percent": lambda alert: alert.percent,
    "Window Minutes": lambda alert: alert.window_minutes,
    "Repeats": lambda alert: alert.repeats,
    "Times Fired": lambda alert: alert.times_fired,
    "Last Fired": lambda alert: alert.fired_at,
    "Last Fired USD": lambda alert: alert.fired_usd,
    "Expires": lambda alert: alert.expires_at,
    "Note": lambda alert: alert.note,
}


def alert_table(user: User) -> Table:
    """Return every alert of a user, oldest first, those that were deleted among them."""
    alerts = Alert.objects.filter(user=user).select_related("token__chain").order_by("pk")
    return table_of(lambda: alerts.iterator(_AT_A_TIME), _COLUMNS, name="alerts")
