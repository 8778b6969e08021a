"""When watching begins: not before every app is loaded, however long that takes."""

from __future__ import annotations

import threading

import pytest
from django.apps import apps
from pytest_django.fixtures import Settings


def test_nobody_touches_the_database_while_apps_are_still_loading(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RUN_MONITOR = True
    loaded, delivers = threading.Event(), threading.Event()
    begun: list[str] = []
    monkeypatch.setattr(apps, "ready_event", loaded)
    monkeypatch.setattr("alerts.monitor.start_monitor", lambda: begun.append("monitor"))
    monkeypatch.setattr("alerts.delivery.start_deliverer", delivers.set)

    apps.get_app_config("alerts").ready()
    assert not delivers.wait(0.05)
    assert begun == []

    loaded.set()
    assert delivers.wait(5)
    assert begun == ["monitor"]


def test_where_it_is_not_to_run_nothing_begins(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.RUN_MONITOR = False
    monkeypatch.setattr("alerts.apps._watch_when_ready", lambda: pytest.fail("it began"))
    before = threading.active_count()
    apps.get_app_config("alerts").ready()
    assert threading.active_count() == before
