"""What a user's own orders, alerts and trades put on a chart; how it is drawn is not known here."""

from __future__ import annotations

from typing import Final

from alerts.models import Alert
from alerts.services import list_alerts
from bots.order_cards import cards_of
from esther_site.lib.errors import EstherError
from tokens.chart_data import Chart, Level, LevelKind
from tokens.chart_periods import Period
from tokens.chart_source import History
from tokens.models import Token
from tokens.resolver import resolve_token
from trading.fills import fills_of
from trading.models import Order, User
from trading.orders import list_orders
from trading.time_zones import zone_named
from trading.users import default_chain

__all__ = ["chart_of"]

_WORDS: Final = {
    Order.Kind.STOP_LOSS: "Stop",
    Order.Kind.TAKE_PROFIT: "Target",
    Order.Kind.TRAILING_STOP: "Trailing",
    Order.Kind.LIMIT_BUY: "Buy",
    Order.Kind.STOP_BUY: "Buy",
}


def chart_of(user: User, history: History, period: Period) -> Chart:
    """Put a user's marks on candles."""
    token = history.token or _token_meant(user, history.label)
    starts_at = history.fetched_at - period.length
    return Chart(
        label=history.label,
        place=history.place,
        period=period,
        candles=history.candles,
        ends_at=history.fetched_at,
        levels=[*_orders(user, token), *_alerts(user, token)] if token else [],
        fills=fills_of(user, token, since=starts_at) if token else [],
        zone=zone_named(user.time_zone),
    )


def _token_meant(user: User, label: str) -> Token | None:
    """Return the token that trades and alerts under the name of an exchange's market are about."""
    try:
        return resolve_token(label, chain=None, default_chain=default_chain(user))
    except EstherError:
        return None


def _orders(user: User, token: Token) -> list[Level]:
    orders = [order for order in list_orders(user) if order.token_id == token.pk]
    return [
        Level(usd=card.trigger_usd, kind=LevelKind.ORDER, words=_WORDS[Order.Kind(card.order.kind)])
        for card in cards_of(user, orders)
        if card.trigger_usd
    ]


def _alerts(user: User, token: Token) -> list[Level]:
    return [
        Level(usd=alert.threshold, kind=LevelKind.ALERT, words="Alert")
        for alert in list_alerts(user)
        if alert.kind == Alert.Kind.PRICE and alert.token_id == token.pk and alert.threshold
    ]
