"""Bringing what wallets on chains hold up to date: everything is fetched first, and replaced only when it is whole."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.utils import timezone

from esther_site.lib.errors import EstherError, TemporaryError
from esther_site.lib.progress import report_progress
from portfolio.balances_feed import Asset, fetch_balances
from portfolio.books import wallets_of
from portfolio.judging import Before, Judged, judge
from portfolio.merging import Row, replace_holdings
from portfolio.models import Book, Holding, WalletSync
from portfolio.sorting_out import Found, sort_out
from portfolio.sync_turns import claim, claim_next, enrol, finish, give_up
from portfolio.unknown_assets import UnknownAsset, note_unknown
from tokens.catalogue import catalogue
from trading.models import User, Wallet

__all__ = ["refresh", "sync_due", "sync_wallet"]

logger = logging.getLogger(__name__)

MOST_WALLETS: Final = 20  # of one call
MOST_SECONDS: Final = 4  # of one call: what else the caller does must not wait for long
MOST_FAILURES: Final = 3  # in a row, of one call: then OKX is the trouble, and not a wallet
REFRESH_SECONDS: Final = 15  # between two refreshes that a user asks for
_BUG: Final = "Esther made a mistake while looking at this wallet; the operator finds it in the log."
_ALL_GONE: Final = "OKX says that this wallet is empty all at once: Esther looks once more before it believes that."


@dataclass(frozen=True)
class _Fetched:
    turn: WalletSync
    found: list[Found]
    unknown: list[UnknownAsset]


def sync_wallet(wallet: Wallet, now: datetime) -> WalletSync:
    """Bring one wallet up to date and return how that went; while somebody else is at it, nothing is done."""
    turn = claim(wallet, now)
    if turn and (fetched := _fetch(turn, now)):
        _store([fetched], now)
    return WalletSync.objects.select_related("wallet").get(pk=wallet.pk)


def sync_due(now: datetime) -> bool:
    """Bring some of the wallets up to date whose turn it is; return whether more may be waiting."""
    enrol(now)
    started, failures, fetched = time.monotonic(), 0, list[_Fetched]()
    is_over = False
    while len(fetched) < MOST_WALLETS and failures < MOST_FAILURES and time.monotonic() - started < MOST_SECONDS:
        turn = claim_next(now)
        if turn is None:
            is_over = True
            break
        done = _fetch(turn, now)
        failures = 0 if done else failures + 1
        fetched += [done] if done else []
    _store(fetched, now)
    return not is_over and failures < MOST_FAILURES


def refresh(user: User) -> None:
    """Bring a user's wallets up to date now, unless that was done a moment ago."""
    if cache.add(f"portfolio-refreshed:{user.pk}", True, REFRESH_SECONDS):
        wallets = wallets_of(user, Book.REAL)
        for done, wallet in enumerate(wallets):
            report_progress(done, len(wallets))
            sync_wallet(wallet, timezone.now())


def _fetch(turn: WalletSync, now: datetime) -> _Fetched | None:
    """Fetch all that is to be known of a wallet; what one of them meets is its own failure, and None."""
    try:
        return _Fetched(turn, *sort_out(turn.wallet_id, _balances(turn), now))
    except EstherError as error:
        give_up(turn, failure=error.message, now=now)
    except Exception:  # a wallet that Esther stumbles over keeps no other from its turn
        logger.exception("wallet %d could not be synced", turn.wallet_id)
        give_up(turn, failure=_BUG, now=now)
    return None


def _balances(turn: WalletSync) -> list[Asset]:
    """Return a wallet's balances; that everything is gone at once must be said twice."""
    assets = fetch_balances(turn.wallet.address, sorted(catalogue().chains))
    if not assets and not turn.failures and Holding.objects.filter(wallet=turn.wallet).exists():
        raise TemporaryError(_ALL_GONE)
    return assets


def _store(fetched: Sequence[_Fetched], now: datetime) -> None:
    """Store all of them in one transaction or, where the database refuses that, one by one."""
    if not fetched:
        return
    try:
        with transaction.atomic():
            _replace(fetched, now)
    except DatabaseError:
        if len(fetched) == 1:
            logger.exception("what wallet %d holds could not be stored", fetched[0].turn.wallet_id)
            give_up(fetched[0].turn, failure=_BUG, now=now)
            return
        for one in fetched:
            _store([one], now)
    else:
        for one in fetched:
            note_unknown(one.turn.wallet_id, one.unknown)


def _replace(fetched: Sequence[_Fetched], now: datetime) -> None:
    before = _before(fetched)
    judged = [(one, judge(one.found, before[one.turn.wallet_id])) for one in fetched]
    ours = [(one, what) for one, what in judged if finish(one.turn, counted_usd=what.counted_usd, now=now)]
    rows = [row for one, what in ours for row in _rows(one.turn.wallet_id, what)]
    replace_holdings([one.turn.wallet_id for one, _ in ours], rows)


def _before(fetched: Sequence[_Fetched]) -> dict[int, Before]:
    """Return what was held; locked, so that a word of the owner's on it comes before or after, and is not lost."""
    turns = {one.turn.wallet_id: one.turn for one in fetched}
    held: dict[int, dict[int, Holding]] = {pk: {} for pk in turns}
    for holding in Holding.objects.filter(wallet__in=turns).select_for_update().order_by("pk"):
        held[holding.wallet_id][holding.token_id] = holding
    return {pk: Before(held[pk], turns[pk].counted_usd if turns[pk].synced_at else None) for pk in turns}


def _rows(wallet_id: int, judged: Judged) -> list[Row]:
    return [Row(wallet_id, found.token.pk, found.units, why.value) for found, why in judged.apart]
