"""What operators are told of failures that only they can mend: one message for each kind, now and then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache

from alerts.money_news import write_once
from trading.models import User

__all__ = ["TEMPLATE", "tell_of_failure"]

TEMPLATE: Final = "failure_to_mend"
EVERY: Final = timedelta(minutes=10)


def tell_of_failure(failure_id: str, kind: str, sentence: str, *, now: datetime) -> bool:
    """Tell every operator of a failure, unless they were told of one of its kind a moment ago; say whether any knows.

    The cache keeps this process silent; between processes the moment does, as part of the message's key.
    """
    operators = User.objects.filter(is_staff=True, status=User.Status.ACTIVE, telegram_id__isnull=False)
    told = list(operators.values_list("pk", flat=True))
    if told and cache.add(f"failure-told:{kind}", failure_id, EVERY.total_seconds()):
        moment = int(now.timestamp() // EVERY.total_seconds())
        data = {"failure_id": failure_id, "kind": kind, "sentence": sentence, "at": now.isoformat()}
        write_once({f"failure:{kind}:{moment}:{pk}": pk for pk in told}, template=TEMPLATE, data=data, now=now)
    return bool(told)
