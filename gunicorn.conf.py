"""How the serving process runs: one worker with threads, and the bot beside them.

Never preload the app: a thread that was started before the fork does not exist in the worker.
"""

from __future__ import annotations

import gc
import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.glogging import Logger
    from gunicorn.workers.base import Worker

_PORT = os.environ.get("PORT", "8000")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "esther_site.settings")
os.environ["ESTHER_SERVING"] = "True"
os.environ.setdefault("SANDBOX_URL", f"http://127.0.0.1:{_PORT}")

from django.conf import settings  # noqa: E402 - it reads what was just set

wsgi_app = "esther_site.wsgi"
bind = f"127.0.0.1:{_PORT}"  # whoever serves the internet says so: gunicorn --bind 0.0.0.0:$PORT
worker_class = "gthread"
workers = 1
threads = 16 if settings.SANDBOX else 8  # in the sandbox Esther also calls herself
timeout = 120  # a small free host needs a long moment to start
graceful_timeout = 25  # hosts kill after 30
keepalive = 65  # longer than the proxy in front keeps a connection
loglevel = "warning" if settings.DEBUG else "info"
accesslog = None
control_socket_disable = True

# Of the graceful timeout, requests get this much; the rest is for the bot to finish what it has in hand.
_REQUEST_DRAIN_SECONDS = 4


def on_starting(server: Arbiter) -> None:
    """Have what the arbiter logs look like all the rest."""
    _clean_up_log(server.log)


def post_worker_init(worker: Worker) -> None:
    """Start the bot, once the app is loaded and before the first request is taken."""
    from bots.runtime import start_runtime

    _clean_up_log(worker.log)
    worker.cfg.set("graceful_timeout", _REQUEST_DRAIN_SECONDS)
    gc.freeze()  # what is loaded by now stays: the collector need not look through it again and again
    start_runtime()
    if settings.DEBUG:
        print(_welcome(), flush=True)  # noqa: T201 - for whoever started the server


def worker_exit(server: Arbiter, worker: Worker) -> None:
    """Stop the bot, once the last request is answered."""
    if not worker.booted:
        return
    from bots.runtime import stop_runtime

    for further in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(further, signal.SIG_IGN)  # Ctrl-C reaches the worker twice, and the second would cut this short
    stop_runtime()


def _clean_up_log(log: Logger) -> None:
    """Give gunicorn's own log the form of Esther's, and take secrets out of it."""
    from esther_site.lib.json_log import JsonLines
    from esther_site.lib.redaction import ScrubFilter

    for handler in log.error_log.handlers:
        if not any(isinstance(each, ScrubFilter) for each in handler.filters):  # a worker inherits the arbiter's
            handler.addFilter(ScrubFilter())
        if settings.LOG_FORMAT == "json":
            handler.setFormatter(JsonLines())


def _welcome() -> str:
    if settings.SANDBOX:
        return f"\n  Esther is ready: open http://{bind}/ and say: buy 0.1 eth with usdc\n  Ctrl-C stops her.\n"
    return "\n  Esther is ready: write to your bot in Telegram.\n  Ctrl-C stops her.\n"
