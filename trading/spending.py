"""How much a user may trade live, in USD: at once, and within 24 hours. It is lowered at once and raised a day later.

The operator's MAX_TRADE_USD and MAX_DAY_USD are what a user begins with, and cap whatever they choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from esther_site.lib.errors import UserError
from trading.audit import AuditKind, record
from trading.models import SpendingLimit, Swap, Transaction, User
from trading.two_factor import demand_code

__all__ = [
    "DAY",
    "RAISED_AFTER",
    "Spending",
    "SpendingLimits",
    "check_spending",
    "check_within_limits",
    "dollars",
    "limits_of",
    "set_limit",
    "spent_today",
]

DAY: Final = timedelta(hours=24)
RAISED_AFTER: Final = timedelta(hours=24)
_CENT: Final = Decimal("0.01")

Kind = SpendingLimit.Kind
State = Swap.State

# Of a swap in one of these states something was or may be sent, whatever its transactions say.
_MAY_HAVE_HAPPENED: Final = (
    State.CONFIRMED,
    State.APPROVING,
    State.SENT,
    State.BRIDGING,
    State.DONE,
    State.REVIEW,
)


@dataclass(frozen=True, kw_only=True)
class SpendingLimits:
    """What counts now, and the higher limits that will."""

    trade_usd: Decimal
    day_usd: Decimal
    pending: tuple[SpendingLimit, ...] = ()


def limits_of(user: User, *, now: datetime | None = None) -> SpendingLimits:
    """Return a user's limits as they are now."""
    moment = now or timezone.now()
    rows = list(SpendingLimit.objects.filter(user=user).order_by("created_at", "pk"))
    acting = {row.kind: row.usd for row in rows if row.acts_at <= moment}  # of each kind, the newest
    return SpendingLimits(
        trade_usd=_capped(acting, Kind.TRADE),
        day_usd=_capped(acting, Kind.DAY),
        pending=tuple(row for row in rows if row.acts_at > moment),
    )


def set_limit(user: User, kind: str, usd: Decimal, *, code: str = "", now: datetime | None = None) -> SpendingLimit:
    """Store a limit and return it: a lower one acts at once, a higher one after 24 hours and with a code.

    What waits to be raised is dropped: the latest word counts. Raises UserError when it makes no sense or is above
    what the operator allows, CodeNeeded and WrongCode where a second factor asks.
    """
    which = _checked(kind, usd)
    is_higher = usd > _current(user, which, now or timezone.now())
    if is_higher:
        demand_code(user, code)
    with transaction.atomic():
        _lock(user)
        moment = now or timezone.now()
        if is_higher != (usd > _current(user, which, moment)):
            raise UserError("Your limit changed at the same moment. Please try again.")
        SpendingLimit.objects.filter(user=user, kind=which, acts_at__gt=moment).delete()
        acts_at = moment + RAISED_AFTER if is_higher else moment
        record(
            AuditKind.LIMIT_SET,
            subject=f"user:{user.pk}",
            facts={"kind": which, "old": _current(user, which, moment), "new": usd, "acts_at": acts_at},
            actor=user,
        )
        return SpendingLimit.objects.create(user=user, kind=which, usd=usd, acts_at=acts_at, created_at=moment)


@dataclass(frozen=True, kw_only=True)
class Spending:
    """What a trade was held to: its value, what was spent in the day before it, and the limits of both."""

    value_usd: Decimal
    trade_limit_usd: Decimal
    spent_usd: Decimal
    day_limit_usd: Decimal


def spent_today(user: User, *, excluding: Swap | None = None, now: datetime | None = None) -> Decimal:
    """Return the USD of the live swaps confirmed in the last 24 hours, but those of which surely nothing was sent.

    One whose value is not known counts as the most that a trade may be.
    """
    sent = Transaction.objects.filter(swap=OuterRef("pk"), purpose=Transaction.Purpose.SWAP).exclude(
        state=Transaction.State.ABANDONED
    )
    counted = Swap.objects.filter(
        Q(state__in=_MAY_HAVE_HAPPENED) | Exists(sent),
        user=user,
        mode=Swap.Mode.LIVE,
        confirmed_at__gt=(now or timezone.now()) - DAY,
    )
    if excluding is not None:
        counted = counted.exclude(pk=excluding.pk)
    unknown = settings.MAX_TRADE_USD
    values = counted.values_list("value_usd", flat=True)
    return sum((unknown if value is None else value for value in values), Decimal(0))


def check_spending(
    user: User, usd: Decimal | None, *, swap: Swap | None = None, now: datetime | None = None
) -> Spending:
    """Let nobody spend more than they may: call it in the transaction that confirms a trade, and in the one that signs.

    It holds the user's row until that transaction ends, so that two trades never count without each other. `swap` is
    the trade itself, where it is confirmed already. Returns what was compared. Raises UserError.
    """
    _lock(user)
    return _compared(user, usd, swap=swap, now=now)


def check_within_limits(user: User, usd: Decimal | None) -> None:
    """Raise UserError for a trade that would not be signed as things are, so that nobody is offered it.

    It holds nothing and settles nothing: `check_spending` does, when the trade is confirmed and when it is signed.
    """
    _compared(user, usd)


def _compared(user: User, usd: Decimal | None, *, swap: Swap | None = None, now: datetime | None = None) -> Spending:
    limits = limits_of(user, now=now)
    if usd is None:
        raise UserError("What this trade is worth is not known, so your limits cannot be checked. Nothing was signed.")
    if usd > limits.trade_usd:
        raise UserError(
            f"This trade is worth {dollars(usd)}, and your limit for one trade is {dollars(limits.trade_usd)}. "
            "Nothing was signed: see /limits."
        )
    spent = spent_today(user, excluding=swap, now=now)
    if spent + usd > limits.day_usd:
        raise UserError(
            f"With this trade you would have traded {dollars(spent + usd)} within 24 hours, and your limit is "
            f"{dollars(limits.day_usd)}. Nothing was signed: see /limits."
        )
    return Spending(value_usd=usd, trade_limit_usd=limits.trade_usd, spent_usd=spent, day_limit_usd=limits.day_usd)


def _lock(user: User) -> None:
    """Take the user's row lock: one check of their limits at a time."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _checked(kind: str, usd: Decimal) -> Kind:
    if kind not in Kind.values:
        raise UserError("Limits are for one trade or for a day: /limits trade 500 or /limits day 2000.")
    if not usd.is_finite() or usd <= 0 or usd != usd.quantize(_CENT):
        raise UserError("A limit is an amount of dollars and cents above zero. Your limit is unchanged.")
    ceiling = _ceilings()[Kind(kind)]
    if usd > ceiling:
        raise UserError(f"The operator of this Esther allows {dollars(ceiling)} at most. Your limit is unchanged.")
    return Kind(kind)


def _current(user: User, kind: Kind, now: datetime) -> Decimal:
    limits = limits_of(user, now=now)
    return limits.trade_usd if kind == Kind.TRADE else limits.day_usd


def _capped(chosen: dict[str, Decimal], kind: Kind) -> Decimal:
    ceiling = _ceilings()[kind]
    return min(chosen.get(kind, ceiling), ceiling)


def _ceilings() -> dict[Kind, Decimal]:
    return {Kind.TRADE: settings.MAX_TRADE_USD, Kind.DAY: settings.MAX_DAY_USD}


def dollars(usd: Decimal) -> str:
    """Return dollars and cents as they are told."""
    return f"${usd.quantize(_CENT):,f}"
