"""Secrets are found however they are written, and ordinary talk is left alone."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

import mnemonic
import pytest
from django.conf import settings
from mnemonic import Mnemonic

from esther_site.lib.redaction import REMOVED, may_be_phrase, redact, scrub

KEY = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"
BASE58_KEY = "5MaiiCavjCmn9Hs1o3eznqDEhRwxo7pXiAYez7keQUviUkauRiTMD8DrESdrNjN8zd9mTmVhRvBJeg5vhyvgrAhG"
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
LANGUAGES = Mnemonic.list_languages()


def update(text: str) -> dict[str, Any]:
    chat = {"id": 42, "type": "private", "first_name": "Alice"}
    return {
        "update_id": 7,
        "message": {"message_id": 1, "date": 1_700_000_000, "chat": chat, "from": chat, "text": text},
    }


def fail_with(message: str) -> None:
    raise ValueError(message)


def phrase_in(language: str) -> str:
    folder = Path(mnemonic.__file__).parent / "wordlist"
    return " ".join((folder / f"{language}.txt").read_text("utf-8").split()[100:112])


@pytest.mark.parametrize(
    "secret",
    [
        KEY,
        f"0x{KEY}",
        f"0X{KEY.upper()}",
        f"import {KEY}please",
        f"my key is:{KEY}.",
        f"WALLET_KEY={KEY}",
        " ".join(KEY),
        "-".join(KEY[start : start + 4] for start in range(0, 64, 4)),
        "\n".join(KEY[start : start + 8] for start in range(0, 64, 8)),
        "\r\n".join((KEY[:32], KEY[32:])),
        "\u200b".join(KEY),
        KEY.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789abcdef"}),
        f"{KEY} {KEY[::-1]}",
        BASE58_KEY,
        BASE58_KEY[:87],
    ],
)
def test_it_removes_a_private_key(secret: str) -> None:
    payload, found = redact(update(f"hello {secret}"))
    assert found
    assert payload["message"]["text"] == REMOVED


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_removes_a_phrase_in_every_language(language: str) -> None:
    payload, found = redact(update(phrase_in(language)))
    assert found
    assert payload["message"]["text"] == REMOVED


@pytest.mark.parametrize(
    "phrase",
    [
        PHRASE.upper(),
        PHRASE.replace(" ", "\n"),
        PHRASE.replace(" ", ", "),
        PHRASE.replace(" ", "\u3000"),
        PHRASE.replace("winner", "win\u200bner"),
        "\n".join(f"{number}. {word}" for number, word in enumerate(PHRASE.split(), 1)),
        "".join(f" {number}){word}" for number, word in enumerate(PHRASE.split(), 1)),
        f"here it is: {PHRASE} and the passphrase is hunter2",
        f"{PHRASE} {PHRASE}",
    ],
)
def test_it_removes_a_phrase_however_it_is_laid_out(phrase: str) -> None:
    payload, found = redact(update(phrase))
    assert found
    assert payload["message"]["text"] == REMOVED


def test_it_finds_a_phrase_that_starts_with_words_of_another_language_too() -> None:
    _, found = redact(update("abaisser " + "abandon " * 11 + "zoo"))
    assert found


def test_it_removes_secrets_from_captions_replies_and_links() -> None:
    entity = {"type": "text_link", "offset": 0, "length": 4, "url": f"https://example.com/{KEY}"}
    message = {"caption": PHRASE, "reply_to_message": {"text": f"old {KEY}"}, "entities": [entity]}
    payload, found = redact({"update_id": 1, "edited_message": message})
    assert found
    assert payload["edited_message"]["caption"] == REMOVED
    assert payload["edited_message"]["reply_to_message"]["text"] == REMOVED
    assert KEY not in str(payload)


def test_it_drops_the_entities_of_a_redacted_message_only() -> None:
    entities = [{"type": "bold", "offset": 40, "length": 9}]
    payload, _ = redact(
        {"message": {"text": PHRASE, "entities": entities}, "other": {"text": "hi", "entities": entities}}
    )
    assert payload == {"message": {"text": REMOVED}, "other": {"text": "hi", "entities": entities}}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "buy 0.1 eth with usdc",
        "buy " + "9" * 80 + " eth",
        "is 0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48 the same as 0xdAC17F958D2ee523a2206206994597C13D831ec7?",
        KEY[:63],
        PHRASE.rsplit(" ", 1)[0],
        "please could you tell me what the price of eth on arbitrum is now and then buy 0.1 of it with usdc",
        "10 20 30 40 50 60 70 80 90 100 200 300 400 500 600 700 800 900 1000 2000 3000 4000 5000 6000 7000 8000",
        "купи один эфир за доллары прямо сейчас пожалуйста если цена ниже трёх тысяч",
    ],
)
def test_it_leaves_ordinary_talk_alone(text: str) -> None:
    original = update(text)
    payload, found = redact(deepcopy(original))
    assert not found
    assert payload == original


def test_it_reads_json_that_nests_deeper_than_python_recurses() -> None:
    payload: dict[str, Any] = {"text": PHRASE}
    for _ in range(5000):
        payload = {"x": [payload]}
    assert redact(payload)[1]


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "1 " * 50_000, ("a" * 63 + "g") * 1600, ("a " * 63 + "g ") * 800, "abandon " * 11 + "zz " * 30_000],
)
def test_its_time_grows_with_the_length_of_the_text_and_no_faster(text: str) -> None:
    started = time.perf_counter()
    redact({"text": text})
    scrub(text)
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        (f"POST https://api.telegram.org/bot{settings.TELEGRAM_BOT_TOKEN}/getMe", settings.TELEGRAM_BOT_TOKEN),
        ("GET /bot123456789%3AAAEhBP0av28FrWFnBhY9Kr0x8ZtSNqm3abc/getMe", "AAEhBP0av28FrWFnBhY9Kr0x8ZtSNqm3abc"),
        ("{'OK-ACCESS-PASSPHRASE': 'open, sesame 1!', 'Accept': 'json'}", "open, sesame 1!"),
        ('[("OK-ACCESS-KEY", "abc-123")]', "abc-123"),
        ("OK-ACCESS-SIGN: c2lnbmF0dXJl", "c2lnbmF0dXJl"),
        ("X-Telegram-Bot-Api-Secret-Token: knock-knock", "knock-knock"),
        ("OKX_API_SECRET=9F8E7D rest", "9F8E7D"),
        ("no answer from postgres://esther:p@ss:word@db.example:5432/esther", "p@ss:word"),
        (
            "ENCRYPTION KEY 8Vw2m1n0Qp7c-Jr5tYxZk3LhUe4sDfGb6aWqRi9oTlM= is wrong",
            "8Vw2m1n0Qp7c-Jr5tYxZk3LhUe4sDfGb6aWqRi9oTlM=",
        ),
        (f"signing with 0x{KEY}", KEY),
        (f"solana {BASE58_KEY}!", BASE58_KEY),
        (f"seed: {PHRASE}.", "sausage worth useful"),
    ],
)
def test_it_scrubs_a_log_line(line: str, secret: str) -> None:
    scrubbed = scrub(line)
    assert secret not in scrubbed
    assert REMOVED in scrubbed


@pytest.mark.parametrize(
    "line",
    [
        "update 10000 accepted at 2026-11-22 21:15:00,123 in 3.2 ms",
        "GET https://web3.okx.com/api/v6/dex/aggregator/quote?chainIndex=1 HTTP/1.1 200",
        "wallet 0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48 holds 5 USDC",
        "password authentication failed for user esther",
    ],
)
def test_it_leaves_an_ordinary_log_line_alone(line: str) -> None:
    assert scrub(line) == line


def test_it_keeps_what_stands_around_a_secret_in_a_log_line() -> None:
    assert scrub(f"first {KEY} and {PHRASE}.") == f"first {REMOVED} and {REMOVED}."
    assert scrub("postgres://esther:secret@db/esther") == f"postgres://esther:{REMOVED}@db/esther"


class TestTheConfiguredLogging:
    @pytest.fixture(autouse=True)
    def _read_the_console(self) -> Iterator[None]:
        (console,) = [handler for handler in logging.getLogger().handlers if handler.name == "console"]
        assert isinstance(console, logging.StreamHandler)
        self.stream = StringIO()
        previous = console.setStream(self.stream)
        yield
        console.setStream(previous)

    def printed(self) -> str:
        return self.stream.getvalue()

    def test_it_scrubs_messages_arguments_and_tracebacks(self) -> None:
        try:
            fail_with(f"cannot reach /bot{settings.TELEGRAM_BOT_TOKEN}/sendMessage")
        except ValueError:
            logging.getLogger("bots").exception("key %s", KEY, stack_info=True)
        printed = self.printed()
        assert "ValueError: cannot reach" in printed
        assert KEY not in printed
        assert settings.TELEGRAM_BOT_TOKEN not in printed

    def test_it_scrubs_the_cause_of_an_exception(self) -> None:
        try:
            try:
                fail_with(PHRASE)
            except ValueError as error:
                raise RuntimeError("failed") from error
        except RuntimeError:
            logging.getLogger("trading").exception("oops")
        printed = self.printed()
        assert "RuntimeError: failed" in printed
        assert "sausage" not in printed

    @pytest.mark.parametrize("name", ["django.request", "django.server", "telegram.ext", "anything"])
    def test_it_scrubs_whoever_logs(self, name: str) -> None:
        logging.getLogger(name).error("token %s", settings.TELEGRAM_BOT_TOKEN)
        printed = self.printed()
        assert REMOVED in printed
        assert settings.TELEGRAM_BOT_TOKEN not in printed

    def test_it_prints_a_message_whose_arguments_do_not_fit(self) -> None:
        logging.getLogger("bots").error("one %s two %s", KEY)
        printed = self.printed()
        assert "one %s two %s" in printed
        assert KEY not in printed

    def test_it_keeps_the_urls_of_httpx_out(self) -> None:
        logging.getLogger("httpx").info("HTTP Request: POST https://example.com")
        assert self.printed() == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "buy 0.1 eth with usdc on arbitrum please",
        "tell me when the price of link goes above twenty dollars",
        "how has my portfolio performed over the last seven days",
        "legal winner thank year wave",
    ],
)
def test_a_sentence_is_no_piece_of_a_phrase(text: str) -> None:
    assert not may_be_phrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "legal winner thank year wave sausage",
        "legal winer thank yaer wave sausage worth useful legal winner thank yellow",
        "1. legal 2. winner 3. thank 4. year 5. wave 6. sausage 7. worth",
        "my words legal winner thank year wave sausage worth",
    ],
)
def test_a_piece_of_a_phrase_or_one_with_typing_errors_is_suspected(text: str) -> None:
    assert may_be_phrase(text)
