"""What keeps the pages for keys to themselves: who may frame them, what they load, whose requests are theirs."""

from __future__ import annotations

import hmac
from typing import Final, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

__all__ = ["guarded", "is_from_the_page", "proof_of"]

R = TypeVar("R", bound=HttpResponse)

# No script of Telegram's is loaded beside a key: what a Mini App needs to know is in the page's own address.
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors https://web.telegram.org; require-trusted-types-for 'script'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def guarded(response: R) -> R:
    """Put the pages' headers on a response."""
    for name, value in _HEADERS.items():
        response.headers[name] = value
    return response


def proof_of(token: str) -> str:
    """Return what a page's own script knows of a link, and no other site can read."""
    return salted_hmac("bots.key_pages", token, algorithm="sha256").hexdigest()


def is_from_the_page(request: HttpRequest, token: str) -> bool:
    """Tell whether the page's own script sent this.

    A cookie would not come along inside web.telegram.org, so that the proof stands in the page and is sent as a header
    that no form can set; Sec-Fetch-Site and Origin are set by browsers and cannot be forged by a page.
    """
    sent = request.headers.get("X-Page-Proof", "").encode("latin-1", "replace")
    return hmac.compare_digest(sent, proof_of(token).encode()) and _is_same_origin(request)


def _is_same_origin(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
