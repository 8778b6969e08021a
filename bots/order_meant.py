"""Which of a user's orders and alerts a sentence means that names no id: “my stop loss on eth”, “the btc alert”."""

from __future__ import annotations

from typing import Final

from alerts.models import Alert
from alerts.services import list_alerts
from esther_site.lib.errors import UserError
from tokens.models import Token
from tokens.resolver import resolve_chain, resolve_token
from trading.models import Order, User
from trading.orders import list_orders
from trading.users import default_chain

__all__ = ["alerts_meant", "orders_meant"]

_KINDS: Final = {
    "stop_loss": (Order.Kind.STOP_LOSS,),
    "take_profit": (Order.Kind.TAKE_PROFIT,),
    "limit_buy": (Order.Kind.LIMIT_BUY, Order.Kind.STOP_BUY),
    "trailing_stop": (Order.Kind.TRAILING_STOP,),
}


def orders_meant(user: User, entities: dict[str, str]) -> list[Order]:
    """Return the open orders of the kind, the token and the chain that a sentence names, oldest first."""
    kinds = _KINDS.get(entities.get("kind", ""), tuple(Order.Kind))
    orders = [order for order in list_orders(user) if order.kind in kinds]
    return [order for order in orders if _is_of(order.token, entities, user)]


def alerts_meant(user: User, entities: dict[str, str]) -> list[Alert]:
    """Return the alerts about the token that a sentence names, oldest first."""
    return [alert for alert in list_alerts(user) if alert.token is not None and _is_of(alert.token, entities, user)]


def _is_of(token: Token, entities: dict[str, str], user: User) -> bool:
    if "chain" in entities and resolve_chain(entities["chain"]).pk != token.chain_id:
        return False
    if "token" not in entities or token.symbol.upper() == entities["token"]:
        return True
    try:
        return resolve_token(entities["token"], chain=token.chain, default_chain=default_chain(user)) == token
    except UserError:  # no such token on this chain, or not for sure
        return False
