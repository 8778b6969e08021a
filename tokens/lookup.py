"""Asking OKX about a token that is known by its address only."""

from __future__ import annotations

from typing import Any, Final

from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxOperatorError, OkxUserError
from tokens.answers import address_of, decimals_of, name_of, rows_of
from tokens.models import Chain, Token

__all__ = ["fetch_token"]

_UNKNOWN_TO_OKX: Final = {"50014", "51000", "51006", "82104"}


def fetch_token(address: str, *, chain: Chain) -> Token | None:
    """Ask OKX about a token and keep it as unverified; None when OKX does not know it.

    https://web3.okx.com/onchainos/dev-docs/market/market-token-basic-info

    Raises:
        EstherError: OKX does not answer.
    """
    wanted = [{"chainIndex": str(chain.index), "tokenContractAddress": address}]
    try:
        rows = rows_of(web3_client().post("/api/v6/dex/market/token/basic-info", wanted))
    except (OkxUserError, OkxOperatorError) as error:
        if error.okx_code in _UNKNOWN_TO_OKX:
            return None
        raise
    matching = [row for row in rows if address_of(row.get("tokenContractAddress", address)) == address]
    return _kept(matching[0], address=address, chain=chain) if matching else None


def _kept(row: dict[str, Any], *, address: str, chain: Chain) -> Token | None:
    decimals = decimals_of(row.get("decimal"))
    symbol = name_of(row.get("tokenSymbol"), max_length=40)
    if decimals is None or not symbol:
        return None
    token, _ = Token.objects.get_or_create(
        chain=chain,
        address=address,
        defaults={
            "symbol": symbol,
            "name": name_of(row.get("tokenName"), max_length=120),
            "decimals": decimals,
            "source": Token.Source.USER,
        },
    )
    return token
