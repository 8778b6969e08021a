"""Storing what was fetched of wallets: many in one transaction, judged by what each of them held before."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import DatabaseError, transaction

from portfolio.judging import Before, Judged, judge
from portfolio.merging import Row, replace_holdings
from portfolio.models import Holding, WalletSync
from portfolio.sorting_out import Found
from portfolio.sync_turns import finish, give_up
from portfolio.unknown_assets import UnknownAsset, note_unknown

__all__ = ["BUG", "Fetched", "store"]

logger = logging.getLogger(__name__)

BUG: Final = "Esther made a mistake while looking at this wallet; the operator finds it in the log."


@dataclass(frozen=True)
class Fetched:
    """All that was fetched of one wallet, in the turn that whoever fetched it holds."""

    turn: WalletSync
    found: list[Found]
    unknown: list[UnknownAsset]


def store(fetched: Sequence[Fetched], now: datetime) -> None:
    """Store all of them in one transaction or, where the database refuses that, one by one."""
    if not fetched:
        return
    try:
        with transaction.atomic():
            _replace(fetched, now)
    except DatabaseError:
        if len(fetched) == 1:
            logger.exception("what wallet %d holds could not be stored", fetched[0].turn.wallet_id)
            give_up(fetched[0].turn, failure=BUG, now=now)
            return
        for one in fetched:
            store([one], now)
    else:
        note_unknown({one.turn.wallet_id: one.unknown for one in fetched})


def _replace(fetched: Sequence[Fetched], now: datetime) -> None:
    before = _before(fetched)
    judged = {one.turn.wallet_id: (one.turn, judge(one.found, before[one.turn.wallet_id])) for one in fetched}
    ours = finish({pk: (turn, what.counted_usd) for pk, (turn, what) in judged.items()}, now)
    replace_holdings(ours, [row for pk in ours for row in _rows(pk, judged[pk][1])])


def _before(fetched: Sequence[Fetched]) -> dict[int, Before]:
    """Return what was held; locked, so that a word of the owner's on it comes before or after, and is not lost."""
    turns = {one.turn.wallet_id: one.turn for one in fetched}
    held: dict[int, dict[int, Holding]] = {pk: {} for pk in turns}
    for holding in Holding.objects.filter(wallet__in=turns).select_for_update().order_by("pk"):
        held[holding.wallet_id][holding.token_id] = holding
    return {pk: Before(held[pk], turns[pk].counted_usd if turns[pk].synced_at else None) for pk in turns}


def _rows(wallet_id: int, judged: Judged) -> list[Row]:
    return [Row(wallet_id, found.token.pk, found.units, why.value) for found, why in judged.apart]
