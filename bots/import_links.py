"""Links to the page on which a user brings a wallet's key: made, found and used up. Keys are not known here."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from bots.models import ImportLink
from esther_site.lib.errors import OperatorError
from trading.models import User
from trading.readiness import require_custody, require_release
from trading.wallet_names import read_name
from trading.wallets import list_wallets

__all__ = ["MAX_TRIES", "count_try", "find", "open_link", "use"]

TTL: Final = timedelta(minutes=10)
MAX_TRIES: Final = 5
KEPT_FOR: Final = timedelta(hours=48)
PATH: Final = "/wallet-import/"
_TOKEN_BYTES: Final = 16

_NO_ADDRESS: Final = (
    "A key is brought on a page of Esther's own, which needs a public https address: "
    "the operator has to set WEBHOOK_URL."
)


def open_link(user: User, name: str = "") -> str:
    """Make a link for one key of this user; earlier ones are dropped.

    Raises UserError for the wallet's name, OperatorError where keys cannot be kept or the page cannot be reached.
    """
    require_release()
    require_custody()
    address = urlsplit(settings.WEBHOOK_URL)
    if not address.hostname or not (address.scheme == "https" or settings.DEBUG):
        raise OperatorError(_NO_ADDRESS)
    chosen = read_name(name, others=list_wallets(user)) if name else ""
    token, now = secrets.token_urlsafe(_TOKEN_BYTES), timezone.now()
    ImportLink.objects.filter(expires_at__lt=now - KEPT_FOR).delete()
    ImportLink.objects.filter(user=user, used_at=None).update(used_at=now)
    ImportLink.objects.create(token_hash=_hash(token), user=user, name=chosen, expires_at=now + TTL)
    return f"{settings.WEBHOOK_URL.rstrip('/')}{PATH}{token}"


def find(token: str) -> ImportLink | None:
    """Return the link of a secret while it is good, and its user may use Esther."""
    good = ImportLink.objects.filter(used_at=None, expires_at__gt=timezone.now(), user__status=User.Status.ACTIVE)
    return good.select_related("user").filter(token_hash=_hash(token)).first()


def count_try(link: ImportLink) -> bool:
    """Count one more try; False when there were too many before."""
    return bool(ImportLink.objects.filter(pk=link.pk, tries__lt=MAX_TRIES).update(tries=F("tries") + 1))


def use(link: ImportLink) -> bool:
    """Use a link up, in the caller's transaction; False when somebody did so before, or its time is over."""
    now = timezone.now()
    return bool(ImportLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now).update(used_at=now))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
