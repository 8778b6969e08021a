"""What users with something waiting are told when live trading is paused for everybody, and when it goes on."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.utils import timezone

from alerts.models import Notification
from alerts.money_news import write_once
from trading.models import Order, Pause, Swap, User, Wallet
from trading.news import trading_paused, trading_resumed

__all__ = ["TEMPLATE", "tell_paused", "tell_resumed"]

TEMPLATE: Final = "paused_for_all"

_State = Swap.State
_BEGUN: Final = (_State.CONFIRMED, _State.APPROVING, _State.SENT)
_OPEN_ORDER: Final = (Order.State.ACTIVE, Order.State.ASKING, Order.State.TRIGGERED)


@receiver(trading_paused)
def tell_paused(pause: Pause, **_: Any) -> None:
    """Tell everybody who has a live trade or an automatic order of a hot wallet open."""
    _write(pause, _waiting(), is_over=False)


@receiver(trading_resumed)
def tell_resumed(pause: Pause, **_: Any) -> None:
    """Tell those who were told of the pause, and those who have something open by now."""
    told = Notification.objects.filter(template=TEMPLATE, dedupe_key__startswith=f"pause:{pause.pk}:on:")
    _write(pause, _waiting() | User.objects.filter(pk__in=told.values("user")), is_over=True)


def _waiting() -> QuerySet[User]:
    """Return who waits for something that a pause holds back."""
    swaps = Swap.objects.filter(mode=Swap.Mode.LIVE, state__in=_BEGUN)
    orders = Order.objects.filter(wallet__kind=Wallet.Kind.HOT, is_automatic=True, state__in=_OPEN_ORDER)
    waiting = Q(pk__in=swaps.values("user")) | Q(pk__in=orders.values("user"))
    return User.objects.filter(waiting, telegram_id__isnull=False)


def _write(pause: Pause, users: QuerySet[User], *, is_over: bool) -> None:
    data = {
        "is_over": "1" if is_over else "",
        "reason": pause.reason,
        "at": (pause.until if is_over and pause.until else pause.since).isoformat(),
    }
    event = f"pause:{pause.pk}:{'off' if is_over else 'on'}"
    users_by_key = {f"{event}:{user}": user for user in users.values_list("pk", flat=True)}
    write_once(users_by_key, template=TEMPLATE, data=data, now=timezone.now())
