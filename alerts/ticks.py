"""The prices of past passes, kept for as long as somebody looks back: a window of a move, or an order's evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max

from alerts.decision import LOOKBACK
from alerts.evidence import Tick
from alerts.models import Alert, PriceTick
from alerts.watched import remembered_tokens

__all__ = ["prune_ticks", "recent_ticks", "record_ticks"]

_MINUTE: Final = timedelta(minutes=1)

Kind, State = Alert.Kind, Alert.State


def record_ticks(ticks: Mapping[int, Tick]) -> int:
    """Keep the prices (by token) that somebody will look back at; return how many. What is kept already counts once."""
    wanted = remembered_tokens().filter(pk__in=list(ticks)).order_by("pk").values_list("pk", flat=True)
    kept = [PriceTick(token_id=pk, usd=ticks[pk].usd, observed_at=ticks[pk].observed_at) for pk in wanted]
    return len(PriceTick.objects.bulk_create(kept, ignore_conflicts=True))


def recent_ticks(token_ids: Iterable[int], *, now: datetime) -> Mapping[int, Sequence[Tick]]:
    """Return the last prices of tokens, as far back as an order's evidence may reach, newest first."""
    seen: dict[int, list[Tick]] = defaultdict(list)
    rows = PriceTick.objects.filter(token__in=list(token_ids), observed_at__gte=now - LOOKBACK, observed_at__lte=now)
    for token_id, usd, observed_at in rows.order_by("-observed_at").values_list("token", "usd", "observed_at"):
        seen[token_id].append(Tick(usd, observed_at))
    return seen


def prune_ticks(now: datetime) -> int:
    """Forget the prices that nobody looks back to any more; return how many."""
    alerts = Alert.objects.filter(kind=Kind.MOVE, state__in=[State.ACTIVE, State.PAUSED]).order_by()
    windows = alerts.values_list("token").annotate(longest=Max("window_minutes"))
    by_length: dict[timedelta, list[int]] = defaultdict(list)
    for token_id, longest in windows:
        by_length[max(longest * _MINUTE, LOOKBACK)].append(token_id)
    watched = [token_id for token_ids in by_length.values() for token_id in token_ids]
    forgotten: int = PriceTick.objects.filter(observed_at__lt=now - LOOKBACK).exclude(token__in=watched).delete()[0]
    for length, token_ids in by_length.items():
        forgotten += PriceTick.objects.filter(token__in=token_ids, observed_at__lt=now - length).delete()[0]
    return forgotten
