"""Links to the page on which a user brings a wallet's key. Keys are not known here."""

from __future__ import annotations

from typing import Final

from bots import page_links
from bots.models import ImportLink
from bots.page_links import KEPT_FOR, MAX_TRIES, TTL, count_try, use
from trading.models import User
from trading.readiness import require_custody
from trading.wallet_names import read_name
from trading.wallets import list_wallets

__all__ = ["KEPT_FOR", "MAX_TRIES", "TTL", "count_try", "find", "open_link", "use"]

PATH: Final = "/wallet-import/"


def open_link(user: User, name: str = "") -> str:
    """Make a link for one key of this user; earlier ones are dropped.

    Raises UserError for the wallet's name, OperatorError where keys cannot be kept or the page cannot be reached.
    """
    require_custody()
    page_links.check_address()
    chosen = read_name(name, others=list_wallets(user)) if name else ""
    return page_links.make(ImportLink, user, PATH, name=chosen)


def find(token: str) -> ImportLink | None:
    """Return the link of a secret while it is good."""
    return page_links.find(ImportLink, token)
