from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from telegram import Bot, Message
from telegram.error import BadRequest

from sandbox.telegram import documents
from sandbox.telegram.archive import Archive
from sandbox.telegram.people import set_blocked
from sandbox.telegram.running import telegram
from sandbox.tests.telegram_bot import ALICE, BOB, Talk, meet

CSV = b"A,B\r\n1,2\r\n"


def test_it_refuses_a_chat_that_takes_nothing_and_keeps_no_file(bot: Talk, tmp_path: Path) -> None:
    meet(ALICE)
    set_blocked(telegram(), ALICE, blocked=True)

    with pytest.raises(Exception, match="blocked"):
        bot(lambda b: b.send_document(ALICE, CSV, filename="x.csv"))
    with pytest.raises(BadRequest, match="Chat not found"):
        bot(lambda b: b.send_document(BOB, CSV, filename="x.csv"))
    assert list(tmp_path.rglob("documents/*")) == []


def test_it_refuses_no_file_an_empty_one_and_an_unknown_one(bot: Talk) -> None:
    meet(ALICE)

    with pytest.raises(BadRequest, match="File must be non-empty"):
        bot(lambda b: b.send_document(ALICE, b"", filename="x.csv"))
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        bot(lambda b: b.send_document(ALICE, "no-such-id"))
    with pytest.raises(BadRequest, match="Message caption is too long"):
        bot(lambda b: b.send_document(ALICE, CSV, filename="x.csv", caption="x" * 1025))


def test_it_refuses_a_file_that_is_too_large(bot: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    meet(ALICE)
    monkeypatch.setattr(documents, "MAX_BYTES", 5)

    with pytest.raises(Exception, match="Request Entity Too Large"):
        bot(lambda b: b.send_document(ALICE, CSV, filename="x.csv"))


def test_a_file_has_no_text_to_edit(bot: Talk) -> None:
    meet(ALICE)
    sent: Message = bot(lambda b: b.send_document(ALICE, CSV, filename="x.csv", caption="old"))

    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        bot(lambda b: b.edit_message_text("new", ALICE, sent.message_id))
    assert bot(lambda b: b.edit_message_caption(ALICE, sent.message_id, caption="new")).caption == "new"


def test_a_file_is_stored_sent_again_by_its_id_and_downloaded(bot: Talk) -> None:
    meet(ALICE)

    async def send_twice_and_download(b: Bot) -> tuple[Message, Message, bytes]:
        first = await b.send_document(ALICE, CSV, filename="trades.csv", caption="<i>all</i>", parse_mode="HTML")
        assert first.document
        again = await b.send_document(ALICE, first.document.file_id)
        file = await b.get_file(first.document.file_id)
        return first, again, bytes(await file.download_as_bytearray())

    first, again, content = bot(send_twice_and_download)

    assert first.document
    assert (first.document.file_name, first.document.file_size) == ("trades.csv", len(CSV))
    assert (first.caption, first.caption_entities[0].type) == ("all", "italic")
    assert again.document == first.document
    assert content == CSV


def test_the_page_shows_a_link_that_saves_the_file(bot: Talk, client: Client) -> None:
    meet(ALICE)
    sent: Message = bot(lambda b: b.send_document(ALICE, CSV, filename="trades.csv"))
    assert sent.document
    state = client.get("/sandbox/chat/state", {"person": ALICE, "since": 0}).json()
    shown = state["messages"][-1]["document"]
    answer = client.get(shown["url"])

    assert (shown["name"], shown["size"], state["people"][0]["preview"]) == ("trades.csv", len(CSV), "trades.csv")
    assert (answer.content, answer["Content-Disposition"]) == (CSV, 'attachment; filename="trades.csv"')
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")


@pytest.mark.parametrize("file_id", ["secret", "..%2Ftelegram.json", "nope"])
def test_no_other_file_can_be_had(client: Client, file_id: str) -> None:
    telegram().archive.save_document("secret", b"no chat shows this")

    assert client.get(f"/sandbox/chat/document/{file_id}").status_code == 404
    assert client.get(f"/sandbox/telegram/file/bot1:wrong/documents/{file_id}").status_code == 404


def test_a_file_survives_a_restart_and_older_chats_are_still_read(bot: Talk, tmp_path: Path) -> None:
    meet(ALICE)
    sent: Message = bot(lambda b: b.send_document(ALICE, CSV, filename="trades.csv"))
    telegram().save()
    folder = next(tmp_path.rglob("telegram.json")).parent
    world = Archive(folder).load()
    kept = world.people[0].messages[-1].document

    assert sent.document
    assert kept
    assert (kept.file_id, Archive(folder).document(kept.file_id)) == (sent.document.file_id, CSV)

    text = (folder / "telegram.json").read_text()
    assert '"document": null' in text
    (folder / "telegram.json").write_text(text.replace('"document": null, ', ""))
    assert len(Archive(folder).load().people[0].messages) == len(world.people[0].messages)


def test_forgetting_deletes_the_files(bot: Talk, client: Client) -> None:
    meet(ALICE)
    sent: Message = bot(lambda b: b.send_document(ALICE, CSV, filename="trades.csv"))
    assert sent.document

    client.post(
        "/sandbox/chat/forget", "{}", content_type="application/json", headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert telegram().archive.document(sent.document.file_id) is None
