"""JSON-RPC over HTTP: one request, one answer, read with suspicion. What is asked and when it is repeated is `rpc`'s.

https://www.jsonrpc.org/specification
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from http.cookiejar import DefaultCookiePolicy
from itertools import count
from typing import Any, Final, NoReturn
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter

from esther_site.lib.errors import OperatorError
from esther_site.lib.public_url import fault_of
from esther_site.lib.service_health import Service, watched
from trading.rpc_errors import RpcRefused, RpcUnavailable

__all__ = ["Wire"]

logger = logging.getLogger(__name__)

CONNECT_TIMEOUT_SECS: Final = 3
READ_TIMEOUT_SECS: Final = 10
TOTAL_SECS: Final = 20  # a node that trickles is not waited for
MAX_BODY_BYTES: Final = 5_000_000
_CHUNK_BYTES: Final = 65_536
_THREADS: Final = 16
_LIMIT_EXCEEDED: Final = -32005  # https://eips.ethereum.org/EIPS/eip-1474

_SILENT: Final = "The chain's node cannot be reached just now: try again in a minute."
_BUSY: Final = "The chain's node is busy: try again in a minute."
_UNREADABLE: Final = "The chain's node gave an answer that makes no sense: try again in a minute."
_NO_URL: Final = "The address of a chain's node is not a http(s) address: check RPC_URL_<chain index>."
_NOT_PUBLIC: Final = (
    "The address of a chain's node {fault}, so it is not asked: set RPC_URL_<chain index> to a public https address, "
    "or ALLOW_PRIVATE_URLS=True for a node of your own."
)


@dataclass(frozen=True)
class _Reply:
    status: int
    body: bytes


class Wire:
    """One node. Safe to share between threads; its address is in no repr, log or error.

    Making one raises OperatorError when the address is not of the web, or not public where it has to be.
    """

    def __init__(self, url: str) -> None:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise OperatorError(_NO_URL)
        # Settings are checked at the start; a chain's row may have been written since, by whoever reaches the database.
        if not settings.ALLOW_PRIVATE_URLS and (fault := fault_of(url)):
            raise OperatorError(_NOT_PUBLIC.format(fault=fault))
        self._url = url
        self._ids = count(1)
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=_THREADS, max_retries=0))

    def ask(self, method: str, params: Sequence[Any]) -> Any:
        """Send one request once, and return its result.

        Raises:
            RpcUnavailable: nothing sensible came back; it is unknown whether the node acted on it.
            RpcRefused: the node's error.
        """
        identifier = next(self._ids)
        request = {"jsonrpc": "2.0", "id": identifier, "method": method, "params": list(params)}
        with watched(Service.RPC, RpcUnavailable):
            reply = self._post(json.dumps(request, separators=(",", ":")).encode())
            if reply is None:
                raise RpcUnavailable(_SILENT)
            return _result(reply, identifier)

    def _post(self, body: bytes) -> _Reply | None:
        """Send bytes: the only function that touches the network. Nothing means no answer.

        The library's error would name the address, so it ends here.
        """
        try:
            with self._session.post(
                self._url,
                data=body,
                headers={"Content-Type": "application/json"},
                timeout=(CONNECT_TIMEOUT_SECS, READ_TIMEOUT_SECS),
                allow_redirects=False,
                stream=True,
            ) as response:
                return _Reply(response.status_code, _bounded_body(response))
        except requests.RequestException as error:
            logger.info("no answer from a node: %s", type(error).__name__)
            return None


def _bounded_body(response: requests.Response) -> bytes:
    """Return the body; nothing of one that is too long or too slow, which then makes no sense."""
    give_up_at = time.monotonic() + TOTAL_SECS
    body = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        body += chunk
        if len(body) > MAX_BODY_BYTES or time.monotonic() > give_up_at:
            return b""
    return bytes(body)


def _result(reply: _Reply, identifier: int) -> Any:
    envelope = _parsed(reply.body)
    if reply.status == requests.codes.too_many_requests:
        raise RpcUnavailable(_BUSY)
    if not _is_answer_to(envelope, identifier):
        raise RpcUnavailable(_UNREADABLE)
    if envelope.get("error") is not None:
        raise _refusal(envelope["error"])
    if reply.status != requests.codes.ok or "result" not in envelope:
        raise RpcUnavailable(_UNREADABLE)
    return envelope["result"]


def _is_answer_to(envelope: Any, identifier: int) -> bool:
    if not isinstance(envelope, dict) or envelope.get("jsonrpc") != "2.0":
        return False
    answered = envelope.get("id")
    return type(answered) is int and answered == identifier


def _refusal(error: Any) -> RpcUnavailable | RpcRefused:
    code = error.get("code") if isinstance(error, dict) else None
    if type(code) is not int:
        return RpcUnavailable(_UNREADABLE)
    if code == _LIMIT_EXCEEDED:
        return RpcUnavailable(_BUSY)
    return RpcRefused(code, str(error.get("message", "")), error.get("data"))


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, InvalidOperation, RecursionError):
        return None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
