"""Wallets on chains synced by many processes at once: each takes a part, asks side by side, and stores it in one go.

Who is killed on the way leaves leases that run out within a minute. Nothing is stored by who is too late.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.conf import settings
from django.utils import timezone

from esther_site.lib.errors import EstherError
from portfolio.balances_feed import Asset, fetch_balances
from portfolio.models import WalletSync
from portfolio.sorting_out import NOTHING_KNOWN, Known, look_up
from portfolio.sync import MOST_FAILURES, MOST_WALLETS, attempt
from portfolio.sync_storing import store
from portfolio.sync_turns import claim_some, put_back, waiting
from tokens.catalogue import catalogue

__all__ = ["due_parts", "sync_some"]

logger = logging.getLogger(__name__)

PATIENCE: Final = timedelta(seconds=30)  # with OKX about one part, whose lease is not over by then

Asked = tuple[WalletSync, Future[list[Asset] | None]]


class _Asking:
    """Asks OKX, some wallets at a time; after a few failures in a row OKX is the trouble, and nobody is asked for."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._chains = sorted(catalogue().chains)
        self._failures = 0

    def part(self) -> list[Asked]:
        """Take the turns of some wallets, and ask for their balances."""
        turns = claim_some(timezone.now(), most=MOST_WALLETS)
        return [(turn, self._threads.submit(copy_context().run, self._ask, turn.wallet.address)) for turn in turns]

    def _ask(self, address: str) -> list[Asset] | None:
        """Return what an address holds, or None where it was not asked for. Raises whatever asking meets."""
        if self._failures >= MOST_FAILURES:
            return None
        try:
            assets = fetch_balances(address, self._chains)
        except Exception:
            self._failures += 1
            raise
        self._failures = 0
        return assets


def due_parts(now: datetime, *, most: int) -> int:
    """Return how many parts are due and in nobody's hands, as far as that is no more than `most`."""
    wallets = waiting(now).order_by("due_at")[: most * MOST_WALLETS].count()
    return -(-wallets // MOST_WALLETS)


def sync_some(*, until: datetime) -> bool:
    """Sync one part of what is due after the other until a moment; return whether more may be waiting.

    While one part is stored, the next one is asked for already.
    """
    with ThreadPoolExecutor(settings.SYNC_AT_ONCE, thread_name_prefix="balances") as threads:
        asking = _Asking(threads)
        part = asking.part()
        while part:
            answered = list(_answered(part))
            is_over = timezone.now() >= until or len(answered) < len(part)
            following = [] if is_over else asking.part()
            _store(part, answered)
            if is_over:
                return len(answered) == len(part)
            part = following
    return False


def _store(part: Sequence[Asked], answered: Sequence[Asked]) -> None:
    """End the turns of those that were answered, and put the others back."""
    known, now = _known(answered), timezone.now()
    fetched = [attempt(turn, partial(_assets, future), now, known=known) for turn, future in answered]
    store([one for one in fetched if one], now)
    ended = {turn.pk for turn, _ in answered}
    put_back([turn for turn, _ in part if turn.pk not in ended])


def _answered(part: Sequence[Asked]) -> Iterator[Asked]:
    """Wait for the answers, a failure being one; what nobody should wait for any more is called off."""
    deadline = timezone.now() + PATIENCE
    for turn, future in part:
        wait([future], timeout=max(0, (deadline - timezone.now()).total_seconds()))
        if not future.done():
            future.cancel()
        elif future.exception() or future.result() is not None:
            yield turn, future


def _assets(future: Future[list[Asset] | None]) -> list[Asset]:
    return future.result() or []


def _known(answered: Sequence[Asked]) -> Known:
    """Look up the tokens of all answers in one go; where OKX does not answer, each wallet asks for itself."""
    assets = [asset for _, future in answered if not future.exception() for asset in _assets(future)]
    try:
        return look_up(assets)
    except EstherError as error:
        logger.warning("no prices for the wallets of one part: %s", error.message)
        return NOTHING_KNOWN
