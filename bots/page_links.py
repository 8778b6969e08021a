"""Links to pages on which a wallet's key is brought or shown: made, found and used up. Keys are not known here."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from bots.models import ExportLink, ImportLink
from esther_site.lib.errors import OperatorError
from trading.models import User

__all__ = ["KEPT_FOR", "MAX_TRIES", "TTL", "check_address", "count_try", "find", "make", "use"]

TTL: Final = timedelta(minutes=10)
MAX_TRIES: Final = 5
KEPT_FOR: Final = timedelta(hours=48)
_TOKEN_BYTES: Final = 16
_NO_ADDRESS: Final = (
    "Keys are brought and shown on pages of Esther's own, which need a public https address: "
    "the operator has to set WEBHOOK_URL."
)

L = TypeVar("L", ImportLink, ExportLink)


def check_address() -> None:
    """Raise OperatorError where a page cannot be reached safely."""
    address = urlsplit(settings.WEBHOOK_URL)
    if not address.hostname or not (address.scheme == "https" or settings.DEBUG):
        raise OperatorError(_NO_ADDRESS)


def make(kind: type[L], user: User, path: str, **purpose: Any) -> str:
    """Make a link of a kind for this user, and return its address; earlier ones of the kind are dropped."""
    check_address()
    token, now = secrets.token_urlsafe(_TOKEN_BYTES), timezone.now()
    kind.objects.filter(expires_at__lt=now - KEPT_FOR).delete()
    kind.objects.filter(user=user, used_at=None).update(used_at=now)
    kind.objects.create(token_hash=_hash(token), user=user, expires_at=now + TTL, **purpose)
    return f"{settings.WEBHOOK_URL.rstrip('/')}{path}{token}"


def find(kind: type[L], token: str) -> L | None:
    """Return the link of a secret while it is good, and its user may use Esther."""
    good = kind.objects.filter(used_at=None, expires_at__gt=timezone.now(), user__status=User.Status.ACTIVE)
    return good.select_related("user").filter(token_hash=_hash(token)).first()


def count_try(link: ImportLink | ExportLink) -> bool:
    """Count one more try; False when there were too many before."""
    mine = type(link).objects.filter(pk=link.pk, tries__lt=MAX_TRIES)
    return bool(mine.update(tries=F("tries") + 1))


def use(link: ImportLink | ExportLink) -> bool:
    """Use a link up, in the caller's transaction; False when somebody did so before, or its time is over."""
    now = timezone.now()
    return bool(type(link).objects.filter(pk=link.pk, used_at=None, expires_at__gt=now).update(used_at=now))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
