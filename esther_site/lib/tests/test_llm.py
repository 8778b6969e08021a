from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
import responses
from freezegun import freeze_time
from pytest_django import Settings

from esther_site.lib import llm as asking
from esther_site.lib.errors import EstherError, OperatorError, TemporaryError
from esther_site.lib.llm import LlmBusy, LlmClient, LlmError, LlmNonsense, LlmOutage, LlmRefused, LlmUnset
from tests.language_model import LanguageModel

KEY = "canary-model-key-that-must-not-be-seen"
_NO_TEXTS: list[Any] = [None, 5, {}, [None], ["a"], [{"type": "text", "text": 1}]]
URL = "https://model.test/v1/chat/completions"


@pytest.fixture
def wire() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def model() -> Iterator[LanguageModel]:
    with LanguageModel() as model:
        yield model


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "RETRY_PAUSE_SECS", 0)


def client(base_url: str = "https://model.test/v1", **changes: Any) -> LlmClient:
    return LlmClient(**({"base_url": base_url, "key": KEY, "model": "some-model"} | changes))


def completion(content: Any) -> dict[str, Any]:
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}


def failure(of: LlmClient, kind: type[LlmError], *, seconds: float = 8) -> LlmError:
    """Ask, and return the error that comes instead; the key is nowhere in it."""
    with pytest.raises(kind) as caught:
        of.ask("system", {}, seconds=seconds)
    error = caught.value
    assert KEY not in f"{error!r} {vars(error)} {error.__cause__!r}"
    return error


# Answers that are no answers


@pytest.mark.parametrize(
    "content",
    ["", "Sure! Here you are.", "[]", "null", "42", '"{}"', '{"a":', '{"a":NaN}', "[" * 100_000, "```json\n[]\n```"],
)
def test_what_is_no_object_is_nonsense_and_kept_for_the_operator(wire: responses.RequestsMock, content: str) -> None:
    wire.post(URL, json=completion(content))
    error = failure(client(), LlmNonsense)

    assert error.answer == content[:20_000]
    assert error.reason == "it did not answer with a JSON object"


@pytest.mark.parametrize(
    "body",
    ["", "null", "<html>", "{}", '{"choices":[]}', '{"choices":[{"message":{}}]}', '{"choices":[{"message":null}]}']
    + [json.dumps(completion(content)) for content in _NO_TEXTS],
)
def test_what_is_no_completion_is_nonsense(wire: responses.RequestsMock, body: str) -> None:
    wire.post(URL, body=body)

    assert isinstance(failure(client(), LlmNonsense), TemporaryError)
    assert len(wire.calls) == 1


def test_a_huge_answer_is_not_read_to_its_end(wire: responses.RequestsMock) -> None:
    wire.post(URL, json=completion("x" * 600_000))

    assert failure(client(), LlmNonsense).reason == "its answer is far too long"


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 422])
def test_a_refusal_is_for_the_operator_and_not_repeated(wire: responses.RequestsMock, status: int) -> None:
    words = {"error": {"message": f"Incorrect API key provided: {KEY}"}}
    wire.post(URL, status=status, json=words, headers={"Location": "https://elsewhere.test"})
    error = failure(client(), LlmRefused)

    assert isinstance(error, OperatorError)
    assert error.reason == f"it refused ({status}): check LLM_API_KEY, LLM_BASE_URL and LLM_MODEL"
    assert len(wire.calls) == 1


def test_too_many_requests_are_not_repeated(wire: responses.RequestsMock) -> None:
    wire.post(URL, status=429, json={"error": "slow down"})

    assert failure(client(), LlmBusy).reason == "it asks for fewer requests (429)"
    assert len(wire.calls) == 1


@pytest.mark.parametrize("status", [408, 500, 502, 503])
def test_trouble_is_tried_once_more(wire: responses.RequestsMock, status: int) -> None:
    wire.post(URL, status=status)

    assert failure(client(), LlmOutage).reason == f"it has trouble ({status})"
    assert len(wire.calls) == 2


def test_after_trouble_the_second_answer_counts(wire: responses.RequestsMock) -> None:
    wire.post(URL, body=requests.ConnectionError(f"… {KEY}"))
    wire.post(URL, json=completion('{"a": 1}'))

    assert client().ask("system", {}) == {"a": 1}


def test_without_time_for_it_there_is_no_second_try(wire: responses.RequestsMock) -> None:
    wire.post(URL, status=503)

    failure(client(), LlmOutage, seconds=1.5)
    assert len(wire.calls) == 1


@pytest.mark.parametrize("key", ["", "two\nlines", "schlüssel ☠"])
def test_a_key_that_is_none_is_never_repeated(key: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(LlmError) as caught, caplog.at_level(logging.DEBUG):
        client(key=key).ask("system", {}, seconds=1)

    assert isinstance(caught.value, LlmUnset if not key else LlmOutage)
    assert not key or key not in f"{caught.value!r}{vars(caught.value)}{caplog.text}"


def test_a_question_that_is_too_long_is_not_sent(wire: responses.RequestsMock) -> None:
    with pytest.raises(LlmRefused):
        client().ask("system", ["x" * 70_000])

    assert len(wire.calls) == 0


def test_every_failure_has_a_sentence_for_the_user() -> None:
    assert issubclass(LlmError, EstherError)
    assert LlmOutage("x").message == "The language model cannot help just now. Everything else works without it."


# Time


def test_a_slow_model_is_given_up_in_time(model: LanguageModel) -> None:
    model.delay_seconds = 3
    begun = time.perf_counter()

    assert isinstance(failure(client(model.url), LlmOutage, seconds=0.5), TemporaryError)
    assert time.perf_counter() - begun < 1.5


def test_a_model_that_sends_a_byte_now_and_then_is_given_up_in_time(model: LanguageModel) -> None:
    model.drips = True
    model.says = lambda data: {"sentences": ["x" * 200]}
    begun = time.perf_counter()
    failure(client(model.url), LlmOutage, seconds=0.5)

    assert time.perf_counter() - begun < 1.5


def test_so_many_may_wait_at_once_and_no_more(model: LanguageModel) -> None:
    model.delay_seconds = 1
    slow = client(model.url)

    def outcome(_: int) -> str:
        try:
            slow.ask("system", {}, seconds=0.4)
        except LlmError as error:
            return error.reason
        return ""

    with ThreadPoolExecutor(10) as pool:
        reasons = list(pool.map(outcome, range(10)))
    assert sorted(reasons) == ["no answer in time"] * 8 + ["too many questions at once"] * 2


# The fuse


def test_the_fuse_blows_and_mends(wire: responses.RequestsMock) -> None:
    failing = wire.post(URL, status=503)
    asked = client(fail_threshold=2, reset_secs=30)
    with freeze_time("2026-01-01 12:00:00") as clock:
        failure(asked, LlmOutage)
        failure(asked, LlmOutage)
        assert failure(asked, LlmBusy).reason == "it keeps failing, so it is let to rest"
        assert failing.call_count == 4

        clock.tick(31)
        wire.replace(responses.POST, URL, json=completion("{}"))
        assert asked.ask("system", {}) == {}


def test_nonsense_and_refusals_are_answers_and_never_blow_the_fuse(wire: responses.RequestsMock) -> None:
    wire.post(URL, json=completion("…"))
    asked = client(fail_threshold=1)
    for _ in range(3):
        failure(asked, LlmNonsense)

    assert len(wire.calls) == 3


# What is asked and answered


def test_the_question_is_one_chat_with_data_apart_from_the_words(model: LanguageModel) -> None:
    model.says = lambda data: {"said": data}
    data = {"symbol": '"}]} ignore \u202e <b>\x00 💥', "n": "1"}

    assert client(model.url).ask("Do it.", data)["said"]["symbol"] == '"}]} ignore \u202e <b> 💥'
    (question,) = model.questions
    assert question["path"] == "/v1/chat/completions"
    assert question["model"] == "some-model"
    assert question["response_format"] == {"type": "json_object"}
    assert [each["role"] for each in question["messages"]] == ["system", "user"]
    assert question["messages"][0]["content"] == "Do it."
    assert json.loads(question["messages"][1]["content"]) == data
    assert question["messages"][1]["content"].isascii()
    assert "reasoning_effort" not in question
    assert model.keys == [f"Bearer {KEY}"]


def test_a_schema_and_an_effort_are_passed_on(model: LanguageModel) -> None:
    schema = {"type": "object", "properties": {}}
    client(model.url, reasoning_effort="low").ask("system", {}, schema=schema)

    assert model.questions[0]["response_format"]["json_schema"]["schema"] == schema
    assert model.questions[0]["reasoning_effort"] == "low"


@pytest.mark.parametrize(
    "content",
    [
        '{"a": "b"}',
        '```json\n{"a": "b"}\n```',
        [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": '{"a": "b"}'}],
    ],
)
def test_an_object_is_read_however_it_is_wrapped(wire: responses.RequestsMock, content: Any) -> None:
    wire.post(URL, json=completion(content))

    assert client().ask("system", {}) == {"a": "b"}


def test_what_no_database_takes_is_taken_out(wire: responses.RequestsMock) -> None:
    wire.post(URL, json=completion('{"a\\u0000": ["x\\u0000y", {"b": "\\ud800"}]}'))

    assert client().ask("system", {}) == {"a": ["xy", {"b": "?"}]}


def test_an_endpoint_that_repeats_the_key_does_not_have_it_kept(
    wire: responses.RequestsMock, caplog: pytest.LogCaptureFixture
) -> None:
    hidden = "".join(f"\\u{ord(each):04x}" for each in KEY)
    wire.post(URL, json=completion(f'{{"a": "{hidden}", "b": "Bearer {KEY}"}}'))
    wire.post(URL, json=completion(f"Your key is {KEY}"))
    with caplog.at_level(logging.DEBUG):
        assert client().ask("system", {}) == {"a": "[removed]", "b": "Bearer [removed]"}
        assert failure(client(), LlmNonsense).answer == "Your key is [removed]"

    assert KEY not in caplog.text
    assert "the language model: it did not answer with a JSON object" in caplog.text


def test_the_settings_name_the_endpoint(settings: Settings, model: LanguageModel) -> None:
    assert settings.LLM_API_KEY == ""
    assert settings.LLM_BASE_URL == "https://generativelanguage.googleapis.com/v1beta/openai"
    settings.LLM_API_KEY, settings.LLM_BASE_URL = KEY, model.url
    asking.llm.cache_clear()
    try:
        assert asking.ask("system", {}) == {"sentences": []}
    finally:
        asking.llm.cache_clear()
