"""Asking OKX what an address holds. What counts of it, and what a token is, is decided elsewhere.

https://web3.okx.com/onchainos/dev-docs/market/balance-all-token-balances
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import address_of, name_of, number_of, rows_of, units_of, usd_of
from tokens.models import NATIVE_ADDRESS, Token

__all__ = ["MAX_CHAINS", "Asset", "fetch_balances"]

MAX_CHAINS: Final = 50  # in one call
_KEEP_RISKY: Final = "1"
_MAX_UNITS: Final = 2**256 - 1
_UNREADABLE: Final = "OKX gave balances that Esther cannot read: try again in a minute."


@dataclass(frozen=True, kw_only=True)
class Asset:
    """One balance as OKX told it. What it is called proves nothing, and its decimals are not in it."""

    chain_id: int
    address: str | None  # lower case; NATIVE_ADDRESS for the chain's own coin, None for what is no contract
    symbol: str
    raw_units: int | None  # as OKX counted them; some chains do not say
    amount: Decimal  # in whole tokens
    price_usd: Decimal | None
    is_risky: bool

    def units(self, token: Token) -> int:
        """Return the balance in the token's base units. Raises OkxTemporaryError when it cannot be that many."""
        units = token.to_units(self.amount) if self.raw_units is None else self.raw_units
        if units > _MAX_UNITS:
            raise OkxTemporaryError(_UNREADABLE)
        return units


def fetch_balances(address: str, chains: Sequence[int]) -> list[Asset]:
    """Return everything an address holds on chains, what OKX takes for a trap included.

    Raises:
        EstherError: OKX does not answer, or one of its answers cannot be read whole.
    """
    parts = [chains[start : start + MAX_CHAINS] for start in range(0, len(chains), MAX_CHAINS)]
    assets = [asset for part in parts for asset in _fetch(address, part)]
    named = Counter((asset.chain_id, asset.address) for asset in assets if asset.address)
    if any(times > 1 for times in named.values()):
        raise OkxTemporaryError(_UNREADABLE)
    return [asset for asset in assets if (asset.amount if asset.raw_units is None else asset.raw_units)]


def _fetch(address: str, chains: Sequence[int]) -> list[Asset]:
    """Ask once. An answer about another wallet, or with a balance that is no number, is none at all."""
    wanted = {"address": address, "chains": ",".join(map(str, chains)), "excludeRiskToken": _KEEP_RISKY}
    data = web3_client().get("/api/v6/dex/balance/all-token-balances-by-address", wanted)
    return [_asset(row, address=address, chains=chains) for row in _rows(data)]


def _rows(data: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for part in rows_of(data):
        assets = part.get("tokenAssets")
        if not isinstance(assets, list) or not all(isinstance(each, dict) for each in assets):
            raise OkxTemporaryError(_UNREADABLE)
        rows += assets
    return rows


def _asset(row: dict[str, Any], *, address: str, chains: Sequence[int]) -> Asset:
    index, contract = str(row.get("chainIndex")), row.get("tokenContractAddress")
    raw, amount = _number(units_of, row.get("rawBalance")), _number(number_of, row.get("balance"))
    owner = row.get("address")
    is_ours = not owner or str(owner).lower() == address
    if index not in map(str, chains) or not is_ours or not isinstance(contract, str) or (raw, amount) == (None, None):
        raise OkxTemporaryError(_UNREADABLE)
    return Asset(
        chain_id=int(index),
        address=address_of(contract) if contract else NATIVE_ADDRESS,
        symbol=name_of(row.get("symbol"), max_length=40),
        raw_units=raw,
        amount=amount or Decimal(0),
        price_usd=usd_of(row.get("tokenPrice")),
        is_risky=row.get("isRiskToken") in (True, "true", "1", 1),
    )


def _number(read: Any, value: Any) -> Any:
    """Return a number that is not negative, None where nothing is said. Raises OkxTemporaryError for anything else."""
    if value is None or value == "":
        return None
    number = read(value)
    if number is None or number < 0:
        raise OkxTemporaryError(_UNREADABLE)
    return number
