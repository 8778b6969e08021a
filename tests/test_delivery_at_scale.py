"""Many alerts to many chats at once, over real HTTP and at the real pace: all arrive, and Telegram's limits hold."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from alerts.models import Notification
from alerts.pacing import MESSAGES_PER_SECOND
from tests.alerts_at_once import deliver, one_pass
from tests.busy_telegram import BusyTelegram

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CHATS, ALERTS = 100, 2000


def test_all_arrive_once_at_the_pace_and_never_too_early(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alerts.delivery.START_DELAY_SECONDS", 0)
    handles = one_pass(chats=CHATS, alerts=ALERTS)
    with BusyTelegram(refuse_every=30) as telegram:
        settings.TELEGRAM_API_BASE_URL = telegram.url
        seconds = deliver(telegram, expected=len(handles))

    assert sorted(telegram.arrived) == sorted(handles)
    assert (telegram.early, telegram.refused > 0, telegram.calls) == (0, True, CHATS + telegram.refused)
    assert Notification.objects.exclude(state=Notification.State.SENT).count() == 0
    allowed = telegram.calls / MESSAGES_PER_SECOND
    assert seconds >= allowed - 1  # the first second's messages may go at once; how long it takes is for `make bench`
