"""One question to a language model, and its answer as JSON: any OpenAI-compatible chat endpoint, or none at all.

Nothing depends on it: whoever asks has words of their own for the time when there is no answer. What is asked, and
how far an answer is to be trusted, is the caller's: it is a stranger's text.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from functools import lru_cache
from http.cookiejar import DefaultCookiePolicy
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import Any, Final

import requests
from django.conf import settings
from requests.auth import AuthBase

from esther_site.lib.fuse import ServiceFuse
from esther_site.lib.llm_answers import LlmBusy, LlmError, LlmNonsense, LlmOutage, LlmRefused, LlmUnset, read_answer
from esther_site.lib.service_health import Service, record_failure, record_success

__all__ = ["LlmBusy", "LlmClient", "LlmError", "LlmNonsense", "LlmOutage", "LlmRefused", "LlmUnset", "ask", "llm"]

logger = logging.getLogger(__name__)

TOTAL_SECS: Final = 8.0
CONNECT_TIMEOUT_SECS: Final = 3.0
RETRY_PAUSE_SECS: Final = 0.3
MAX_QUESTION_BYTES: Final = 60_000
MAX_BODY_BYTES: Final = 500_000
_WORTH_A_RETRY_SECS: Final = 2.0
_AT_ONCE: Final = 8
_CHUNK_BYTES: Final = 4096


class LlmClient:
    """Ask one model at one endpoint. Safe to share between threads."""

    def __init__(
        self,
        *,
        base_url: str,
        key: str,
        model: str,
        reasoning_effort: str = "",
        fail_threshold: int = 5,
        reset_secs: float = 30,
    ) -> None:
        self._url = base_url.rstrip("/") + "/chat/completions"
        self._key = key
        self._model = model
        self._reasoning_effort = reasoning_effort
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._fuse = ServiceFuse(
            f"llm:{self._url}", fail_threshold=fail_threshold, reset_secs=reset_secs, outage=LlmOutage
        )
        self._seats = BoundedSemaphore(_AT_ONCE)

    def ask(
        self, system: str, user_json: Any, *, schema: Mapping[str, Any] | None = None, seconds: float = TOTAL_SECS
    ) -> dict[str, Any]:
        """Return the JSON object that the model answers with, within so many seconds all in all.

        `system` says what to do, `user_json` is what to do it with: data, and told apart from the words as JSON.

        https://platform.openai.com/docs/api-reference/chat/create
        https://ai.google.dev/gemini-api/docs/openai

        Raises:
            LlmError: one of its kinds. There is no other failure, and none of them holds the key.
        """
        body = self._body(system, user_json, schema)
        self._check(body)
        try:
            answer = self._within(seconds, body)
        except LlmError as failure:
            logger.info("the language model: %s", failure.reason)
            self._fuse.record(failure)
            record_failure(Service.LLM, failure.reason)
            raise
        self._fuse.record(None)
        record_success(Service.LLM)
        return answer

    def _body(self, system: str, user_json: Any, schema: Mapping[str, Any] | None) -> bytes:
        """Put a question into the form of the endpoint. ASCII alone: no character in it can hide another."""
        data = json.dumps(user_json, separators=(",", ":"))
        wanted: dict[str, Any] = {"type": "json_object"}
        if schema is not None:
            wanted = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
        question = {
            "model": self._model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": data}],
            "response_format": wanted,
        }
        effort = {"reasoning_effort": self._reasoning_effort} if self._reasoning_effort else {}
        return json.dumps(question | effort, separators=(",", ":")).encode()

    def _check(self, body: bytes) -> None:
        """Refuse at once what need not be tried."""
        if not self._key:
            raise LlmUnset("no key is set: LLM_API_KEY")
        if len(body) > MAX_QUESTION_BYTES:
            raise LlmRefused("the question is too long")
        if self._fuse.seconds_blown() > 0:
            raise LlmBusy("it keeps failing, so it is let to rest")

    def _within(self, seconds: float, body: bytes) -> dict[str, Any]:
        """Wait for an answer, and no longer: an endpoint that sends a byte now and then outlasts any time-out of HTTP.

        What is still under way then ends by itself, at the time-out of its next byte.
        """
        if not self._seats.acquire(blocking=False):
            raise LlmBusy("too many questions at once")
        answers: SimpleQueue[dict[str, Any] | Exception] = SimpleQueue()
        deadline = time.monotonic() + seconds
        Thread(target=self._talk, args=(body, deadline, answers), name="llm", daemon=True).start()
        try:
            answer = answers.get(timeout=seconds)
        except Empty:
            raise LlmOutage("no answer in time") from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _talk(self, body: bytes, deadline: float, answers: SimpleQueue[dict[str, Any] | Exception]) -> None:
        try:
            answers.put(read_answer(self._sent(body, deadline), key=self._key))
        except Exception as failure:  # noqa: BLE001 - it is raised again by whoever waits
            answers.put(failure)
        finally:
            self._seats.release()

    def _sent(self, body: bytes, deadline: float) -> bytes:
        """Ask, and once more after an outage, if there is time left for that."""
        try:
            return self._send(body, deadline)
        except LlmOutage:
            if deadline - time.monotonic() < _WORTH_A_RETRY_SECS:
                raise
        time.sleep(RETRY_PAUSE_SECS)
        return self._send(body, deadline)

    def _send(self, body: bytes, deadline: float) -> bytes:
        """Send one request: the only function that touches the network."""
        left = max(0.1, deadline - time.monotonic())
        try:
            with self._session.post(
                self._url,
                data=body,
                headers={"Content-Type": "application/json"},
                auth=_Bearer(self._key),
                timeout=(min(CONNECT_TIMEOUT_SECS, left), left),
                allow_redirects=False,
                stream=True,
            ) as response:
                _judge(response.status_code)
                return _bounded_body(response, deadline)
        except requests.Timeout:
            raise LlmOutage("no answer in time") from None
        except (requests.RequestException, UnicodeError) as error:  # whose words may repeat the key
            raise LlmOutage(f"it cannot be reached ({type(error).__name__})") from None


class _Bearer(AuthBase):
    """Log in with a key. Unlike a header of the caller's, this is not replaced by what a .netrc file says."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._key}"
        return request


def _judge(status: int) -> None:
    """Raise what a status means; the words of a refusal are not read, since they may repeat the key."""
    if status == requests.codes.ok:
        return
    if status == requests.codes.too_many_requests:
        raise LlmBusy("it asks for fewer requests (429)")
    if status >= requests.codes.server_error or status == requests.codes.request_timeout:
        raise LlmOutage(f"it has trouble ({status})")
    raise LlmRefused(f"it refused ({status}): check LLM_API_KEY, LLM_BASE_URL and LLM_MODEL")


def _bounded_body(response: requests.Response, deadline: float) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise LlmNonsense("its answer is far too long")
        if time.monotonic() > deadline:
            raise LlmOutage("its answer takes too long")
    return bytes(body)


@lru_cache(maxsize=1)
def llm() -> LlmClient:
    """Return the process's client (`cache_clear()` after changing settings)."""
    return LlmClient(
        base_url=settings.LLM_BASE_URL,
        key=settings.LLM_API_KEY,
        model=settings.LLM_MODEL,
        reasoning_effort=settings.LLM_REASONING_EFFORT,
        fail_threshold=settings.CIRCUIT_FAIL_THRESHOLD,
        reset_secs=settings.CIRCUIT_RESET_SECS,
    )


def ask(
    system: str, user_json: Any, *, schema: Mapping[str, Any] | None = None, seconds: float = TOTAL_SECS
) -> dict[str, Any]:
    """Ask the process's model; see `LlmClient.ask`, of which it raises the same."""
    return llm().ask(system, user_json, schema=schema, seconds=seconds)
