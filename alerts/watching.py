"""When prices were watched and when nobody did: a heartbeat that draws stretches of time, and the gaps between."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Min
from django.utils import timezone

from alerts.models import Watch

__all__ = ["GAP", "beat", "gaps_since", "watched_since"]

GAP: Final = timedelta(seconds=90)  # silence that is longer is a gap


def beat(now: datetime) -> tuple[datetime, datetime] | None:
    """Say that prices are watched now; after a gap this starts a new stretch, and returns the gap.

    What is made of the gap belongs into the same transaction: it is returned once.
    """
    latest = Watch.objects.order_by("-last_beat_at").first()
    if latest is not None and latest.last_beat_at >= now - GAP:
        # Another monitor may have been later in between.
        Watch.objects.filter(pk=latest.pk, last_beat_at__lt=now).update(last_beat_at=now)
        return None
    Watch.objects.create(started_at=now, last_beat_at=now)
    return (latest.last_beat_at, now) if latest else None


def watched_since() -> datetime | None:
    """Return since when prices are watched without a gap, or None when they are not."""
    latest = Watch.objects.filter(last_beat_at__gte=timezone.now() - GAP).order_by("started_at").first()
    return latest.started_at if latest else None


def gaps_since(moment: datetime) -> list[tuple[datetime, datetime]]:
    """Return when nobody watched between a moment and now, each gap as its start and end.

    Time from before anybody ever watched is no gap.
    """
    first = Watch.objects.aggregate(first=Min("started_at"))["first"]
    if first is None:
        return []
    gaps, watched_until = [], max(moment, first)
    stretches = Watch.objects.filter(last_beat_at__gte=moment).order_by("started_at")
    for started_at, last_beat_at in stretches.values_list("started_at", "last_beat_at"):
        if started_at - watched_until > GAP:
            gaps.append((watched_until, started_at))
        watched_until = max(watched_until, last_beat_at)  # the stretches of two monitors may overlap
    now = timezone.now()
    if now - watched_until > GAP:
        gaps.append((watched_until, now))
    return gaps
