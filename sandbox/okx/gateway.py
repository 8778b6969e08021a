"""The onchain gateway endpoints: gas, simulation, and broadcasts that reach no chain, unless there is one behind us.

https://web3.okx.com/onchainos/dev-docs/trade/onchain-gateway-api-overview
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from threading import Lock

from sandbox.market import now_milliseconds
from sandbox.okx.calldata import swap_terms
from sandbox.okx.chain_ledger import FAILED, PENDING, SUCCESS, estimated_gas, send, simulated, status_of
from sandbox.okx.chain_node import gas_price_on
from sandbox.okx.chain_world import deployment_on
from sandbox.okx.chains import NATIVE_ADDRESS, Chain
from sandbox.okx.cross_transfers import note_broadcast
from sandbox.okx.envelope import OkxRefusal, Row
from sandbox.okx.keccak import keccak256
from sandbox.okx.listing import Token, find_token
from sandbox.okx.parameters import Parameters

_HEX = re.compile(r"0x([0-9a-fA-F]{2})*", re.ASCII)
# A typed envelope (EIP-2718) or a legacy list long enough to carry a signature.
_SIGNED_PREFIXES = ("0x01", "0x02", "0x03", "0x04", "0xf8", "0xf9", "0xfa")
_TRANSFER_GAS, _CALL_GAS, _GAS_PER_BYTE = 21_000, 150_000, 16
_CONFIRMATION_MILLISECONDS = 6_000


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One transaction handed in; `address` is lower case."""

    order_id: str
    hash: str
    chain: Chain
    address: str
    is_signed: bool
    is_protected: bool
    at: int

    def status_at(self, at: int) -> str:
        deployment = deployment_on(self.chain)
        if deployment:
            return status_of(deployment, self.hash)
        if not self.is_signed:
            return FAILED
        return SUCCESS if at >= self.at + _CONFIRMATION_MILLISECONDS else PENDING


_broadcasts: list[Broadcast] = []
_lock = Lock()


def clear_broadcasts() -> None:
    with _lock:
        _broadcasts.clear()


def gas_price(parameters: Parameters) -> list[Row]:
    base = gas_price_on(parameters.chain(unknown="81104"))
    return [
        {
            "normal": str(base),
            "min": str(base * 9 // 10),
            "max": str(base * 13 // 10),
            "supporteip1559": True,
            "eip1559Protocol": {
                "suggestBaseFee": str(base),
                "baseFee": str(base * 9 // 10),
                "proposePriorityFee": str(base // 10),
                "safePriorityFee": str(base // 20),
                "fastPriorityFee": str(base // 5),
            },
        }
    ]


def gas_limit(parameters: Parameters) -> list[Row]:
    deployment = deployment_on(parameters.chain(unknown="81104"))
    data = _input_data(parameters)
    gas = estimated_gas(deployment, _call(parameters, data)) if deployment else _gas(data)
    return [{"gasLimit": str(gas)}]


def simulate(parameters: Parameters) -> list[Row]:
    """Report what a call would move. Where there is no chain to ask, every well-formed call succeeds."""
    chain = parameters.chain(unknown="81104")
    data = _input_data(parameters)
    call = _call(parameters, data)
    deployment = deployment_on(chain)
    if deployment:
        moved, gas, reason = simulated(deployment, call)
    else:
        moved, gas, reason = _expected_moves(data, int(call["value"], 16)), _gas(data), ""
    changes = ((find_token(chain.index, address), units) for address, units in moved.items())
    return [
        {
            "intention": "Token Swap" if swap_terms(data) else "Contract Interaction",
            "assetChange": [_asset_change(token, units) for token, units in changes if token],
            "gasUsed": str(gas),
            "failReason": reason,
            "risks": [],
        }
    ]


def _call(parameters: Parameters, data: str) -> dict[str, str]:
    """Return the call that a request describes, as nodes take it."""
    sender, target = parameters.address("fromAddress"), parameters.address("toAddress")
    value = parameters.text("txAmount", "0")
    if not value.isascii() or not value.isdigit():
        raise OkxRefusal("81001", "txAmount")
    return {"from": sender, "to": target, "data": data, "value": hex(int(value))}


def _input_data(parameters: Parameters) -> str:
    parameters.address("fromAddress")
    data = parameters.object("extJson").text("inputData", "0x")
    if not _HEX.fullmatch(data):
        raise OkxRefusal("81001", "inputData")
    return data


def _gas(data: str) -> int:
    size = len(data) // 2 - 1
    return _TRANSFER_GAS + (_CALL_GAS + _GAS_PER_BYTE * size if size else 0)


def _expected_moves(data: str, value: int) -> dict[str, int]:
    terms = swap_terms(data)
    if terms is None:
        return {NATIVE_ADDRESS: -value} if value else {}
    return {terms.source: -terms.amount, terms.target: terms.least_received}


def _asset_change(token: Token, units: int) -> Row:
    return {
        "assetType": "NATIVE" if token.is_native else "ERC20",
        "name": token.asset.name,
        "symbol": token.symbol,
        "decimals": token.decimals,
        "address": token.address,
        "imageUrl": token.logo_url,
        "rawValue": str(units),
    }


def broadcast_transaction(parameters: Parameters) -> list[Row]:
    """Remember a transaction; handing in the same bytes again is the same order."""
    chain = parameters.chain(unknown="81104")
    signed, address = parameters.required("signedTx"), parameters.address("address")
    if not _HEX.fullmatch(signed) or signed == "0x":
        raise OkxRefusal("81001", "signedTx")
    is_protected = _is_protected(parameters)
    digest = "0x" + keccak256(bytes.fromhex(signed[2:])).hex()
    deployment = deployment_on(chain)
    if deployment:
        send(deployment, signed, digest=digest)
    with _lock:
        known = next((each for each in _broadcasts if (each.hash, each.chain) == (digest, chain)), None)
        if known is None:
            order_id = str(10**18 + len(_broadcasts))
            is_signed = signed.lower().startswith(_SIGNED_PREFIXES)
            known = Broadcast(order_id, digest, chain, address, is_signed, is_protected, now_milliseconds())
            _broadcasts.append(known)
    if known.is_signed:
        note_broadcast(digest, signed)
    return [{"orderId": known.order_id, "txHash": known.hash}]


def broadcasts() -> list[Broadcast]:
    """Return what was handed in, oldest first."""
    with _lock:
        return list(_broadcasts)


def _is_protected(parameters: Parameters) -> bool:
    """Read `extraData`, which is JSON within JSON: here, protected bytes go the same way as all others."""
    text = parameters.text("extraData")
    try:
        extra = json.loads(text) if text else {}
    except ValueError:
        extra = None
    wanted = extra.get("enableMevProtection", False) if isinstance(extra, dict) else None
    if not isinstance(wanted, bool):
        raise OkxRefusal("81001", "extraData")
    return wanted


def orders(parameters: Parameters) -> list[Row]:
    """Return an address's broadcasts on one chain, newest first; the cursor counts those already given."""
    chain, address = parameters.chain(unknown="81104"), parameters.address("address")
    status, order_id = parameters.text("txStatus"), parameters.text("orderId")
    skipped, limit = parameters.moment("cursor") or 0, parameters.count("limit", default=20, most=100)
    now = now_milliseconds()
    with _lock:
        newest_first = _broadcasts[::-1]
    wanted = [
        each
        for each in newest_first
        if (each.chain, each.address) == (chain, address)
        and status in {"", each.status_at(now)}
        and order_id in {"", each.order_id}
    ]
    page = wanted[skipped : skipped + limit]
    return [{"cursor": str(skipped + len(page)), "orders": [_order_row(each, now) for each in page]}]


def _order_row(broadcast: Broadcast, now: int) -> Row:
    status = broadcast.status_at(now)
    reason = "execution reverted" if broadcast.is_signed else "the transaction carries no signature"
    return {
        "orderId": broadcast.order_id,
        "txHash": broadcast.hash,
        "chainIndex": str(broadcast.chain.index),
        "address": broadcast.address,
        "txStatus": status,
        "failReason": reason if status == FAILED else "",
    }
