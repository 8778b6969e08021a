"""Whether a user's limits let a whole plan be carried out for real: one that cannot be finished is not begun."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from esther_site.lib.errors import UserError
from portfolio.plan_quotes import QuotedLeg
from trading.models import User
from trading.spending import check_within_limits, dollars, limits_of, spent_today

__all__ = ["check_limits"]


def check_limits(user: User, legs: Sequence[QuotedLeg]) -> None:
    """Raise UserError where a trade of a real plan is above its user's limits, or all of them for one day.

    Nothing is held by that: each trade is held to the limits again when it is signed.
    """
    for leg in legs:
        _check_trade(user, leg)
    turnover = sum((leg.value_usd for leg in legs), Decimal(0))
    spent, limit = spent_today(user), limits_of(user).day_usd
    if spent + turnover > limit:
        raise UserError(
            f"These trades come to {dollars(turnover)}; with them you would have traded {dollars(spent + turnover)} "
            f"within 24 hours, and your limit is {dollars(limit)}. Nothing was signed: see /limits."
        )


def _check_trade(user: User, leg: QuotedLeg) -> None:
    try:
        check_within_limits(user, leg.value_usd)
    except UserError as error:
        raise UserError(f"{leg.source.token.symbol} → {leg.target.token.symbol}: {error.message}") from None
