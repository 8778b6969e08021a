"""From the words of a sentence to a wish for an order; nothing is stored here."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from bots.language import Intent, Understood
from bots.trade_words import amount_in, bracket_in, currency_in, has_amount, number_in
from esther_site.lib.errors import UserError
from tokens.market import price_of
from tokens.models import Token
from tokens.resolver import resolve_chain, resolve_token
from trading.models import Order, User
from trading.order_wishes import OrderWish
from trading.users import default_chain

__all__ = ["has_level", "kind_meant", "pair_of", "token_meant", "wish_of"]

LONGEST: Final = timedelta(days=366)

Kind = Order.Kind

_BELOW: Final = (Kind.STOP_LOSS, Kind.LIMIT_BUY)


def token_meant(user: User, entities: dict[str, str]) -> Token:
    """Return the token a sentence is about. Raises UserError, AmbiguousToken among them, when it is not known."""
    chain = resolve_chain(entities["chain"]) if "chain" in entities else None
    return resolve_token(entities["token"], chain=chain, default_chain=default_chain(user))


def has_level(understood: Understood) -> bool:
    """Say whether a sentence names the price of its order, or for a trailing stop the percentage."""
    names = {"percent"} if understood.intent == Intent.SET_TRAILING_STOP else {"price", "price_percent"}
    return bool(names & understood.entities.keys())


def kind_meant(understood: Understood, token: Token) -> Order.Kind:
    """Return the kind of order: where the words leave open from which side the price comes, its price now says so.

    Raises EstherError when that is not known.
    """
    direction, price = understood.entities.get("direction"), number_in(understood.entities, "price")
    match understood.intent:
        case Intent.SET_STOP_LOSS:
            return Kind.STOP_LOSS
        case Intent.SET_TRAILING_STOP:
            return Kind.TRAILING_STOP
        case Intent.SET_TAKE_PROFIT:
            is_fall = direction == "crosses" and price is not None and price < price_of(token).usd
            return Kind.STOP_LOSS if is_fall else Kind.TAKE_PROFIT
    is_open = direction in (None, "crosses")
    is_rise = direction == "above" or (is_open and price is not None and price > price_of(token).usd)
    return Kind.STOP_BUY if is_rise else Kind.LIMIT_BUY


def wish_of(user: User, understood: Understood) -> OrderWish:
    """Return what a complete sentence asks for. Raises EstherError when its token or a price it needs is not known."""
    entities = understood.entities
    token = token_meant(user, entities)
    kind = kind_meant(understood, token)
    if kind == Kind.TRAILING_STOP:
        share = {"percent": entities["share"]} if "share" in entities else {}
        words = {name: text for name, text in entities.items() if name != "percent"} | share
        return OrderWish(kind=kind, trail_percent=number_in(entities, "percent"), **_common(token, words))
    trigger = _level(token, entities, kind=kind, price="price", percent="price_percent")
    return OrderWish(kind=kind, trigger_usd=trigger, bracket=bracket_in(entities), **_common(token, entities))


def pair_of(user: User, understood: Understood) -> tuple[OrderWish, OrderWish]:
    """Return the stop and the target of which one cancels the other. Raises as `wish_of` does."""
    entities = understood.entities
    token = token_meant(user, entities)
    stop = _level(token, entities, kind=Kind.STOP_LOSS, price="stop_price", percent="stop_percent")
    target = _level(token, entities, kind=Kind.TAKE_PROFIT, price="target_price", percent="target_percent")
    common = _common(token, entities)
    return (
        OrderWish(kind=Kind.STOP_LOSS, trigger_usd=stop, **common),
        OrderWish(kind=Kind.TAKE_PROFIT, trigger_usd=target, **common),
    )


def _common(token: Token, entities: dict[str, str]) -> dict[str, Any]:
    amount, kind = amount_in(entities) if has_amount(entities) else (None, None)
    return {
        "token": token.address,
        "chain": str(token.chain_id),
        "currency": currency_in(entities),
        "amount": amount,
        "amount_kind": kind,
        "slippage_percent": number_in(entities, "slippage"),
        "expires_at": _end(entities),
        "is_automatic": "automatic" in entities,
    }


def _level(token: Token, entities: dict[str, str], *, kind: Order.Kind, price: str, percent: str) -> Decimal | None:
    """Return the price to wait for: the one named, or as far from the price now as was said."""
    away = number_in(entities, percent)
    if away is None:
        return number_in(entities, price)
    if kind not in _BELOW:
        return price_of(token).usd * (100 + away) / 100
    if away >= 100:
        raise UserError("A price cannot fall by 100 % or more. Name a smaller percentage.")
    return price_of(token).usd * (100 - away) / 100


def _end(entities: dict[str, str]) -> datetime | None:
    if "expires" not in entities:
        return None
    minutes = int(entities["expires"])
    if minutes > LONGEST / timedelta(minutes=1):
        raise UserError("An order with an end lasts for a year at most. Name a nearer end, or none.")
    return timezone.now() + timedelta(minutes=minutes)
