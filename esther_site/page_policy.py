"""What browsers may do with a page: each answer says so, unless its view has said it more strictly."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

__all__ = ["ADMIN", "EVERYWHERE", "PagePolicyMiddleware"]

_ADMIN_PATH: Final = "/admin/"
_FEATURES: Final = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"

EVERYWHERE: Final[dict[str, list[str]]] = {
    "default-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}
# The theme's scripts are files of our own, but Alpine.js makes functions out of attributes, and styles stand in them.
ADMIN: Final[dict[str, list[str]]] = EVERYWHERE | {
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
}


class PagePolicyMiddleware(CSPMiddleware):
    """Add the Content-Security-Policy and the Permissions-Policy; only the admin's pages may run scripts."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Permissions-Policy", _FEATURES)
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        is_admin = request.path_info.startswith(_ADMIN_PATH) and not hasattr(request, "urlconf")
        return replace(parts, config=ADMIN) if is_admin and not report_only else parts
