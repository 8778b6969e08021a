"""Telegram and OKX over real HTTP, in a process of their own.

`python -m tests.scale.stand_in ADDRESS PORT RECORD [SECONDS]`: each request is recorded as a line of JSON in the file
RECORD, Telegram's with chat, text and buttons, OKX's with its path. OKX takes SECONDS for each answer. `POST
/stand-in/price` moves a token's price, `/stand-in/tokens` names tokens.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, Final, TextIO

from aiohttp import web

__all__ = ["ASSETS_EACH"]

ASSETS_EACH: Final = 5  # of each wallet
_BOT: Final = {"id": 42, "is_bot": True, "first_name": "Esther", "username": "esther_bot"}
_FLUSH_SECONDS: Final = 0.02
_BALANCES: Final = "/api/v6/dex/balance/all-token-balances-by-address"
_USD: Final = {"ETH": Decimal(2000), "WETH": Decimal(2000), "LINK": Decimal(15), "WBTC": Decimal(60_000)}
_DOLLARS: Final = Decimal(1)

Row = dict[str, Any]
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class StandIn:
    """What is known, and what was asked."""

    def __init__(self, record: TextIO, *, okx_seconds: float) -> None:
        self._record, self._okx_seconds = record, okx_seconds
        self._usd = dict(_USD)
        self._tokens: dict[tuple[str, str], Row] = {}  # by chain and address
        self._message_ids = count(1)

    def app(self) -> web.Application:
        app = web.Application(middlewares=[_leave_who_died])
        app.router.add_post("/stand-in/price", self._move_price)
        app.router.add_post("/stand-in/tokens", self._learn_tokens)
        app.router.add_route("*", "/bot{token}/{method}", self._telegram)
        app.router.add_get(_BALANCES, self._balances)
        app.router.add_route("*", "/{path:.*}", self._okx)
        return app

    async def flush(self) -> None:
        while True:
            await asyncio.sleep(_FLUSH_SECONDS)
            self._record.flush()

    async def _move_price(self, request: web.Request) -> web.Response:
        self._usd |= {symbol: Decimal(usd) for symbol, usd in (await request.json()).items()}
        return web.Response()

    async def _learn_tokens(self, request: web.Request) -> web.Response:
        self._tokens |= {(str(row["chain"]), row["address"].lower()): row for row in await request.json()}
        return web.Response()

    async def _telegram(self, request: web.Request) -> web.Response:
        at, method = time.time(), request.match_info["method"]
        fields = await _fields(request)
        result: Any = True
        if method == "getMe":
            result = _BOT
        elif method.lower() in ("sendmessage", "editmessagetext"):
            result = self._message(fields)
        self._note(at=at, telegram=method, chat=_number(fields.get("chat_id")), **_seen(fields, result))
        return web.json_response({"ok": True, "result": result})

    def _message(self, fields: Mapping[str, Any]) -> Row:
        message_id = _number(fields.get("message_id")) or next(self._message_ids)
        chat = {"id": _number(fields.get("chat_id")), "type": "private"}
        return {"message_id": message_id, "date": int(time.time()), "chat": chat, "from": _BOT, "text": "…"}

    async def _balances(self, request: web.Request) -> web.Response:
        self._note(at=time.time(), okx=request.path)
        await asyncio.sleep(self._okx_seconds)
        return _answered([{"tokenAssets": _assets(int(request.query["address"], 16))}])

    async def _okx(self, request: web.Request) -> web.Response:
        self._note(at=time.time(), okx=request.path)
        await asyncio.sleep(self._okx_seconds)
        if request.path.endswith("/aggregator/quote"):
            return _answered([self._quote(request.query)])
        if request.path.endswith("/market/ticker"):
            symbol = request.query["instId"].partition("-")[0]
            usd = str(self._usd.get(symbol, _DOLLARS))
            return _answered([{"instId": request.query["instId"], "last": usd, "open24h": usd, "ts": _now()}])
        if request.method != "POST":
            return _answered([])
        return _answered([self._price(asked) for asked in await request.json()])

    def _price(self, asked: Row) -> Row:
        chain, address = str(asked["chainIndex"]), asked["tokenContractAddress"]
        usd = str(self._usd_of(self._token(chain, address)))
        return {
            "chainIndex": chain,
            "tokenContractAddress": address,
            "time": _now(),
            "price": usd,
            "priceChange24H": "1",
        }

    def _quote(self, asked: Mapping[str, str]) -> Row:
        chain = asked["chainIndex"]
        spent, bought = (self._token(chain, asked[name]) for name in ("fromTokenAddress", "toTokenAddress"))
        rate = self._usd_of(spent) / self._usd_of(bought) * Decimal(10) ** (bought["decimals"] - spent["decimals"])
        is_exact_in, amount = asked.get("swapMode", "exactIn") == "exactIn", Decimal(asked["amount"])
        units_in, units_out = (amount, amount * rate) if is_exact_in else (amount / rate, amount)
        return {
            "chainIndex": chain,
            "dexRouterList": [],
            "estimateGasFee": "150000",
            "fromToken": self._side(spent),
            "toToken": self._side(bought),
            "fromTokenAmount": str(int(units_in)),
            "toTokenAmount": str(int(units_out)),
            "priceImpactPercent": "-0.05",
            "swapMode": asked.get("swapMode", "exactIn"),
            "tradeFee": "0.5",
        }

    def _side(self, token: Row) -> Row:
        return {
            "decimal": str(token["decimals"]),
            "isHoneyPot": False,
            "taxRate": "0",
            "tokenContractAddress": token["address"],
            "tokenSymbol": token["symbol"],
            "tokenUnitPrice": str(self._usd_of(token)),
        }

    def _token(self, chain: str, address: str) -> Row:
        unknown = {"chain": chain, "address": address, "symbol": "?", "decimals": 18}
        return self._tokens.get((chain, address.lower()), unknown)

    def _usd_of(self, token: Row) -> Decimal:
        return self._usd.get(token["symbol"], _DOLLARS)

    def _note(self, **what: Any) -> None:
        self._record.write(json.dumps(what) + "\n")


@web.middleware
async def _leave_who_died(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Say nothing of who was killed while asking."""
    try:
        return await handler(request)
    except ConnectionResetError:
        return web.Response()


async def _fields(request: web.Request) -> Mapping[str, Any]:
    """Return what a call says: answers come as forms, notifications as JSON."""
    if request.content_type == "application/json":
        fields: Mapping[str, Any] = await request.json()
        return fields
    return await request.post()


def _seen(fields: Mapping[str, Any], result: Any) -> Row:
    """Return what somebody in the chat sees: the text, and what the buttons send."""
    markup = fields.get("reply_markup") or {}
    rows = (json.loads(markup) if isinstance(markup, str) else markup).get("inline_keyboard", [])
    data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
    message_id = result["message_id"] if isinstance(result, dict) and "message_id" in result else None
    return {"text": fields.get("text", ""), "buttons": data, "message_id": message_id}


def _assets(start: int) -> list[Row]:
    return [
        {
            "chainIndex": "1",
            "tokenContractAddress": f"0x{(start + number) % 1000:040x}",
            "symbol": f"T{number}",
            "balance": "1",
            "rawBalance": str(10**18 + start % 10**6),
            "tokenPrice": "1",
            "isRiskToken": False,
        }
        for number in range(ASSETS_EACH)
    ]


def _answered(rows: list[Row]) -> web.Response:
    return web.json_response({"code": "0", "msg": "", "data": rows})


def _number(value: Any) -> int | None:
    return int(value) if value else None


def _now() -> str:
    return str(int(time.time() * 1000))


async def _serve(address: str, port: int, record: Path, okx_seconds: float) -> None:
    with record.open("a") as lines:
        stand_in = StandIn(lines, okx_seconds=okx_seconds)
        runner = web.AppRunner(stand_in.app(), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, address, port).start()
        await stand_in.flush()


if __name__ == "__main__":
    _address, _port, _record, *_seconds = sys.argv[1:]
    asyncio.run(_serve(_address, int(_port), Path(_record), float(_seconds[0]) if _seconds else 0))
