"""Reading OKX's answers: how long they may be, and the envelope of code, message and data around what was asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NoReturn

import requests
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from esther_site.lib.okx_errors import OkxOutage, OkxTemporaryError, refusal

__all__ = ["Answer", "data_of", "read_answer"]

MAX_BODY_BYTES: Final = 5_000_000
_CHUNK_BYTES: Final = 65_536
_UNREADABLE: Final = "OKX gave an answer that makes no sense: try again in a minute."


@dataclass(frozen=True)
class Answer:
    """What came back over the wire, not yet understood."""

    status: int
    body: bytes
    retry_after: float | None


def read_answer(response: requests.Response) -> Answer:
    """Read a streamed response to its end.

    Raises:
        OkxTemporaryError: it is longer than any sensible answer.
        requests.RequestException: it breaks off.
    """
    return Answer(response.status_code, _bounded_body(response), _retry_after(response))


def data_of(answer: Answer) -> Any:
    """Return what an answer holds.

    Raises:
        OkxError: what its code means, or its HTTP status when it has no code.
    """
    payload = _parsed(answer)
    if isinstance(payload, list) and answer.status == requests.codes.ok:
        return payload
    envelope = payload if isinstance(payload, dict) else {}
    code = str(envelope.get("code", "")).strip()
    if answer.status == requests.codes.too_many_requests:
        code = "50011"
    if code not in {"", "0"}:
        otherwise = OkxOutage if answer.status >= requests.codes.server_error else OkxTemporaryError
        message = str(envelope.get("msg", ""))
        raise refusal(code, message=message, otherwise=otherwise, retry_after=answer.retry_after)
    if answer.status != requests.codes.ok or code != "0" or envelope.get("data") is None:
        raise OkxOutage(_UNREADABLE, retry_after=answer.retry_after)
    return envelope["data"]


def _bounded_body(response: requests.Response) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise OkxTemporaryError("OKX gave an answer that is far too long: try again later.")
    return bytes(body)


def _retry_after(response: requests.Response) -> float | None:
    header = response.headers.get("Retry-After", "")
    try:
        return float(Retry().parse_retry_after(header[:40])) if header else None
    except (InvalidHeader, ValueError, OverflowError):
        return None


def _parsed(answer: Answer) -> Any:
    try:
        return json.loads(answer.body, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, InvalidOperation, RecursionError):
        return None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
