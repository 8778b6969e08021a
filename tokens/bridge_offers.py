"""What each bridge offers, read strictly from OKX's list of them; which one is taken is not this module's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import address_of, name_of, rows_of, units_of

__all__ = ["USUAL_GAS", "BridgeOffer", "read_offers"]

USUAL_GAS: Final = 400_000  # of a bridge's first transaction, where OKX does not say
_MOST_GAS: Final = 30_000_000  # of any transaction
_MOST_SECONDS: Final = 7 * 24 * 3600
_MOST_COIN_FEE: Final = 10**21
_UNREADABLE: Final = "OKX's quote makes no sense: try again in a minute."


@dataclass(frozen=True, kw_only=True)
class BridgeOffer:
    """What one bridge brings and takes, in base units.

    `fee_units` are of the token at `fee_address` on the first chain and taken off `units_out` already;
    `coin_fee_units` are paid on top, in the first chain's coin.
    """

    bridge: str
    bridge_id: int
    units_out: int
    minimum_units_out: int
    seconds: int
    fee_units: int
    fee_address: str | None
    coin_fee_units: int
    gas_units: int


def read_offers(value: Any) -> list[BridgeOffer]:
    """Return the offers that make sense; none when the list is empty.

    Raises:
        OkxTemporaryError: it is no list, or nothing in it makes sense.
    """
    if not isinstance(value, list):
        raise OkxTemporaryError(_UNREADABLE)
    offers = [offer for row in rows_of(value) if (offer := _read(row))]
    if value and not offers:
        raise OkxTemporaryError(_UNREADABLE)
    return offers


def _read(row: dict[str, Any]) -> BridgeOffer | None:
    bridge_id, bridge = units_of(row.get("bridgeId")), name_of(row.get("bridgeName"), max_length=40)
    units_out, minimum = units_of(row.get("toTokenAmount")), units_of(row.get("minimumReceived"))
    seconds = units_of(row.get("estimateTime"))
    fee_units, coin_fee = _optional_units(row.get("crossChainFee")), _optional_units(row.get("otherNativeFee"))
    if bridge_id is None or not bridge or not units_out or not minimum or minimum > units_out:
        return None
    if seconds is None or seconds > _MOST_SECONDS or fee_units is None or coin_fee is None:
        return None
    if coin_fee > _MOST_COIN_FEE:
        return None
    return BridgeOffer(
        bridge=bridge,
        bridge_id=bridge_id,
        units_out=units_out,
        minimum_units_out=minimum,
        seconds=seconds,
        fee_units=fee_units,
        fee_address=address_of(row.get("crossChainFeeTokenAddress")),
        coin_fee_units=coin_fee,
        gas_units=_gas(row.get("estimateGasFee")),
    )


def _optional_units(value: Any) -> int | None:
    """Return an amount that may be left out for nothing; None for one that cannot be read."""
    return 0 if value is None or value == "" else units_of(value)


def _gas(value: Any) -> int:
    """Return the gas units that OKX names; the recorded answers leave them empty."""
    gas = units_of(value) or 0
    return gas if 0 < gas <= _MOST_GAS else USUAL_GAS
