"""What the cards of alerts say: how far away the price is, and which prices to propose. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from alerts.models import Alert
from alerts.services import measure
from bots.templatetags.money import round_to
from esther_site.lib.errors import EstherError
from tokens.market import last_prices
from tokens.models import Token
from trading.models import User

__all__ = ["AlertCard", "card_of", "cards_of", "current_usd", "proposals"]

_STEPS: Final = {"above": (5, 10), "below": (-5, -10), "crosses": (5, 10, -5, -10)}
_PROPOSED_DIGITS: Final = 4


@dataclass(frozen=True, kw_only=True)
class AlertCard:
    """An alert beside the latest price or value that is known, None where there is none."""

    alert: Alert
    usd: Decimal | None

    @property
    def distance_percent(self) -> Decimal | None:
        """How much the price must change to reach the threshold."""
        if not self.usd or self.alert.threshold is None:
            return None
        return (self.alert.threshold / self.usd - 1) * 100

    @property
    def pause_minutes(self) -> int:
        """How long a repeating alert is quiet after it fired."""
        return self.alert.cooldown_seconds // 60


def cards_of(user: User, alerts: Iterable[Alert]) -> list[AlertCard]:
    """Put alerts beside the last known prices; the wallet is valued only when an alert is about it."""
    listed = list(alerts)
    prices = last_prices({alert.token for alert in listed if alert.token})
    has_portfolio = any(alert.token is None for alert in listed)
    value = current_usd(user, None) if has_portfolio else None
    known = {pk: price.usd for pk, price in prices.items()}
    return [AlertCard(alert=each, usd=known.get(each.token_id) if each.token_id else value) for each in listed]


def card_of(user: User, alert: Alert) -> AlertCard:
    """Put one alert beside the last known price; where none was ever known, OKX is asked."""
    (card,) = cards_of(user, [alert])
    return card if card.usd is not None else AlertCard(alert=alert, usd=current_usd(user, alert.token))


def current_usd(user: User, token: Token | None) -> Decimal | None:
    """Return a token's price, or without a token the value of the user's wallet; None when nobody knows."""
    try:
        return measure(user, token)
    except EstherError:
        return None


def proposals(usd: Decimal | None, direction: str) -> list[tuple[int, Decimal]]:
    """Return prices near the present one as (percent, price), rounded to four digits; none without a price."""
    if not usd:
        return []
    steps = _STEPS.get(direction, ())
    return [(step, _rounded(usd * (100 + step) / 100)) for step in steps]


def _rounded(usd: Decimal) -> Decimal:
    return round_to(usd, _PROPOSED_DIGITS - 1 - usd.adjusted(), ROUND_HALF_EVEN)
