"""Bringing what wallets on chains hold up to date: everything is fetched first, and replaced only when it is whole."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from django.core.cache import cache
from django.utils import timezone

from esther_site.lib.errors import EstherError, TemporaryError
from esther_site.lib.progress import report_progress
from portfolio.balances_feed import Asset, fetch_balances
from portfolio.books import wallets_of
from portfolio.models import Book, Holding, WalletSync
from portfolio.sorting_out import NOTHING_KNOWN, Known, sort_out
from portfolio.sync_storing import BUG, Fetched, store
from portfolio.sync_turns import claim, claim_next, enrol, give_up
from tokens.catalogue import catalogue
from trading.models import User, Wallet

__all__ = ["MOST_FAILURES", "MOST_WALLETS", "attempt", "refresh", "sync_due", "sync_wallet"]

logger = logging.getLogger(__name__)

MOST_WALLETS: Final = 20  # of one call
MOST_SECONDS: Final = 4  # of one call: what else the caller does must not wait for long
MOST_FAILURES: Final = 3  # in a row, of one call: then OKX is the trouble, and not a wallet
REFRESH_SECONDS: Final = 15  # between two refreshes that a user asks for
_ALL_GONE: Final = "OKX says that this wallet is empty all at once: Esther looks once more before it believes that."


def sync_wallet(wallet: Wallet, now: datetime) -> WalletSync:
    """Bring one wallet up to date and return how that went; while somebody else is at it, nothing is done."""
    turn = claim(wallet, now)
    if turn and (fetched := _fetch(turn, now)):
        store([fetched], now)
    return WalletSync.objects.select_related("wallet").get(pk=wallet.pk)


def sync_due(now: datetime) -> bool:
    """Bring some of the wallets up to date whose turn it is; return whether more may be waiting."""
    enrol(now)
    started, failures, fetched = time.monotonic(), 0, list[Fetched]()
    is_over = False
    while len(fetched) < MOST_WALLETS and failures < MOST_FAILURES and time.monotonic() - started < MOST_SECONDS:
        turn = claim_next(now)
        if turn is None:
            is_over = True
            break
        done = _fetch(turn, now)
        failures = 0 if done else failures + 1
        fetched += [done] if done else []
    store(fetched, now)
    return not is_over and failures < MOST_FAILURES


def refresh(user: User) -> None:
    """Bring a user's wallets up to date now, unless that was done a moment ago."""
    if cache.add(f"portfolio-refreshed:{user.pk}", True, REFRESH_SECONDS):
        wallets = wallets_of(user, Book.REAL)
        for done, wallet in enumerate(wallets):
            report_progress(done, len(wallets))
            sync_wallet(wallet, timezone.now())


def attempt(
    turn: WalletSync, ask: Callable[[], Sequence[Asset]], now: datetime, *, known: Known = NOTHING_KNOWN
) -> Fetched | None:
    """Find out all that is to be known of a wallet; what one of them meets is its own failure, and None."""
    try:
        assets = ask()
        _check_not_all_gone(turn, assets)
        return Fetched(turn, *sort_out(turn.wallet_id, assets, now, known=known))
    except EstherError as error:
        give_up(turn, failure=error.message, now=now)
    except Exception:  # a wallet that Esther stumbles over keeps no other from its turn
        logger.exception("wallet %d could not be synced", turn.wallet_id)
        give_up(turn, failure=BUG, now=now)
    return None


def _fetch(turn: WalletSync, now: datetime) -> Fetched | None:
    return attempt(turn, lambda: fetch_balances(turn.wallet.address, sorted(catalogue().chains)), now)


def _check_not_all_gone(turn: WalletSync, assets: Sequence[Asset]) -> None:
    """Raise TemporaryError where a wallet that held something is said to be empty, for the first time."""
    if not assets and not turn.failures and Holding.objects.filter(wallet=turn.wallet).exists():
        raise TemporaryError(_ALL_GONE)
