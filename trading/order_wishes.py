"""Which order somebody asks for, and whether that makes sense; nothing is looked up or stored here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone

from esther_site.lib.errors import UserError
from trading.brackets import Bracket, checked_usd, prices_around
from trading.intake import AmountKind
from trading.models import Order

__all__ = ["PURCHASES", "OrderWish", "checked", "checked_trail"]

Kind = Order.Kind

PURCHASES: Final = (Kind.LIMIT_BUY, Kind.STOP_BUY)
_TRAIL_STEP: Final = Decimal("0.1")


@dataclass(frozen=True, kw_only=True)
class OrderWish:
    """An order in the user's own words. A trailing stop has a `trail_percent`, all others a `trigger_usd`.

    Without an amount a sale is of all there is; a purchase must name one.
    """

    kind: Order.Kind
    token: str
    currency: str = ""  # empty: the user's default
    chain: str = ""
    trigger_usd: Decimal | None = None
    trail_percent: Decimal | None = None
    amount: Decimal | None = None
    amount_kind: AmountKind | None = None
    slippage_percent: Decimal | None = None
    expires_at: datetime | None = None
    bracket: Bracket | None = None  # of a purchase
    is_automatic: bool = False

    @property
    def is_purchase(self) -> bool:
        return self.kind in PURCHASES


def checked(wish: OrderWish) -> OrderWish:
    """Return the wish with its numbers as they are stored. Raises UserError when it makes no sense."""
    wish = _checked_trailing(wish) if wish.kind == Kind.TRAILING_STOP else _checked_trigger(wish)
    if wish.expires_at and wish.expires_at <= timezone.now():
        raise UserError("That end is already past. Name a time in the future.")
    return _checked_amount(wish)


def checked_trail(percent: Decimal | None) -> int:
    """Return a trailing percentage in hundredths of a percent. Raises UserError when it is none."""
    if percent is None or not percent.is_finite() or not _TRAIL_STEP <= percent < 100:
        raise UserError("A trailing stop follows the price at 0.1 to 99.9 %. Name another percentage.")
    if percent % _TRAIL_STEP:
        raise UserError("A trailing stop may have one decimal at most, such as 2.5 %. Name a rounder percentage.")
    return int(percent * 100)


def _checked_trailing(wish: OrderWish) -> OrderWish:
    checked_trail(wish.trail_percent)
    if wish.trigger_usd is not None:
        raise UserError("A trailing stop follows the price: name its percentage and no price.")
    _refuse_bracket(wish)
    return wish


def _checked_trigger(wish: OrderWish) -> OrderWish:
    trigger = checked_usd(wish.trigger_usd)
    if wish.trail_percent is not None:
        raise UserError("Only a trailing stop has a percentage to follow the price at. Name the price alone.")
    _refuse_bracket(wish)
    if wish.bracket is not None:
        prices_around(wish.bracket, bought_at=trigger)
    return replace(wish, trigger_usd=trigger)


def _refuse_bracket(wish: OrderWish) -> None:
    if wish.bracket is not None and not wish.is_purchase:
        raise UserError("Only a purchase can carry a stop and a target. Set them as orders of their own.")


def _checked_amount(wish: OrderWish) -> OrderWish:
    if wish.amount is None and wish.is_purchase:
        raise UserError("Say how much to buy, such as “buy $100 of LINK at 12”.")
    if wish.amount is None:
        return replace(wish, amount=Decimal(100), amount_kind=AmountKind.PERCENT)
    if not wish.amount.is_finite() or wish.amount <= 0:
        raise UserError("Name an amount above zero.")
    if wish.amount_kind == AmountKind.PERCENT and wish.amount > 100:
        raise UserError("You cannot trade more than 100 % of what you have.")
    return replace(wish, amount_kind=wish.amount_kind or AmountKind.TOKEN)
