"""The digest: once a day or a week, at eight on the user's own clock, what there is to say about what they have here.

Any number of monitors may look: a due digest is claimed by moving its moment on, in the transaction in which it is
written, and its key lets it be written once. After a sleep it comes late, and once, with all since the one before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from alerts.alert_news import plain
from alerts.digest_events import Events, events_of
from alerts.models import Notification
from portfolio.days import day_in
from portfolio.digest import DAYS, AssetNews, PortfolioNews, portfolio_news
from trading.models import User
from trading.preferences import next_digest

__all__ = ["TEMPLATE", "write_digests"]

TEMPLATE: Final = "digest"
BATCH: Final = 200

_Due = tuple[datetime, str, str]  # since when, in which zone, in which rhythm


def write_digests(now: datetime) -> int:
    """Write the digests that are due, of a batch of users; return how many users were looked at."""
    due = _due(now)
    for when, users in due.items():
        _write(when, users, now)
    return sum(len(users) for users in due.values())


def _due(now: datetime) -> dict[_Due, list[User]]:
    """Return who is to be told, together those for whom it is the same time of the same days."""
    users = User.objects.filter(
        digest_at__lte=now, status=User.Status.ACTIVE, is_unreachable=False, telegram_id__isnull=False
    )
    due: dict[_Due, list[User]] = defaultdict(list)
    for user in users.select_related("default_wallet").order_by("digest_at", "pk")[:BATCH]:
        if user.digest_at is not None:
            due[user.digest_at, user.time_zone, user.digest].append(user)
    return due


def _write(when: _Due, users: Sequence[User], now: datetime) -> None:
    moment, zone, rhythm = when
    since = moment - timedelta(days=DAYS.get(rhythm, 1))
    news = portfolio_news(users, rhythm, now) if rhythm in DAYS else {}
    events = events_of([user.pk for user in users], since, now)
    with transaction.atomic():
        claimed = _claim(users, moment, next_digest(rhythm, zone, after=now))
        facts = {key: _facts(news.get(key), events[key]) for key in claimed}
        told = [_told(key, _key(key, when), data | {"rhythm": rhythm}, now) for key, data in facts.items() if data]
        Notification.objects.bulk_create(told, ignore_conflicts=True)


def _claim(users: Sequence[User], moment: datetime, following: datetime | None) -> list[int]:
    """Move the moment on of those whose digest nobody wrote meanwhile; return their keys."""
    mine = User.objects.select_for_update(skip_locked=True).filter(pk__in=[user.pk for user in users])
    keys = list(mine.filter(digest_at=moment).order_by("pk").values_list("pk", flat=True))
    moved = User.objects.filter(pk__in=keys, digest_at=moment).update(digest_at=following)
    return keys if moved == len(keys) else []


def _key(user: int, when: _Due) -> str:
    """Return the name of a digest: of its user, and of its day or week where they are."""
    moment, zone, rhythm = when
    day = day_in(zone, moment)
    return f"digest:{user}:{day:%G-W%V}" if rhythm == "weekly" else f"digest:{user}:{day}"


def _told(user: int, key: str, data: dict[str, Any], now: datetime) -> Notification:
    return Notification(
        dedupe_key=key,
        user_id=user,
        importance=Notification.Importance.NEWS,
        template=TEMPLATE,
        data=data | {"at": now.isoformat()},
        not_before=now,
        created_at=now,
    )


def _facts(news: PortfolioNews | None, events: Events) -> dict[str, Any]:
    """Return what there is to say, as text; empty where there is nothing."""
    facts: dict[str, Any] = {name: value for name, value in asdict(events).items() if value}
    if news is None:
        return facts
    if news.total_usd:
        facts |= {"total_usd": plain(news.total_usd), "book": news.book.value}
    if (change := news.change) is not None and (news.total_usd or change.usd):
        facts |= {
            "book": news.book.value,
            "start": change.start.isoformat(),
            "end": change.end.isoformat(),
            "gain_usd": plain(round(change.usd, 8)),
            "gain_percent": "" if change.percent is None else plain(round(change.percent, 8)),
            **_asset("best", change.best),
            **_asset("worst", change.worst),
        }
    return facts


def _asset(side: str, found: AssetNews | None) -> Mapping[str, str]:
    if found is None or not found.usd:
        return {}
    token = found.token
    return {
        f"{side}_symbol": token.symbol,
        f"{side}_chain": token.chain.name,
        f"{side}_usd": plain(round(found.usd, 8)),
    }
