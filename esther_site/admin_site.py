"""The admin site: a password, then a code of an authenticator app, and before both nothing.

Who is shown that there is an admin at all is decided before (`esther_site.middleware`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import django_otp
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from esther_site.admin_audit import note_entry
from esther_site.lib.errors import OperatorError
from esther_site.pause_page import pause_page
from esther_site.second_factor import CodeForm, Enrolment, confirm, enrol, has_app, take_code
from trading.models import User

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite
else:
    from unfold.sites import UnfoldAdminSite as AdminSite  # the same, themed, and without types

__all__ = ["EstherAdminSite", "locked_out"]

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

_WRONG: Final = "This code is wrong, used already, or came too soon after a wrong one. Wait for the next one."
_START_AGAIN: Final = "This code does not fit. Try the next one, or start again with a new picture."


class EstherAdminSite(AdminSite):
    """Everything in it is for operators whose password and code are both right."""

    index_title = "Dashboard"

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether the request is an operator's, by password and code."""
        is_verified = getattr(request.user, "is_verified", None)
        return _is_operator(request) and is_verified is not None and bool(is_verified())

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = [
            path("second-factor/", self.second_factor, name="second_factor"),
            path("pause/", self.admin_view(self.pause), name="pause"),
        ]
        return [*own, *super().get_urls()]

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Guard a page; each one that is opened lets the session last for another half an hour."""

        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            request.session.modified = True
            return view(request, *args, **kwargs)

        return super().admin_view(cast("View", opened), cacheable)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Ask for the password; whoever gave it already goes on to the code."""
        if _is_operator(request) and not self.has_permission(request):
            return HttpResponseRedirect(self._second_factor_url(request))
        return super().login(request, extra_context)

    @method_decorator(never_cache)
    @method_decorator(csrf_protect)
    def second_factor(self, request: HttpRequest) -> HttpResponse:
        """Ask for a code, or set up the app that shows them."""
        user = request.user
        if not isinstance(user, User) or not _is_operator(request):
            return HttpResponseRedirect(reverse("admin:login"))
        if self.has_permission(request):
            return HttpResponseRedirect(self._next_url(request))
        is_new = not has_app(user)
        form = CodeForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                app = (confirm if is_new else take_code)(user, form.cleaned_data["code"])
            except OperatorError as error:
                form.add_error("code", error.message)
                return self._code_page(request, form, enrolment=None, is_new=is_new)
            if app is not None:
                request.session.cycle_key()
                django_otp.login(request, app)
                note_entry(request, user, "set up an authenticator app" if is_new else "gave a code")
                return HttpResponseRedirect(self._next_url(request))
            note_entry(request, user, "a wrong code")
            form.add_error("code", _START_AGAIN if is_new else _WRONG)
        enrolment = enrol(user) if is_new and request.method != "POST" else None
        return self._code_page(request, form, enrolment=enrolment, is_new=is_new)

    def pause(self, request: HttpRequest) -> HttpResponse:
        """Ask whether live trading of everybody is to stop, or to go on."""
        return pause_page(request, {**self.each_context(request), "title": "Live trading of everybody"})

    def _code_page(
        self, request: HttpRequest, form: CodeForm, *, enrolment: Enrolment | None, is_new: bool
    ) -> TemplateResponse:
        context = {
            **self.each_context(request),
            "title": "Set up your second factor" if is_new else "Second factor",
            "form": form,
            "enrolment": enrolment,
            "is_new": is_new,
        }
        return TemplateResponse(request, "admin/second_factor.html", context)

    def _second_factor_url(self, request: HttpRequest) -> str:
        return f"{reverse('admin:second_factor')}?{urlencode({REDIRECT_FIELD_NAME: self._next_url(request)})}"

    def _next_url(self, request: HttpRequest) -> str:
        """Return where the operator wanted to go, if it is a page of this site."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
        is_own = url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        return wanted if is_own else reverse("admin:index")


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """Answer whoever guessed passwords too often (django-axes calls it)."""
    from django.contrib import admin

    context = {**admin.site.each_context(request), "title": "Wait a quarter of an hour"}
    return TemplateResponse(request, "admin/locked_out.html", context, status=429).render()


def _is_operator(request: HttpRequest) -> bool:
    """Tell whether the password was an operator's; that alone opens nothing."""
    return bool(request.user.is_active and getattr(request.user, "is_staff", False))
