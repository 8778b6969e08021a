"""The large form's task queue: Celery with Redis between the monitors that wake tasks and the workers that take them.

Only processes of the large form import this. Nothing is kept in the queue that rows do not say, too: whatever is lost
here is woken again (`alerts.waker`), and what comes twice finds its turn taken (`alerts.turns`).

https://docs.celeryq.dev/en/stable/userguide/configuration.html
"""

from __future__ import annotations

import logging
import os
import socket
import ssl
import warnings
from typing import Any, Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esther_site.settings")
os.environ["RUN_MONITOR"] = "False"  # a worker takes tasks, and runs no monitor of its own beside them

from celery import Celery
from celery.exceptions import CPendingDeprecationWarning
from celery.signals import setup_logging
from django.conf import settings

__all__ = ["app"]

LONGEST_TASK: Final = 300  # seconds; then its process is replaced
_SILENT: Final = 2  # seconds after which Redis counts as gone

app = Celery("esther")
app.conf.update(
    broker_url=settings.REDIS_URL,
    broker_use_ssl={"ssl_cert_reqs": ssl.CERT_REQUIRED} if settings.REDIS_URL.startswith("rediss:") else None,
    broker_transport_options={
        "global_keyprefix": "esther:queue:",
        "visibility_timeout": LONGEST_TASK + 60,
        "socket_connect_timeout": _SILENT,
        "socket_timeout": _SILENT,
        "socket_keepalive": True,
        # A cut network is noticed within half a minute, and not when the system gives up after hours.
        "socket_keepalive_options": {socket.TCP_KEEPIDLE: 10, socket.TCP_KEEPINTVL: 5, socket.TCP_KEEPCNT: 3}
        if hasattr(socket, "TCP_KEEPIDLE")
        else {},
        "max_retries": 0,
    },
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,  # a worker waits for Redis for as long as it takes
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=LONGEST_TASK,
    worker_prefetch_multiplier=1,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    worker_cancel_long_running_tasks_on_connection_loss=False,  # their turns are kept in rows
    worker_max_tasks_per_child=10_000,
    enable_utc=True,
    timezone="UTC",
)
warnings.filterwarnings("ignore", category=CPendingDeprecationWarning)  # about cancelling tasks, which is decided above
app.autodiscover_tasks(["alerts"])


@setup_logging.connect
def _keep_logging(**_: Any) -> None:
    """Leave the logging to the settings, which take secrets out; a line for each task would be none worth reading."""
    for name in ("celery.worker.strategy", "celery.app.trace"):
        logging.getLogger(name).setLevel(logging.WARNING)
