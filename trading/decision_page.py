"""A page of the admin site on which one thing is decided about one row: facts, a small form, and a log entry.

Nothing is decided here: the answer to the form is a service's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from esther_site.lib.errors import EstherError
from esther_site.lib.readonly import ReadOnlyAdmin
from trading.admin_actions import operator_of
from trading.models import User

__all__ = ["DecisionAdmin"]

_TEMPLATE = "admin/trading/decision.html"
M = TypeVar("M", bound=Model)
Act = Callable[[M, User, dict[str, Any]], str]  # does it, and says what was done; raises EstherError


class DecisionAdmin(ReadOnlyAdmin[M]):
    """A read-only page with further pages, each for one decision."""

    def decision(
        self,
        request: HttpRequest,
        row: M | None,
        *,
        title: str,
        form: type[forms.Form] | None,
        facts: Sequence[tuple[str, object]],
        act: Act[M],
    ) -> HttpResponse:
        """Show the page, or do what its form asks for; `form` is missing where there is nothing to decide."""
        operator = operator_of(self, request)
        changelist = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        if row is None:
            return HttpResponseRedirect(changelist)
        filled = form(request.POST if request.method == "POST" else None) if form else None
        if filled is not None and filled.is_valid():
            try:
                done = act(row, operator, filled.cleaned_data)
            except EstherError as error:
                filled.add_error(None, error.message)
            else:
                self.log_change(request, row, done)
                self.message_user(request, done, messages.SUCCESS)
                return HttpResponseRedirect(changelist)
        context = {**self.admin_site.each_context(request), "title": title, "facts": facts}
        return TemplateResponse(request, _TEMPLATE, {**context, "form": filled, "submit": title, "opts": self.opts})
