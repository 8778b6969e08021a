"""Links to the page on which a user sees the key of one wallet. Keys are not known here."""

from __future__ import annotations

from typing import Final

from bots import page_links
from bots.models import ExportLink
from bots.page_links import TTL, count_try, use
from trading.exporting import check_export_phrase, check_exportable
from trading.models import User
from trading.wallets import own_wallet

__all__ = ["TTL", "count_try", "find", "open_link", "use"]

PATH: Final = "/wallet-export/"


def open_link(user: User, wallet_id: int, *, phrase: str) -> str:
    """Make a link for one look at the key of a wallet; earlier ones are dropped.

    Raises UserError for another phrase or while the key is not to be shown, OperatorError where that cannot be.
    """
    wallet = own_wallet(user, wallet_id)
    check_exportable(user, wallet)
    check_export_phrase(phrase)
    return page_links.make(ExportLink, user, PATH, wallet=wallet)


def find(token: str) -> ExportLink | None:
    """Return the link of a secret while it is good, and the wallet is there."""
    link = page_links.find(ExportLink, token)
    return link if link and link.wallet.removed_at is None else None
