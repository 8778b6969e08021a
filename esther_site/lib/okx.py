"""The wire to OKX: signed requests and retries. What is asked, and what the answers mean, is the apps'."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache, partial
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_random_exponential

from esther_site.lib.errors import OperatorError
from esther_site.lib.okx_envelope import Answer, data_of, read_answer
from esther_site.lib.okx_errors import OkxError, OkxOperatorError, OkxOutage, OkxTemporaryError
from esther_site.lib.okx_guards import Fuse, Pace
from esther_site.lib.service_health import Service, watched

__all__ = ["Credentials", "OkxClient", "market_client", "sign", "web3_client"]

logger = logging.getLogger(__name__)

CONNECT_TIMEOUT_SECS: Final = 3
READ_TIMEOUT_SECS: Final = 10
MAX_RETRY_AFTER_SECS: Final = 5.0  # longer than this nobody waits in a chat: the caller is told instead
_THREADS: Final = 16
_NO_ANSWER: Final = "OKX cannot be reached just now: try again in a minute."
_NO_KEYS: Final = "OKX keys are not set: set OKX_API_KEY, OKX_API_SECRET and OKX_API_PASSPHRASE, then restart Esther."


@dataclass(frozen=True)
class Credentials:
    """An OKX API key; none of it shows in a repr."""

    key: str = field(repr=False)
    secret: str = field(repr=False)
    passphrase: str = field(repr=False)


class OkxClient:
    """Ask OKX over HTTP. Safe to share between threads.

    `get` and `post` repeat a request that failed, with a fresh timestamp and signature each time: they are for reading
    only. A request that moves money is sent once: `post_once`.

    https://web3.okx.com/onchainos/dev-docs-v5/dex-api/dex-api-access-and-usage
    """

    def __init__(
        self,
        *,
        base_url: str,
        credentials: Credentials | None = None,
        project_id: str = "",
        requests_per_second: int = 1,
        backoff_base_secs: float = 0.2,
        backoff_max_secs: float = 5.0,
        fail_threshold: int = 5,
        reset_secs: float = 30,
        session: requests.Session | None = None,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._credentials = credentials
        self._project_id = project_id
        self._backoff = wait_random_exponential(multiplier=backoff_base_secs, max=backoff_max_secs)
        self._session = session or _new_session()
        self.pace = Pace(host=urlsplit(base_url).netloc, requests_per_second=requests_per_second)
        self._new_fuse = partial(Fuse, fail_threshold=fail_threshold, reset_secs=reset_secs)
        self._fuses: dict[str, Fuse] = {}

    def get(self, path: str, params: Mapping[str, str]) -> Any:
        """Return the `data` of OKX's answer to a GET.

        Raises:
            OkxError: one of its kinds, with the sentence to show and OKX's code.
        """
        target = f"{path}?{urlencode(params, quote_via=quote)}" if params else path
        return self._ask("GET", target)

    def post(self, path: str, body: Any) -> Any:
        """Return the `data` of OKX's answer to a POST of `body` as JSON; raises like `get`."""
        return self._ask("POST", path, json.dumps(body, separators=(",", ":")).encode())

    def post_once(self, path: str, body: Any) -> Any:
        """Return the `data` of OKX's answer to a POST that is sent once, whatever comes of it; raises like `get`."""
        return self._attempt("POST", path, json.dumps(body, separators=(",", ":")).encode())

    def _ask(self, method: str, target: str, body: bytes = b"") -> Any:
        retrying = Retrying(
            retry=retry_if_exception_type(OkxError), stop=_is_last_attempt, wait=self._pause, reraise=True
        )
        return retrying(self._attempt, method, target, body)

    def _attempt(self, method: str, target: str, body: bytes) -> Any:
        path = target.partition("?")[0]
        fuse = self._fuses.get(path) or self._fuses.setdefault(path, self._new_fuse(self._base_url + path))
        fuse.check()
        self.pace.wait()
        try:
            with watched(Service.OKX, OkxTemporaryError, OkxOperatorError):
                data = data_of(self._send(method, target, body))
        except OkxError as failure:
            logger.info("%s %s: %s %s", method, path, type(failure).__name__, failure.okx_code)
            fuse.record(failure)
            raise
        fuse.record(None)
        return data

    def _send(self, method: str, target: str, body: bytes) -> Answer:
        """Send one request: the only function that touches the network."""
        try:
            with self._session.request(
                method,
                self._base_url + target,
                data=body or None,
                headers=self._headers(method, target, body),
                timeout=(CONNECT_TIMEOUT_SECS, READ_TIMEOUT_SECS),
                allow_redirects=False,
                stream=True,
            ) as response:
                return read_answer(response)
        except requests.RequestException as error:
            raise OkxOutage(_NO_ANSWER) from error

    def _headers(self, method: str, target: str, body: bytes) -> dict[str, str]:
        headers = {"Content-Type": "application/json"}
        if self._credentials is None:
            return headers
        timestamp = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        prehash = timestamp.encode() + method.encode() + target.encode() + body
        headers |= {
            "OK-ACCESS-KEY": self._credentials.key,
            "OK-ACCESS-PASSPHRASE": self._credentials.passphrase,
            "OK-ACCESS-SIGN": sign(prehash, secret=self._credentials.secret),
            "OK-ACCESS-TIMESTAMP": timestamp,
        }
        return headers | ({"OK-ACCESS-PROJECT": self._project_id} if self._project_id else {})

    def _pause(self, state: RetryCallState) -> float:
        asked = _asked_pause(_failure_of(state))
        return self._backoff(state) if asked is None else asked


def sign(prehash: bytes, *, secret: str) -> str:
    """Return OK-ACCESS-SIGN for timestamp + METHOD + path with query + body, exactly as they are sent."""
    return base64.b64encode(hmac.digest(secret.encode(), prehash, hashlib.sha256)).decode()


def _is_last_attempt(state: RetryCallState) -> bool:
    failure = _failure_of(state)
    return state.attempt_number >= failure.attempts or (_asked_pause(failure) or 0) > MAX_RETRY_AFTER_SECS


def _asked_pause(failure: OkxError) -> float | None:
    return failure.retry_after if isinstance(failure, OkxTemporaryError) else None


def _failure_of(state: RetryCallState) -> OkxError:
    failure = state.outcome.exception() if state.outcome else None
    if not isinstance(failure, OkxError):
        raise TypeError("Only an OkxError is ever retried.") from failure
    return failure


def _new_session() -> requests.Session:
    session = requests.Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(pool_maxsize=_THREADS))
    return session


@lru_cache(maxsize=1)
def web3_client() -> OkxClient:
    """Return the process's client for the DEX API (`cache_clear()` after changing settings).

    Raises:
        OperatorError: no keys are set.
    """
    credentials = Credentials(settings.OKX_API_KEY, settings.OKX_API_SECRET, settings.OKX_API_PASSPHRASE)
    if not (credentials.key and credentials.secret and credentials.passphrase):
        raise OperatorError(_NO_KEYS)
    return _client(settings.OKX_BASE_URL, credentials)


@lru_cache(maxsize=1)
def market_client() -> OkxClient:
    """Return the process's client for OKX's public exchange market, which needs no keys."""
    return _client(settings.OKX_MARKET_BASE_URL, None)


def _client(base_url: str, credentials: Credentials | None) -> OkxClient:
    return OkxClient(
        base_url=base_url,
        credentials=credentials,
        project_id=settings.OKX_PROJECT_ID,
        requests_per_second=settings.OKX_REQUESTS_PER_SECOND,
        backoff_base_secs=settings.BACKOFF_BASE_SECS,
        backoff_max_secs=settings.BACKOFF_MAX_SECS,
        fail_threshold=settings.CIRCUIT_FAIL_THRESHOLD,
        reset_secs=settings.CIRCUIT_RESET_SECS,
    )
