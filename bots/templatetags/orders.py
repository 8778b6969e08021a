"""What orders are called in a message, and words that came from elsewhere."""

from __future__ import annotations

from typing import Final

from django import template

from tokens.spoken import clean
from trading.models import Order

register = template.Library()

Kind = Order.Kind

_NAMES: Final = {
    Kind.STOP_LOSS: "🛡 Stop loss",
    Kind.TAKE_PROFIT: "🎯 Take profit",
    Kind.TRAILING_STOP: "📉 Trailing stop",
    Kind.LIMIT_BUY: "🛒 Limit buy",
    Kind.STOP_BUY: "🚀 Breakout buy",
}


@register.filter
def kind_name(kind: str) -> str:
    """Show what kind an order is of."""
    return _NAMES.get(Kind(kind), "Order") if kind in Kind.values else "Order"


@register.filter
def visible(text: str) -> str:
    """Show a text without the characters that cannot be seen: a token's name may be part of it."""
    return clean(text)
