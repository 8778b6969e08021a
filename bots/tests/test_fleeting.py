from __future__ import annotations

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from telegram.ext import ExtBot

from bots.fleeting import AGAIN_AFTER, MAX_TRIES, send_fleeting_photo, take_back
from bots.models import FleetingMessage
from bots.tests.chat import NOT_FOUND, Wire
from esther_site.lib.errors import TemporaryError

pytestmark = pytest.mark.django_db

NOW, LATER = timedelta(0), timedelta(minutes=10)


def sends(wire: Wire, *, lasts: timedelta) -> int:
    async def send() -> int:
        async with ExtBot("42:test", request=wire, get_updates_request=Wire()) as bot:
            return await send_fleeting_photo(bot, 1, b"\x89PNG", "secret", lasts=lasts)

    return async_to_sync(send)()


def looks(wire: Wire) -> list[int]:
    """Have any process look once; return all that was taken back by now."""

    async def look() -> None:
        async with ExtBot("42:test", request=wire, get_updates_request=Wire()) as bot:
            await take_back(bot)

    async_to_sync(look)()
    return [int(call["message_id"]) for call in wire.sent("deleteMessage")]


def test_what_telegram_does_not_take_is_not_sent_again() -> None:
    wire = Wire()
    wire.failures["sendPhoto"] = [(500, {"description": "Internal Server Error"})]
    with pytest.raises(TemporaryError):
        sends(wire, lasts=LATER)

    assert (len(wire.sent("sendPhoto")), FleetingMessage.objects.count()) == (1, 0)


def test_it_stays_for_a_while() -> None:
    wire = Wire()
    sends(wire, lasts=LATER)

    assert looks(wire) == []


def test_any_process_takes_it_back_once_its_time_is_over() -> None:
    wire = Wire()
    sent = sends(wire, lasts=NOW)

    assert (looks(wire), looks(wire)) == ([sent], [sent])
    assert not FleetingMessage.objects.exists()


def test_a_process_that_dies_meanwhile_leaves_it_to_another() -> None:
    wire = Wire()
    sends(wire, lasts=NOW)
    claimed = FleetingMessage.objects.get()
    FleetingMessage.objects.update(delete_at=claimed.delete_at + AGAIN_AFTER, tries=1)

    assert looks(wire) == []
    FleetingMessage.objects.update(delete_at=claimed.delete_at)
    assert looks(wire) == [claimed.message_id]


def test_what_is_gone_already_is_not_asked_for_for_ever() -> None:
    wire = Wire()
    sends(wire, lasts=NOW)
    due = FleetingMessage.objects.get().delete_at
    for _try in range(MAX_TRIES + 1):
        wire.failures["deleteMessage"] = [NOT_FOUND]
        looks(wire)
        FleetingMessage.objects.update(delete_at=due)

    assert len(wire.sent("deleteMessage")) == MAX_TRIES
