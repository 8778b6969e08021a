"""The checks a signed request must pass, in the order the real service makes them.

https://web3.okx.com/onchainos/dev-docs-v5/dex-api/dex-api-access-and-usage
"""

from __future__ import annotations

import base64
import hmac
import re
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest

from sandbox.okx.envelope import OkxRefusal

MOUNT_PREFIX = "/sandbox/okx"
_REQUIRED_HEADERS = {
    "OK-ACCESS-KEY": "50103",
    "OK-ACCESS-SIGN": "50106",
    "OK-ACCESS-TIMESTAMP": "50107",
    "OK-ACCESS-PASSPHRASE": "50104",
}
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z", re.ASCII)
_TOLERANCE = timedelta(seconds=30)


def check_credentials(request: HttpRequest) -> None:
    """Refuse a request whose headers, key, passphrase, timestamp or signature are wrong.

    Raises: OkxRefusal with the code of the first check that fails.
    """
    for header, code in _REQUIRED_HEADERS.items():
        if not request.headers.get(header):
            raise OkxRefusal(code)
    if not _same(request.headers["OK-ACCESS-KEY"], settings.OKX_API_KEY):
        raise OkxRefusal("50111")
    if not _same(request.headers["OK-ACCESS-PASSPHRASE"], settings.OKX_API_PASSPHRASE):
        raise OkxRefusal("50105")
    if abs(datetime.now(UTC) - _sent_at(request)) > _TOLERANCE:
        raise OkxRefusal("50102")
    if not _same(request.headers["OK-ACCESS-SIGN"], _signature(request)):
        raise OkxRefusal("50113")


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _sent_at(request: HttpRequest) -> datetime:
    timestamp = request.headers["OK-ACCESS-TIMESTAMP"]
    if not _TIMESTAMP.fullmatch(timestamp):
        raise OkxRefusal("50112")
    try:
        return datetime.fromisoformat(timestamp)
    except ValueError as error:  # the 30th of February has the right shape too
        raise OkxRefusal("50112") from error


def _signature(request: HttpRequest) -> str:
    """Sign what arrived: the path as OKX knows it, the query string and the body byte for byte."""
    path = request.path.removeprefix(MOUNT_PREFIX)
    query = request.META.get("QUERY_STRING", "")
    # WSGI hands over bytes as Latin-1 text, so this gives back the bytes that were sent.
    head = request.headers["OK-ACCESS-TIMESTAMP"] + (request.method or "") + path + (f"?{query}" if query else "")
    digest = hmac.digest(settings.OKX_API_SECRET.encode(), head.encode("latin-1") + request.body, "sha256")
    return base64.b64encode(digest).decode()
