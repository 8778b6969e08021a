"""A client that signs the way the documents say, written apart from Esther's own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.test import Client

KEY, SECRET, PASSPHRASE = "test-key", "test-secret-key", "test-passphrase"

ETH = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
WETH = "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"
USDC = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"
USDT = "0xdac17f958d2ee523a2206206994597c13d831ec7"
LINK = "0x514910771af9ca656af840dff83e8264ecf986ca"
WALLET = "0x34aa000000000000000000000000000000000001"


def oddity(name: str) -> str:
    """Return the made-up address of one of the tokens nobody should trust."""
    return "0x" + name.lower().encode().hex().ljust(40, "0")


def timestamp() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def signature(*, at: str, method: str, target: str, body: str = "") -> str:
    digest = hmac.new(SECRET.encode(), f"{at}{method}{target}{body}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def credentials(*, method: str, target: str, body: str = "") -> dict[str, str]:
    at = timestamp()
    return {
        "OK-ACCESS-KEY": KEY,
        "OK-ACCESS-PASSPHRASE": PASSPHRASE,
        "OK-ACCESS-TIMESTAMP": at,
        "OK-ACCESS-SIGN": signature(at=at, method=method, target=target, body=body),
    }


class OkxClient:
    """Sends signed requests and returns decoded bodies."""

    def __init__(self) -> None:
        self._client = Client()

    def get(self, operation: str, /, **query: object) -> Any:
        target = f"/api/v6/dex/{operation}" + (f"?{urlencode(query)}" if query else "")
        return self._client.get(target, headers=credentials(method="GET", target=target)).json()

    def post(self, operation: str, body: object) -> Any:
        return self.post_text(operation, json.dumps(body))

    def post_text(self, operation: str, text: str) -> Any:
        target = f"/api/v6/dex/{operation}"
        headers = credentials(method="POST", target=target, body=text)
        return self._client.post(target, text, content_type="application/json", headers=headers).json()

    def quote(self, **changes: object) -> Any:
        """Quote 1,000 USDC for ETH on Ethereum, but for the changes."""
        return self.get("aggregator/quote", **(_TRADE | changes))

    def swap(self, **changes: object) -> Any:
        return self.get("aggregator/swap", **(_TRADE | {"userWalletAddress": WALLET, "slippagePercent": "1"} | changes))


_TRADE: dict[str, object] = {
    "chainIndex": "1",
    "amount": "1000000000",
    "fromTokenAddress": USDC,
    "toTokenAddress": ETH,
}
