"""An OKX for tests of balances: it says of each wallet and each token what the test told it, and counts the calls."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import responses
from django.conf import settings
from requests import PreparedRequest

from tokens.models import NATIVE_ADDRESS, Token
from trading.models import User, Wallet

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
_PREFIX = "/api/v6/dex/"

Reply = tuple[int, dict[str, str], str]


def somebody(name: str = "alice") -> User:
    return User.objects.create(username=name, status=User.Status.ACTIVE)


def watched(owner: User, number: int = 1) -> Wallet:
    """Make a wallet on chains that is looked at only."""
    return Wallet.objects.create(
        owner=owner, name=f"Vault {number}", kind=Wallet.Kind.WATCH, address=f"0x{number:040x}"
    )


def token(symbol: str, chain: str = "Ethereum") -> Token:
    return Token.objects.select_related("chain").get(chain__name=chain, symbol=symbol, verified=True)


def row(chain: int, address: str, units: int | str, **more: Any) -> dict[str, Any]:
    """Make a balance as OKX tells it; the native coin has an empty address."""
    return {
        "chainIndex": str(chain),
        "tokenContractAddress": "" if address == NATIVE_ADDRESS else address,
        "symbol": "TKN",
        "balance": "1",
        "rawBalance": str(units),
        "tokenPrice": "1",
        "isRiskToken": False,
        **more,
    }


def row_of(held: Token, amount: str, **more: Any) -> dict[str, Any]:
    return row(held.chain_id, held.address, held.to_units(Decimal(amount)), symbol=held.symbol, **more)


def spam(number: int, *, chain: int = 1, **more: Any) -> dict[str, Any]:
    """Make a balance of a token that nobody knows."""
    told = {"symbol": f"SPAM{number}", "tokenPrice": "1000000", **more}
    return row(chain, f"0x{0xBAD0000 + number:040x}", 10**18, **told)


@dataclass
class Desk:
    """What OKX knows, and what it was asked."""

    balances: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # by wallet address
    usd: dict[str, str] = field(default_factory=dict)  # by token address
    liquidity: dict[str, str] = field(default_factory=dict)
    decimals: dict[str, str] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    down_from: dict[str, int] = field(default_factory=dict)  # from which call of a path on OKX fails
    asked: list[str] = field(default_factory=list)  # the chains of each call for balances

    def answer(self, request: PreparedRequest) -> Reply:
        url = urlsplit(str(request.url))
        path = url.path.partition(_PREFIX)[2]
        self.calls[path] += 1
        if self.calls[path] >= self.down_from.get(path, 10**9):
            return 500, {}, ""
        if path == "balance/all-token-balances-by-address":
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            self.asked.append(query["chains"])
            rows = self.balances.get(query["address"], [])
            chains = query["chains"].split(",")
            return _data([{"tokenAssets": [each for each in rows if each["chainIndex"] in chains]}])
        known = {"market/price": self._price, "market/price-info": self._facts, "market/token/basic-info": self._basic}
        wanted = json.loads(request.body or b"[]")
        return _data([{**each, **told} for each in wanted if (told := known[path](each["tokenContractAddress"]))])

    def _price(self, address: str) -> dict[str, str]:
        return {"price": self.usd[address], "time": ""} if address in self.usd else {}

    def _facts(self, address: str) -> dict[str, str]:
        if address not in self.liquidity:
            return {}
        return {"price": self.usd.get(address, ""), "liquidity": self.liquidity[address], "priceChange24H": "2"}

    def _basic(self, address: str) -> dict[str, str]:
        return {"decimal": self.decimals[address], "tokenSymbol": "SPAM"} if address in self.decimals else {}


def _data(data: list[Any]) -> Reply:
    return 200, {}, json.dumps({"code": "0", "msg": "", "data": data})


@contextmanager
def opened() -> Iterator[Desk]:
    """Let every request to OKX be answered by a desk."""
    desk = Desk()
    everything = re.compile(re.escape(settings.SANDBOX_URL) + ".*")
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        for method in (responses.GET, responses.POST):
            mock.add_callback(method, everything, callback=desk.answer, content_type="application/json")
        yield desk
