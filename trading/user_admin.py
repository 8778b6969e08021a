"""People in the admin site: let in, kept out, and stopped from trading live."""

from __future__ import annotations

from typing import Final

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from esther_site.lib.errors import UserError
from esther_site.lib.questions import Question, asking
from trading.admin_actions import ActingAdmin, asks_first
from trading.audit import AuditKind, operator, record
from trading.live_switch import disable_live
from trading.models import Pause, User
from trading.orders import pause_orders_of
from trading.paper import open_paper_wallet
from trading.pauses import lift, pause
from trading.users import approve_user

__all__ = ["UserAdmin"]

_CLOSED: Final = "The operator has closed your access."
_PAUSES: Final = "Nothing more is signed for them until an operator resumes it. They are told, and by whom."

Status = User.Status


@admin.register(User)
class UserAdmin(ActingAdmin[User]):
    list_display = ("username", "first_name", "telegram_id", "status", "is_staff", "date_joined")
    list_filter = (
        asking(
            Question(
                "pending", "waiting to be let in", lambda _now: Q(status=Status.PENDING, telegram_id__isnull=False)
            ),
            Question("live", "trading live", lambda _now: Q(live_trading_enabled=True)),
            Question("paused", "paused", lambda _now: Q(pk__in=Pause.objects.filter(until=None).values("user"))),
            Question("unreachable", "unreachable in Telegram", lambda _now: Q(is_unreachable=True)),
        ),
        "status",
        "is_staff",
        "date_joined",
    )
    ordering = ("-pk",)
    sortable_by = ()
    search_fields = ("username", "first_name", "telegram_id")
    search_help_text = "The beginning of a name, or a whole Telegram id"
    readonly_fields = (
        "username",
        "first_name",
        "telegram_id",
        "default_wallet",
        "default_chain",
        "slippage_percent",
        "time_zone",
        "live_trading_enabled",
        "is_unreachable",
        "date_joined",
        "last_login",
    )
    fields = ("status", "is_staff", *readonly_fields)
    actions = ("approve", "block", "let_in_again", "pause_trading", "resume_trading", "turn_live_off")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        if term.isdecimal():
            return queryset.filter(telegram_id=int(term)), False
        return queryset.filter(Q(username__istartswith=term) | Q(first_name__istartswith=term)), False

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool) -> None:
        """Store the two switches only: the chat may change the rest at the same moment."""
        obj.save(update_fields=form.changed_data)
        if obj.status == Status.ACTIVE:
            open_paper_wallet(obj)
        if obj.status == Status.BLOCKED:
            pause_orders_of(obj.pk, reason=_CLOSED)

    @asks_first("Let in", warning="They may use Esther from now on, and get a paper wallet.")
    def approve(self, user: User, operator: User) -> str:
        approve_user(operator, user.pk)
        return f"{user} is let in."

    @asks_first("Block", warning="They may not use Esther any more, and their orders are paused.")
    def block(self, user: User, operator: User) -> str:
        _block(user, by=operator)
        return f"{user} is blocked."

    @asks_first("Let in again", warning="Their orders stay paused: they resume them in the chat.")
    def let_in_again(self, user: User, operator: User) -> str:
        if not User.objects.filter(pk=user.pk, status=Status.BLOCKED).update(status=Status.ACTIVE):
            raise UserError("Not blocked, so there is nothing to do.")
        user.status = Status.ACTIVE
        open_paper_wallet(user)
        return f"{user} is let in again."

    @asks_first("Pause live trading", warning=_PAUSES, why="Why (they read it)")
    def pause_trading(self, user: User, operator: User, reason: str) -> str:
        _check_other(user, operator)
        if Pause.objects.filter(user=user, is_operators=True, until=None).exists():
            raise UserError("An operator has paused it already.")
        pause(user, by=operator, reason=reason)
        return f"Live trading of {user} is paused."

    @asks_first("Resume live trading", warning="Their own pause, if they made one, stays: they end it with /resume.")
    def resume_trading(self, user: User, operator: User) -> str:
        _check_other(user, operator)
        if not lift(user, by=operator):
            raise UserError("No operator has paused it. A pause of their own they end themselves.")
        return f"Live trading of {user} is no longer paused by an operator."

    @asks_first("Turn live trading off", warning="Nothing more is signed for them. They can turn it on again.")
    def turn_live_off(self, user: User, operator: User) -> str:
        if not disable_live(user):
            raise UserError("Live trading was off already.")
        return f"Live trading of {user} is off."


def _check_other(user: User, operator: User) -> None:
    """Raise UserError for an operator's own account."""
    if user.pk == operator.pk:
        raise UserError("This is your own account.")


def _block(user: User, *, by: User) -> None:
    """Shut a user out. Raises UserError for an operator's own account."""
    _check_other(user, by)
    with transaction.atomic():
        if not User.objects.filter(pk=user.pk).exclude(status=Status.BLOCKED).update(status=Status.BLOCKED):
            raise UserError("Blocked already.")
        pause_orders_of(user.pk, reason=_CLOSED)
        record(AuditKind.USER_BLOCKED, subject=f"user:{user.pk}", actor=operator(by))
