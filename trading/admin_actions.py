"""Actions of the admin: a page that asks first and says how many, then one service call for each row, logged.

What is logged goes on into the audit trail (`esther_site.admin_audit`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Final, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.widgets import INPUT_CLASSES

from esther_site.lib.errors import EstherError
from esther_site.lib.readonly import EstherAdmin
from trading.models import User

__all__ = ["ActingAdmin", "asks_first", "operator_of"]

MOST: Final = 200  # rows at once
_SHOWN: Final = 20
_TEMPLATE: Final = "admin/trading/ask_first.html"
_CONFIRMED: Final = "is_confirmed"
_REASON: Final = "reason"

M = TypeVar("M", bound=Model)
Deed = Callable[..., str]  # of the page, on a row, by an operator, and why if asked: does it, and says what was done
Action = Callable[[Any, HttpRequest, QuerySet[M]], HttpResponse | None]


class ActingAdmin(EstherAdmin[M]):
    """A page with actions; whoever may change the model may use them, though nobody can change a row by hand."""

    list_disable_select_all = True

    def has_act_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")


def operator_of(page: EstherAdmin[Any], request: HttpRequest) -> User:
    """Return who decides. Raises PermissionDenied for who may only look."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(f"{page.opts.app_label}.change_{page.opts.model_name}"):
        raise PermissionDenied
    return user


def asks_first(title: str, *, warning: str = "", waits: bool = False, why: str = "") -> Callable[[Deed], Action[M]]:
    """Turn what is done to one row into an action of the list.

    Args:
        title: what it does, as the list of actions says it.
        warning: what the operator should know before saying yes.
        waits: it asks other servers, so it must not hold a transaction.
        why: the name of a line of text that is asked for; what is written there is handed on as `reason`.
    """

    def make(deed: Deed) -> Action[M]:
        @admin.action(description=title, permissions=["act"])
        @wraps(deed)
        def action(page: EstherAdmin[Any], request: HttpRequest, chosen: QuerySet[M]) -> HttpResponse | None:
            operator = operator_of(page, request)
            rows = list(chosen[: MOST + 1])
            if len(rows) > MOST:
                page.message_user(request, f"Choose {MOST} at most.", messages.ERROR)
                return None
            if _CONFIRMED not in request.POST:
                return _question(page, request, rows, title=title, warning=warning, name=deed.__name__, why=why)
            act = partial(deed, reason=request.POST.get(_REASON, "")) if why else deed
            for row in rows:
                _do(act, page, request, row, operator, waits=waits)
            return None

        return action

    return make


def _question(
    page: EstherAdmin[Any], request: HttpRequest, rows: list[Any], *, title: str, warning: str, name: str, why: str
) -> TemplateResponse:
    context = {
        **page.admin_site.each_context(request),
        "title": title,
        "opts": page.opts,
        "rows": rows[:_SHOWN],
        "further": max(0, len(rows) - _SHOWN),
        "count": len(rows),
        "warning": warning,
        "why": why,
        "reason": _REASON,
        "classes": " ".join(INPUT_CLASSES),
        "action": name,
        "confirmed": _CONFIRMED,
        "checkbox": ACTION_CHECKBOX_NAME,
        "chosen": [row.pk for row in rows],
    }
    return TemplateResponse(request, _TEMPLATE, context)


def _do(deed: Deed, page: EstherAdmin[Any], request: HttpRequest, row: M, operator: User, *, waits: bool) -> None:
    """Call the service and log what it did: both, or neither, unless it waits for other servers."""
    try:
        if waits:
            _log(page, request, row, done := deed(page, row, operator))
        else:
            with transaction.atomic():
                _log(page, request, row, done := deed(page, row, operator))
    except EstherError as error:
        page.message_user(request, f"{row}: {error.message}", messages.ERROR)
    else:
        page.message_user(request, done, messages.SUCCESS)


def _log(page: EstherAdmin[Any], request: HttpRequest, row: Model, done: str) -> None:
    page.log_change(request, row, done)
