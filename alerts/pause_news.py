"""What users are told when an operator pauses live trading, and when it goes on: who waits, or the one it is about."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.utils import timezone

from alerts.models import Notification
from alerts.money_news import write_once
from trading.models import Order, Pause, Swap, User, Wallet
from trading.news import trading_paused, trading_resumed

__all__ = ["TEMPLATE", "TEMPLATE_OF_ONE", "tell_paused", "tell_resumed"]

TEMPLATE: Final = "paused_for_all"
TEMPLATE_OF_ONE: Final = "paused_for_you"

_State = Swap.State
_BEGUN: Final = (_State.CONFIRMED, _State.APPROVING, _State.SENT)
_OPEN_ORDER: Final = (Order.State.ACTIVE, Order.State.ASKING, Order.State.TRIGGERED)


@receiver(trading_paused)
def tell_paused(pause: Pause, **_: Any) -> None:
    """Tell everybody who has a live trade or an automatic order of a hot wallet open, or the one who is held back."""
    _write(pause, _waiting() if pause.user_id is None else _the_one(pause), is_over=False)


@receiver(trading_resumed)
def tell_resumed(pause: Pause, **_: Any) -> None:
    """Tell those who were told of the pause, and those who have something open by now; or the one who was held back."""
    if pause.user_id is not None:
        _write(pause, _the_one(pause), is_over=True)
        return
    told = Notification.objects.filter(template=TEMPLATE, dedupe_key__startswith=f"pause:{pause.pk}:on:")
    _write(pause, _waiting() | User.objects.filter(pk__in=told.values("user")), is_over=True)


def _waiting() -> QuerySet[User]:
    """Return who waits for something that a pause holds back."""
    swaps = Swap.objects.filter(mode=Swap.Mode.LIVE, state__in=_BEGUN)
    orders = Order.objects.filter(wallet__kind=Wallet.Kind.HOT, is_automatic=True, state__in=_OPEN_ORDER)
    waiting = Q(pk__in=swaps.values("user")) | Q(pk__in=orders.values("user"))
    return User.objects.filter(waiting, telegram_id__isnull=False)


def _the_one(pause: Pause) -> QuerySet[User]:
    return User.objects.filter(pauses=pause.pk, telegram_id__isnull=False)


def _write(pause: Pause, users: QuerySet[User], *, is_over: bool) -> None:
    data = {
        "is_over": "1" if is_over else "",
        "reason": pause.reason,
        "by": str(pause.by or ""),
        "at": (pause.until if is_over and pause.until else pause.since).isoformat(),
    }
    event = f"pause:{pause.pk}:{'off' if is_over else 'on'}"
    users_by_key = {f"{event}:{user}": user for user in users.values_list("pk", flat=True)}
    template = TEMPLATE if pause.user_id is None else TEMPLATE_OF_ONE
    write_once(users_by_key, template=template, data=data, now=timezone.now())
