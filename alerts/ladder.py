"""The price ladder of a token: how high its price was since any moment, for trailing stops that keep no mark of it.

A rung is a price with the moment it was seen; what a later price outdid is gone, so with time the rungs fall. Which
prices are good enough to climb is not decided here (see `alerts.evidence`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import Max, Min, Q

from alerts.evidence import EXACT, Tick
from alerts.models import PricePeak
from alerts.watched import TRAILING
from tokens.models import Price
from trading.models import Order

__all__ = ["climb", "climb_ticks", "highest_since", "peaks", "prune_ladder", "trailing_usd"]

BATCH: Final = 500
_WHOLE: Final = Decimal(10_000)  # in hundredths of a percent


def climb(prices: Mapping[int, Decimal], *, at: datetime) -> int:
    """Put the prices (by token) of one moment on the ladders; return how many are rungs now."""
    return climb_ticks({token_id: Tick(usd, at) for token_id, usd in prices.items()})


def climb_ticks(ticks: Mapping[int, Tick]) -> int:
    """Put prices (by token) on the ladders, each at its own moment, in any order; return how many are rungs now."""
    with transaction.atomic():
        _lock(ticks)
        new, outdone = dict(ticks), []
        rungs = PricePeak.objects.filter(token__in=list(ticks))
        for pk, token_id, usd, observed_at in rungs.values_list("pk", "token", "usd", "observed_at"):
            tick = ticks[token_id]
            if observed_at >= tick.observed_at and usd >= tick.usd:
                new.pop(token_id, None)
            elif observed_at <= tick.observed_at and usd <= tick.usd:
                outdone.append(pk)
        for start in range(0, len(outdone), BATCH):
            PricePeak.objects.filter(pk__in=outdone[start : start + BATCH]).delete()
        PricePeak.objects.bulk_create(
            PricePeak(token_id=token_id, usd=tick.usd, observed_at=tick.observed_at) for token_id, tick in new.items()
        )
    return len(new)


def highest_since(token_id: int, moment: datetime) -> Decimal | None:
    """Return the highest price of a token at a moment or after it; None when there was none."""
    rungs = PricePeak.objects.filter(token=token_id, observed_at__gte=moment)
    highest: Decimal | None = rungs.aggregate(highest=Max("usd"))["highest"]
    return highest


def trailing_usd(highest: Decimal, trail_bps: int) -> Decimal:
    """Return, exactly, the price that is so many hundredths of a percent below another."""
    return EXACT.divide(EXACT.multiply(highest, _WHOLE - trail_bps), _WHOLE)


def peaks(token_ids: Iterable[int]) -> Mapping[int, Sequence[Tick]]:
    """Return the rungs of the tokens' ladders: the oldest first, and each lower than the one before."""
    ladders: dict[int, list[Tick]] = defaultdict(list)
    newest_first = PricePeak.objects.filter(token__in=list(token_ids)).order_by("token", "-observed_at")
    for token_id, usd, observed_at in newest_first.values_list("token", "usd", "observed_at"):
        rungs = ladders[token_id]
        if not rungs or usd > rungs[-1].usd:
            rungs.append(Tick(usd, observed_at))
    return {token_id: rungs[::-1] for token_id, rungs in ladders.items()}


def prune_ladder() -> int:
    """Forget the rungs from before the oldest open trailing stop of their token; return how many."""
    stops = Order.objects.filter(TRAILING, state__in=Order.OPEN).order_by()
    needed = dict(stops.values_list("token").annotate(oldest=Min("trails_from")))
    ladders = PricePeak.objects.order_by().values_list("token").annotate(oldest=Min("observed_at"))
    forgotten = 0
    for token_id, oldest in list(ladders):
        since = needed.get(token_id)
        if since is None or oldest < since:
            late = Q() if since is None else Q(observed_at__lt=since)
            forgotten += PricePeak.objects.filter(late, token=token_id).delete()[0]
    return forgotten


def _lock(token_ids: Iterable[int]) -> None:
    """Let one at a time climb the ladders of these tokens, in one order everywhere."""
    list(Price.objects.select_for_update().filter(token__in=list(token_ids)).order_by("token").values_list("token"))
