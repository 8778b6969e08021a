"""Where processes write down how services answered them: a row for each, rewritten now and then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from esther_site.lib.shared_health import Written
from esther_site.models import ProcessHealth

__all__ = ["HealthRows"]

_KEPT: Final = timedelta(hours=1)


class HealthRows:
    """The rows of `ProcessHealth`, as `esther_site.lib.shared_health` wants them."""

    def write(self, process: str, services: Written, now: datetime) -> None:
        """Rewrite the row of a process, and delete those of processes that are long gone; leave no connection open."""
        try:
            ProcessHealth.objects.update_or_create(process=process, defaults={"services": services, "noted_at": now})
            ProcessHealth.objects.filter(noted_at__lt=now - _KEPT).delete()
        finally:
            if not connection.in_atomic_block:
                connection.close()

    def read(self, since: datetime) -> Iterable[tuple[str, Written]]:
        """Return what processes have written since then."""
        return list(ProcessHealth.objects.filter(noted_at__gte=since).values_list("process", "services"))
