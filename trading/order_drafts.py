"""From a wish to an order that is not stored yet: which tokens, how much, and whether its price is still to come."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Any, Final

from django.utils import timezone

from esther_site.lib.errors import UserError
from tokens.market import price_of
from tokens.models import Token
from trading.balances import balance_units
from trading.brackets import bracket_fields
from trading.intake import AmountKind, check_units, chosen_slippage, dollars_worth, tokens_of, wallet_of
from trading.models import Order, Swap, User, Wallet
from trading.order_wishes import OrderWish, checked, checked_trail
from trading.quoting import operator_limits

__all__ = ["DIRECTIONS", "AlreadyReached", "dollars", "draft", "refuse_reached"]

Direction, Kind = Order.Direction, Order.Kind

DIRECTIONS: Final = {
    Kind.STOP_LOSS: Direction.BELOW,
    Kind.TAKE_PROFIT: Direction.ABOVE,
    Kind.TRAILING_STOP: Direction.BELOW,
    Kind.LIMIT_BUY: Direction.BELOW,
    Kind.STOP_BUY: Direction.ABOVE,
}
_NAMES: Final = {
    Kind.STOP_LOSS: "a stop loss",
    Kind.TAKE_PROFIT: "a target",
    Kind.LIMIT_BUY: "a limit",
    Kind.STOP_BUY: "a breakout",
}
_SHARE_STEP: Final = Decimal(1).scaleb(-18)


class AlreadyReached(UserError):
    """The price of an order is reached: it would not wait for anything."""

    def __init__(self, message: str, kind: Order.Kind) -> None:
        super().__init__(message)
        self.kind = kind


def draft(user: User, wish: OrderWish) -> Order:
    """Return a wish as an order that is ready to be stored.

    Raises UserError when it makes no sense or its price is reached already, TemporaryError when the price is not known.
    """
    wish = checked(wish)
    wallet = _trading_wallet(user)
    token, currency = tokens_of(user, token=wish.token, currency=wish.currency, chain=wish.chain)
    price = price_of(token).usd
    now = timezone.now()
    is_trailing = wish.kind == Kind.TRAILING_STOP
    order = Order(
        user=user,
        wallet=wallet,
        kind=wish.kind,
        direction=DIRECTIONS[wish.kind],
        token=token,
        currency=currency,
        trigger_usd=wish.trigger_usd,
        trail_bps=checked_trail(wish.trail_percent) if is_trailing else None,
        trails_from=now if is_trailing else None,
        slippage_percent=_slippage(user, wish),
        is_automatic=wish.is_automatic,
        expires_at=wish.expires_at,
        created_at=now,
        **_size(wish, token, currency, price),
        **bracket_fields(wish.bracket),
    )
    refuse_reached(order, price)
    _refuse_more_than_there_is(order)
    return order


def refuse_reached(order: Order, usd: Decimal) -> None:
    """Raise AlreadyReached when an order's trigger is reached at this price."""
    trigger = order.trigger_usd
    if trigger is None:
        return
    is_below = order.direction == Direction.BELOW
    if usd > trigger if is_below else usd < trigger:
        return
    side, other = ("below", "lower") if is_below else ("above", "higher")
    verb = "Buy" if order.is_purchase else "Sell"
    raise AlreadyReached(
        f"{order.token.symbol} is at {dollars(usd)} now, which is at or {side} {_NAMES[Kind(order.kind)]} of "
        f"{dollars(trigger)} already. {verb} it now, or choose a {other} price.",
        Kind(order.kind),
    )


def dollars(usd: Decimal) -> str:
    """Return a price as it is said: cents from a thousand dollars, six digits below."""
    return f"${usd:,.2f}" if usd >= 1000 else f"${Decimal(f'{usd:.6g}').normalize():f}"


def _trading_wallet(user: User) -> Wallet:
    wallet = wallet_of(user)
    if wallet.kind == Wallet.Kind.WATCH:
        raise UserError("This wallet is only watched and cannot trade. Choose another one with /wallets.")
    return wallet


def _slippage(user: User, wish: OrderWish) -> Decimal:
    percent = chosen_slippage(user, wish.slippage_percent)
    ceiling = operator_limits().slippage_ceiling
    if not 0 < percent <= ceiling:
        raise UserError(f"Slippage must be above 0 and at most {ceiling.normalize():f} %. Name another one.")
    return percent


def _size(wish: OrderWish, token: Token, currency: Token, price: Decimal) -> dict[str, Any]:
    """Return how much is traded: a share of the balance then, or exact units of one side."""
    amount = wish.amount or Decimal(0)
    if wish.amount_kind == AmountKind.PERCENT:
        return {"share_percent": amount.quantize(_SHARE_STEP, ROUND_DOWN)}
    asked, units = Swap.Exact.IN, 0
    if wish.amount_kind == AmountKind.TOKEN:
        asked, units = Swap.Exact.OUT if wish.is_purchase else Swap.Exact.IN, token.to_units(amount)
    elif wish.amount_kind == AmountKind.SPEND:
        units = (currency if wish.is_purchase else token).to_units(amount)
    elif wish.is_purchase:
        units = dollars_worth(currency, amount)
    else:  # so many dollars' worth when it is sold, which a trailing stop cannot know
        units = token.to_units(amount / (wish.trigger_usd or price))
    check_units(units)
    return {"asked": asked, "units": units}


def _refuse_more_than_there_is(order: Order) -> None:
    """Refuse a sale that could not be carried out now; what a purchase is paid with may come in until then."""
    token = order.token_in
    if order.is_purchase or order.wallet.kind != Wallet.Kind.PAPER:
        return
    balance = balance_units(order.wallet, token)
    if not balance:
        raise UserError(f"There is no {token.symbol} in this wallet to sell. Look at /portfolio for what there is.")
    if order.units is not None and order.units > balance:
        there_is = f"{token.to_amount(balance).normalize():f}"
        raise UserError(
            f"There is only {there_is} {token.symbol} in this wallet. Name a smaller amount, or none to sell all."
        )
