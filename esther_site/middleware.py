"""Who may reach what, before sessions and logins are touched."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

from bots.webhook import webhook
from esther_site.addresses import client_address, is_within, parse_network
from esther_site.health import healthz
from esther_site.tick import tick

_PUBLIC_URLS = "esther_site.public_urls"
_PUBLIC_FOLDER = "bots/"  # of static files
_GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Answer /healthz before anything looks at the Host header: a host's probe calls by an address of its own."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path_info == "/healthz" else self.get_response(request)


# Sent by machines, that bring a secret of their own: sessions, logins, cookies and pages are not for them.
FOR_MACHINES: dict[str, _GetResponse] = {"/webhook": webhook, "/tick": tick}


class MachinesMiddleware:
    """Answer what machines send behind the check of the Host header, and before all that serves browsers."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = FOR_MACHINES.get(request.path_info)
        if view is None:
            return self.get_response(request)
        request.get_host()  # raises DisallowedHost, which is answered 400
        return view(request)


class AdminAllowlistMiddleware:
    """Give everyone who is not on ADMIN_IP_ALLOWLIST a site that has no admin.

    Their requests are resolved against `esther_site.public_urls`, so that /admin/ is answered by the very code that
    answers any unknown path: same status, same body, same headers, with DEBUG on as well.
    """

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response
        self.networks = [parse_network(entry) for entry in settings.ADMIN_IP_ALLOWLIST]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_within(client_address(request), self.networks):
            request.urlconf = _PUBLIC_URLS
        return self.get_response(request)


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]  # whitenoise has no types
    """Serve static files; to strangers only those of the public pages, as the admin's would tell of it."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_hidden = getattr(request, "urlconf", None) == _PUBLIC_URLS and not request.path_info.startswith(
            f"{self.static_prefix}{_PUBLIC_FOLDER}"
        )
        response: HttpResponse = self.get_response(request) if is_hidden else super().__call__(request)
        return response
