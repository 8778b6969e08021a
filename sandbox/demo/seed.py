"""A month for somebody of the chat page: once, and never over a history of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from esther_site.lib.errors import UserError
from portfolio.models import Snapshot
from sandbox.demo.life import live
from sandbox.demo.past_trades import MARK
from sandbox.demo.wishes import make_wishes
from sandbox.telegram.world import World
from tokens.models import Chain
from trading.models import Swap, User
from trading.users import Newcomer, activate, meet

__all__ = ["seed"]

_NEXT: Final = "/portfolio   /performance 30d   /chart eth 30d   /profit   /diversification   /insights   /export"


def seed(telegram_id: int, *, days: int, seen: Callable[[date], object]) -> str:
    """Give a person their past, all of it or nothing, and return what to say then.

    Raises UserError for nobody of the sandbox, and for somebody who has a history already.
    """
    if not Chain.objects.exists():
        raise UserError("There are no tokens yet: run “manage.py seed_tokens” first, or “make run”, which does it.")
    with transaction.atomic():
        user = _person(telegram_id)
        if Swap.objects.filter(user=user, confirmed_by=MARK).exists():
            return f"{user} has a past already: nothing was changed.\n{_next(user)}"
        if Swap.objects.filter(user=user).exists() or Snapshot.objects.filter(user=user).exists():
            raise UserError(f"{user} has a history that is no demo, and it stays. Choose another one: --user 1002.")
        now = timezone.now()
        live(user, days, now, seen=seen)
        make_wishes(user, now)
    trades = Swap.objects.filter(user=user, confirmed_by=MARK).count()
    return f"{user} has {days} days behind them, with {trades} trades.\n{_next(user)}"


def _person(telegram_id: int) -> User:
    known = User.objects.filter(telegram_id=telegram_id).first()
    if known is None:
        person = World().person(telegram_id)
        if person is None:
            names = ", ".join(f"{each.id} ({each.first_name})" for each in World().people)
            raise UserError(f"Nobody in the sandbox has the id {telegram_id}: choose one of {names}.")
        known, _ = meet(Newcomer(telegram_id=person.id, first_name=person.first_name, username=person.username))
    activate(known)
    return known


def _next(user: User) -> str:
    return f"Run “make run”, open {settings.SANDBOX_URL}, press Start as {user}, and write one of these:\n  {_NEXT}"
