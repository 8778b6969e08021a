"""The balance endpoints, over a table in memory that tests and demonstrations fill, or over the chain behind us.

https://web3.okx.com/onchainos/dev-docs/market/balance-all-token-balances
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from threading import Lock

from sandbox.market import market, now_milliseconds
from sandbox.okx.chain_ledger import units_held
from sandbox.okx.chain_world import deployment_on
from sandbox.okx.chains import CHAINS
from sandbox.okx.envelope import OkxRefusal, Row
from sandbox.okx.listing import Token, find_token, tokens_on
from sandbox.okx.parameters import Parameters

_MOST_CHAINS = 50
_MOST_TOKENS = 20
_RISK_FILTERED_CHAINS = {1, 56, 8453}

_units: dict[tuple[str, Token], int] = {}
_lock = Lock()


def set_balance(address: str, chain_index: int, token_address: str, units: int) -> None:
    """Give a wallet so many base units of a token; an empty token address means the native coin.

    Raises: LookupError when no such token is listed.
    """
    token = find_token(chain_index, token_address)
    if token is None:
        raise LookupError(f"no token {token_address} on chain {chain_index}")
    with _lock:
        _units[address.lower(), token] = units


def clear_balances() -> None:
    with _lock:
        _units.clear()


def all_balances(parameters: Parameters) -> list[Row]:
    """Return what an address holds on the chains of a comma list, risky tokens left out unless asked for."""
    address = parameters.address("address")
    hides_risk = _wants_filter(parameters, shown_by="1")
    return _assets(address, _shown(_held(address, _chains(parameters)), hides_risk=hides_risk))


def token_balances(parameters: Parameters) -> list[Row]:
    """Return what an address holds of up to 20 named tokens, zero balances included."""
    address = parameters.address("address")
    wanted = parameters.objects("tokenContractAddresses")
    if len(wanted) > _MOST_TOKENS:
        raise OkxRefusal("51000", "tokenContractAddresses")
    named = (
        find_token(each.chain(unknown="81104").index, each.text("tokenContractAddress").lower()) for each in wanted
    )
    tokens = [token for token in named if token]
    on_chain = _on_chain(address, tokens)
    with _lock:
        held = [(token, on_chain.get(token, _units.get((address, token), 0))) for token in tokens]
    return _assets(address, _shown(held, hides_risk=_wants_filter(parameters, shown_by="1")))


def total_value(parameters: Parameters) -> list[Row]:
    """Return the value in USD of what an address holds; nothing here is in DeFi (`assetType` 2)."""
    asset_type = parameters.text("assetType", "0")
    if asset_type not in {"0", "1", "2"}:
        raise OkxRefusal("51000", "assetType")
    held = _held(parameters.address("address"), _chains(parameters)) if asset_type != "2" else []
    shown = _shown(held, hides_risk=_wants_filter(parameters, shown_by="false"))
    now = now_milliseconds()
    values = (_amount(token, units) * market().price_at(token, now) for token, units in shown)
    return [{"totalValue": f"{sum(values, Decimal(0)):.18f}"}]


def _chains(parameters: Parameters) -> set[int]:
    names = [name.strip() for name in parameters.required("chains").split(",")]
    if len(names) > _MOST_CHAINS:
        raise OkxRefusal("51000", "chains")
    known = {str(index): index for index in CHAINS}
    if not set(names) <= known.keys():
        raise OkxRefusal("81104")
    return {known[name] for name in names}


def _wants_filter(parameters: Parameters, *, shown_by: str) -> bool:
    """Tell whether risky tokens are hidden: one endpoint says "1" to show them, the other says false."""
    return parameters.text("excludeRiskToken") != shown_by


def _held(address: str, chains: set[int]) -> list[tuple[Token, int]]:
    with _lock:
        rows = [(token, units) for (owner, token), units in _units.items() if owner == address]
    remembered = [(token, units) for token, units in rows if not deployment_on(token.chain)]
    on_chain = _on_chain(address, [token for index in chains for token in tokens_on(CHAINS[index])])
    counted = [(token, units) for token, units in on_chain.items() if units]
    return [(token, units) for token, units in [*remembered, *counted] if token.chain.index in chains]


def _on_chain(address: str, tokens: list[Token]) -> dict[Token, int]:
    """Return what an address holds of those tokens whose chain is really there."""
    held: dict[Token, int] = {}
    for chain in {token.chain for token in tokens}:
        deployment = deployment_on(chain)
        if deployment:
            there = [token for token in tokens if token.chain is chain]
            held.update(zip(there, units_held(deployment, address, there), strict=True))
    return held


def _shown(held: Iterable[tuple[Token, int]], *, hides_risk: bool) -> list[tuple[Token, int]]:
    return [
        (token, units)
        for token, units in held
        if token.is_recognized or not hides_risk or token.chain.index not in _RISK_FILTERED_CHAINS
    ]


def _amount(token: Token, units: int) -> Decimal:
    return Decimal(units).scaleb(-token.decimals)


def _assets(address: str, held: list[tuple[Token, int]]) -> list[Row]:
    now = now_milliseconds()
    rows = [
        {
            "chainIndex": str(token.chain.index),
            # Balances name the native coin by an empty address, unlike swaps.
            "tokenContractAddress": "" if token.is_native else token.address,
            "address": address,
            "symbol": token.symbol,
            "balance": f"{_amount(token, units).normalize():f}",
            "rawBalance": str(units),
            "tokenPrice": f"{market().price_at(token, now):f}",
            "isRiskToken": not token.is_recognized,
        }
        for token, units in held
    ]
    return [{"tokenAssets": rows}]
