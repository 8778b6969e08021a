"""Local stand-ins for OKX and Telegram: development only, never importable in production."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

if not settings.SANDBOX:
    raise ImproperlyConfigured("The sandbox is for development: set DEBUG=True and SANDBOX=True to use it.")
