"""Secrets of the site itself at rest, sealed with a key of their own that is made from SECRET_KEY.

It is not custody (`trading.custody`): the admin can be entered before Esther keeps any wallet's key. Whoever loses
SECRET_KEY loses nothing but what is sealed here: an operator sets up the authenticator app again. Whoever changes it
puts the earlier one into SECRET_KEY_FALLBACKS until everything is sealed anew.

https://cryptography.io/en/latest/fernet/
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from esther_site.lib.errors import OperatorError

__all__ = ["open_text", "seal_anew", "seal_text"]

_CANNOT_OPEN = (
    "What an earlier SECRET_KEY sealed cannot be opened: put it into SECRET_KEY_FALLBACKS, or forget the app with "
    "manage.py operator <user> --forget-app."
)


def seal_text(text: str, *, belongs_to: str) -> str:
    """Encrypt a text together with whose it is."""
    return _box().encrypt(f"{belongs_to}\n{text}".encode()).decode()


def open_text(sealed: str, *, belongs_to: str) -> str:
    """Decrypt a text. Raises OperatorError when no key opens it, or it was moved here from somebody else's row."""
    try:
        owner, _, text = _box().decrypt(sealed.encode()).decode().partition("\n")
    except InvalidToken:
        raise OperatorError(_CANNOT_OPEN) from None
    if owner != belongs_to:
        raise OperatorError(_CANNOT_OPEN)
    return text


def seal_anew(sealed: str) -> str:
    """Return a sealed text as today's SECRET_KEY alone seals it. Raises OperatorError like `open_text`."""
    try:
        return _box().rotate(sealed.encode()).decode()
    except InvalidToken:
        raise OperatorError(_CANNOT_OPEN) from None


def _box() -> MultiFernet:
    """Return what seals with today's SECRET_KEY and opens with the earlier ones, too."""
    return MultiFernet([Fernet(_derived(secret)) for secret in _secrets()])


def _secrets() -> list[str]:
    return [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]


def _derived(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hmac.digest(secret.encode(), b"secrets of the site at rest", hashlib.sha256))
