"""What the audit trail tells of one trade, order or alert: its entries, newest first, and when nobody watched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from alerts.models import Alert
from alerts.watching import gaps_since
from bots.why_words import Step, step_of
from esther_site.lib.errors import UserError
from tokens.spoken import shown
from trading.models import AuditEntry, Order, Swap, User

__all__ = ["PAGE_SIZE", "Story", "story_of"]

PAGE_SIZE: Final = 6
_GAPS_SHOWN: Final = 3
_SHORTEST_ID: Final = 4
_NAMES: Final = {"swap": "trade", "order": "order", "alert": "alert"}
_UNKNOWN: Final = "I know no trade, order or alert “{text}” of yours. /history, /orders and /alerts show what there is."
_NOTHING: Final = "There is nothing to explain yet. Name a trade, an order or an alert, such as /why k7m2p9x4qd."
_SEVERAL: Final = "Several of yours begin like that. Write more of the id, such as /why {handle}."

Gap = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class Story:
    """One page of what is known."""

    kind: str  # swap, order or alert
    handle: str
    name: str
    state: str
    steps: Sequence[Step]
    page: int
    has_more: bool
    gaps: Sequence[Gap]
    more_gaps: int
    unwatched_seconds: int


Subject = Swap | Order | Alert


def story_of(user: User, text: str, *, what: str = "", page: int = 0) -> Story:
    """Explain what is meant by an id, or by the beginning of one; without one, the user's newest trade.

    Raises UserError for what is not theirs; operators may ask about anything.
    """
    subject = _find(user, text.lower(), what) if text else _newest(user, what)
    entries = _entries(subject)[page * PAGE_SIZE : (page + 1) * PAGE_SIZE + 1]
    gaps = _gaps(subject)
    return Story(
        kind=_kind(subject),
        handle=subject.handle,
        name=_NAMES[_kind(subject)],
        state=subject.get_state_display(),
        steps=[step_of(entry, subject) for entry in entries[:PAGE_SIZE]],
        page=page,
        has_more=len(entries) > PAGE_SIZE,
        gaps=gaps[-_GAPS_SHOWN:],
        more_gaps=max(0, len(gaps) - _GAPS_SHOWN),
        unwatched_seconds=int(sum((end - start for start, end in gaps), timedelta()).total_seconds()),
    )


def _find(user: User, text: str, what: str) -> Subject:
    found = [each for rows in _own(user, what) for each in _named(rows, text)]
    if not found:
        raise UserError(_UNKNOWN.format(text=shown(text)))
    if len(found) > 1:
        raise UserError(_SEVERAL.format(handle=found[0].handle))
    return found[0]


def _named(rows: QuerySet[Swap] | QuerySet[Order] | QuerySet[Alert], text: str) -> list[Subject]:
    exact = rows.filter(handle=text).first()
    if exact is not None:
        return [exact]
    return list(rows.filter(handle__startswith=text)[:2]) if len(text) >= _SHORTEST_ID else []


def _newest(user: User, what: str) -> Subject:
    """Return the newest trade of the user's own, or the newest order or alert where that is what they ask about."""
    sorts: dict[str, type[Subject]] = {"order": Order, "alert": Alert}
    newest: Subject | None = sorts.get(what, Swap).objects.filter(user=user).order_by("-pk").first()
    if newest is None:
        raise UserError(_NOTHING)
    return newest


def _own(user: User, what: str) -> list[QuerySet[Swap] | QuerySet[Order] | QuerySet[Alert]]:
    everything: dict[str, QuerySet[Swap] | QuerySet[Order] | QuerySet[Alert]] = {
        "swap": Swap.objects.select_related("token_in", "token_out"),
        "order": Order.objects.select_related("token", "currency", "swap"),
        "alert": Alert.objects.select_related("token"),
    }
    chosen = [rows for name, rows in everything.items() if what in ("", name)]
    return chosen if user.is_staff else [rows.filter(user=user) for rows in chosen]


def _entries(subject: Subject) -> QuerySet[AuditEntry]:
    """Return what is recorded of it; of an order, of its trade as well, and the other way round."""
    about = [f"{_kind(subject)}:{subject.handle}"]
    if isinstance(subject, Order) and subject.swap:
        about.append(f"swap:{subject.swap.handle}")
    if isinstance(subject, Swap) and (order := Order.objects.filter(swap=subject).first()):
        about.append(f"order:{order.handle}")
    return AuditEntry.objects.filter(subject__in=about).order_by("-id")


def _kind(subject: Subject) -> str:
    return {Swap: "swap", Order: "order", Alert: "alert"}[type(subject)]


def _gaps(subject: Subject) -> list[Gap]:
    """Return when nobody watched between its beginning and its end, or now; a trade by hand waits for no price."""
    if isinstance(subject, Swap) and subject.origin != Swap.Origin.ORDER:
        return []
    end = subject.fired_at if isinstance(subject, Alert) else subject.finished_at
    over = end or timezone.now()
    return [(start, min(until, over)) for start, until in gaps_since(subject.created_at) if start < over]
