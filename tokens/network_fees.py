"""What gas costs on a chain right now, as OKX sees it. How much of it a transaction takes is not known here."""

from __future__ import annotations

from typing import Final

from django.core.cache import cache

from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import rows_of, units_of
from tokens.models import Chain

__all__ = ["gas_price"]

_KEPT_SECONDS: Final = 30
_MOST_WEI: Final = 10**14  # 100,000 gwei
_UNREADABLE: Final = "OKX's gas price makes no sense: try again in a minute."


def gas_price(chain: Chain) -> int:
    """Return what one unit of gas costs in wei, at most half a minute old.

    https://web3.okx.com/onchainos/dev-docs/trade/onchain-gateway-api-gas-price

    Raises:
        EstherError: OKX does not answer, or its answer cannot be trusted.
    """
    key = f"gas-price:{chain.pk}"
    known: int | None = cache.get(key)
    if known is None:
        known = _fetched(chain)
        cache.set(key, known, _KEPT_SECONDS)
    return known


def _fetched(chain: Chain) -> int:
    rows = rows_of(web3_client().get("/api/v6/dex/pre-transaction/gas-price", {"chainIndex": str(chain.pk)}))
    price = units_of(rows[0].get("normal")) if rows else None
    if not price or price > _MOST_WEI:
        raise OkxTemporaryError(_UNREADABLE)
    return price
