"""The amounts on a user's buttons: dollars for buying, percent of what they hold for selling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from esther_site.lib.errors import UserError
from trading.audit_settings import change_settings
from trading.models import User

__all__ = ["buy_presets", "sell_presets", "set_buy_presets", "set_sell_presets"]

BUY: Final = ("50", "100", "500")
SELL: Final = ("25", "50", "100")
MOST: Final = 4  # as many as a phone shows in a row
MOST_USD: Final = Decimal(1_000_000)

_UNCHANGED: Final = "Your setting is unchanged."


def buy_presets(user: User) -> tuple[Decimal, ...]:
    """Return what the user is offered to spend, in dollars, in their order."""
    return _numbers(user.buy_presets.split() or BUY)


def sell_presets(user: User) -> tuple[Decimal, ...]:
    """Return which parts of what they hold the user is offered to sell, in percent, in their order."""
    return _numbers(user.sell_presets.split() or SELL)


def set_buy_presets(user: User, dollars: Sequence[Decimal]) -> None:
    """Store dollars to offer; none are the desk's own again. Raises UserError for what is no amount to spend."""
    for each in dollars:
        if not each.is_finite() or not 1 <= each <= MOST_USD:
            raise UserError(f"A preset for buying is from $1 to ${MOST_USD:,f}. {_UNCHANGED}")
    _check(dollars, such_as="20 50 250")
    _store(user, buy_presets=_text(dollars))


def set_sell_presets(user: User, percents: Sequence[Decimal]) -> None:
    """Store percentages to offer; none are the desk's own again. Raises UserError for what is no part."""
    for each in percents:
        if not each.is_finite() or not 0 < each <= 100:
            raise UserError(f"A preset for selling is above 0 and up to 100 %. {_UNCHANGED}")
    _check(percents, such_as="10 50 100")
    _store(user, sell_presets=_text(percents))


def _check(numbers: Sequence[Decimal], *, such_as: str) -> None:
    if len(numbers) > MOST:
        raise UserError(f"Name one to {MOST} presets, such as {such_as}. {_UNCHANGED}")
    if len(set(numbers)) < len(numbers):
        raise UserError(f"Name each preset once, such as {such_as}. {_UNCHANGED}")
    if any(each != round(each, 2) for each in numbers):
        raise UserError(f"A preset may have two decimals at most, such as {such_as}. {_UNCHANGED}")


def _text(numbers: Sequence[Decimal]) -> str:
    return " ".join(f"{each.normalize():f}" for each in numbers)


def _numbers(texts: Iterable[str]) -> tuple[Decimal, ...]:
    return tuple(Decimal(text) for text in texts)


def _store(user: User, **fields: str) -> None:
    change_settings(user, **fields)
