"""Alerts about the value of a user's default wallet; a value with a guess in it fires nothing."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Exists, OuterRef, Q

from alerts.firing import due, fire
from alerts.models import Alert
from portfolio.valuation import Valuation, value_wallet
from trading.models import User, Wallet

__all__ = ["check_portfolios"]

logger = logging.getLogger(__name__)

FRESH: Final = timedelta(seconds=60)

Direction = Alert.Direction


def check_portfolios(now: datetime) -> int:
    """Fire the alerts that the value of their user's wallet reaches; return how many."""
    waiting = Alert.objects.filter(user=OuterRef("pk"), kind=Alert.Kind.PORTFOLIO, state=Alert.State.ACTIVE)
    users = User.objects.filter(Exists(waiting)).select_related("default_wallet")
    return sum(_check(user, user.default_wallet, now) for user in users if user.default_wallet)


def _check(user: User, wallet: Wallet, now: datetime) -> int:
    """Check one user; whatever fails with one is no reason to leave the others unwatched."""
    try:
        valuation = value_wallet(wallet)
        return _fire(user, valuation.total_usd, now) if _is_sure(valuation, now) else 0
    except Exception:
        logger.exception("the portfolio of user %d could not be checked", user.pk)
        return 0


def _is_sure(valuation: Valuation, now: datetime) -> bool:
    return valuation.is_complete and valuation.as_of >= now - FRESH


def _fire(user: User, total: Decimal, now: datetime) -> int:
    _rearm(user, total)
    reached = Q(direction=Direction.ABOVE, threshold__lte=total) | Q(direction=Direction.BELOW, threshold__gte=total)
    alerts = due(now).filter(reached, user=user, kind=Alert.Kind.PORTFOLIO)
    return fire(alerts.values_list("pk", flat=True), total, now=now)


def _rearm(user: User, total: Decimal) -> None:
    disarmed = Alert.objects.filter(user=user, kind=Alert.Kind.PORTFOLIO, state=Alert.State.ACTIVE, is_armed=False)
    back = [alert.pk for alert in disarmed if alert.is_left_behind_by(total)]
    Alert.objects.filter(pk__in=back, is_armed=False).update(is_armed=True)
