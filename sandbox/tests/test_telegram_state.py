from __future__ import annotations

import threading
from pathlib import Path

import pytest

from sandbox.telegram.people import add_person, press, say
from sandbox.telegram.running import switch_off, telegram
from sandbox.tests.telegram_bot import ALICE, Talk, eventually, meet, png


def test_a_broken_file_is_a_new_start(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "sandbox").mkdir()
    (tmp_path / "sandbox" / "telegram.json").write_text('{"people": 3}')

    assert [person.first_name for person in telegram().world.people] == ["Alice", "Bob", "Olivia"]
    assert "starts with empty chats" in caplog.text


def test_a_chat_survives_a_restart(bot: Talk) -> None:
    meet(ALICE)
    message = bot(lambda b: b.send_photo(ALICE, png(), caption="<b>x</b>", parse_mode="HTML"))
    press(telegram(), ALICE, message.message_id, "go")
    before = telegram()
    switch_off()

    after = telegram()

    assert after is not before
    assert after.world.people == before.world.people
    assert after.world.updates == before.world.updates
    assert after.archive.photo(message.photo[0].file_id) == png()


def test_no_id_is_used_twice_even_if_the_last_moments_were_lost() -> None:
    say(telegram(), ALICE, "one")
    telegram().save()
    lost = telegram()
    say(lost, ALICE, "two, not written down")
    lost.close = lambda: None  # type: ignore[method-assign]
    switch_off()

    say(telegram(), ALICE, "three")

    assert telegram().world.updates[-1].id > lost.world.updates[-1].id
    assert telegram().world.people[0].messages[-1].id > lost.world.people[0].messages[-1].id


def test_changes_are_written_down_by_themselves(tmp_path: Path) -> None:
    say(telegram(), ALICE, "keep this")
    file = tmp_path / "sandbox" / "telegram.json"

    eventually(lambda: file.exists() and "keep this" in file.read_text())


def test_a_new_person_gets_an_id_that_was_never_used() -> None:
    first = add_person(telegram(), "Mallory")
    with telegram().changing() as world:
        world.forget_people()
    second = add_person(telegram(), "Mallory")

    assert second.id == first.id + 1


def test_many_people_write_at_once_and_nothing_is_lost() -> None:
    threads = [threading.Thread(target=say, args=(telegram(), ALICE, str(n))) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    world = telegram().world
    assert sorted(int(m.text) for m in world.people[0].messages) == list(range(40))
    assert [update.content["update_id"] for update in world.updates] == [u.id for u in world.updates]
    assert len({update.id for update in world.updates}) == 40


def test_a_chat_keeps_its_newest_500_messages() -> None:
    for number in range(505):
        say(telegram(), ALICE, str(number))

    assert [m.text for m in telegram().world.people[0].messages][::499] == ["5", "504"]
