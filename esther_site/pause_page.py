"""The switch that stops live trading of everybody, on a page that asks first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.widgets import INPUT_CLASSES

from esther_site.dashboard import forget_dashboard
from esther_site.lib.errors import EstherError
from trading.models import Pause, User
from trading.pauses import lift, pause

__all__ = ["pause_page"]


class PauseForm(forms.Form):
    """Why, in words that everybody reads."""

    reason = forms.CharField(
        required=False,
        max_length=200,
        label="Why (everybody reads it)",
        widget=forms.TextInput(attrs={"class": " ".join(INPUT_CLASSES)}),
    )


def pause_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Ask whether live trading is to stop, or to go on, and do it. The caller let only operators in."""
    operator = request.user
    if not isinstance(operator, User) or not operator.has_perm("trading.change_pause"):
        raise PermissionDenied
    current = Pause.objects.filter(user=None, until=None).first()
    form = PauseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return TemplateResponse(request, "admin/pause.html", {**context, "form": form, "pause": current})
    try:
        done = _turn(request.POST.get("to", ""), operator, form.cleaned_data["reason"])
    except EstherError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    forget_dashboard()
    return HttpResponseRedirect(reverse("admin:index"))


def _turn(to: str, operator: User, reason: str) -> str:
    """Pause or resume as the button said, whatever somebody else did since the page was shown."""
    with transaction.atomic():
        if to == "resume":
            on = Pause.objects.filter(user=None, until=None).first()
            if on is None or not lift(None, by=operator):
                return "Live trading was not paused."
            done = "Live trading goes on for everybody."
        else:
            on = pause(None, by=operator, reason=reason)
            done = "Live trading is paused for everybody. Nothing is signed until it is resumed."
        LogEntry.objects.log_actions(operator.pk, [on], CHANGE, done, single_object=True)
    return done
