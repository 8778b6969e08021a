"""Esther's Celery app, with the moment noted at which each request to OKX is let go: on its way it may be held up.

`celery -A tests.scale.noting_app worker`: each process adds a line with seconds since 1970 to LET_GO.
"""

from __future__ import annotations

import os
import time

from esther_site.celery_app import app
from esther_site.lib.okx_guards import Pace

__all__ = ["app"]

_wait = Pace.wait
_file = os.open(os.environ["LET_GO"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def _noted(pace: Pace) -> None:
    _wait(pace)
    os.write(_file, f"{time.time()}\n".encode())


setattr(Pace, "wait", _noted)  # noqa: B010 - mypy takes it for a mistake otherwise
