from __future__ import annotations

from contextvars import copy_context
from threading import Thread

from esther_site.lib.progress import heard_by, report_progress


def test_nobody_need_listen() -> None:
    report_progress(1, 2)


def test_a_listener_hears_what_is_said_in_another_thread() -> None:
    heard: list[tuple[int, int]] = []
    with heard_by(lambda done, total: heard.append((done, total))):
        worker = Thread(target=copy_context().run, args=(report_progress, 3, 12))
    worker.start()
    worker.join()

    report_progress(4, 12)

    assert heard == [(3, 12)]
