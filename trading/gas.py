"""What a transaction offers for its gas, and the most it may cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN
from typing import Final

from django.conf import settings

from esther_site.lib.errors import UserError
from tokens.market import price_of
from tokens.models import Chain, Token
from trading.rpc import Fees, RpcClient

__all__ = ["Offered", "cap_wei", "falls_short", "faster", "native_of", "offer_for", "offered"]

_BASE_FEES: Final = 2  # what is offered outlives a few full blocks: https://eips.ethereum.org/EIPS/eip-1559
_MOST_TIP_OF_BASE: Final = 3  # a node that suggests more than so many base fees is not believed ...
_LEAST_CEILING: Final = 3 * 10**9  # ... unless that is next to nothing
_POOR_TIP: Final = 2  # a tip that would have to be so many times as much is too low
_STEP_PARTS, _WHOLE = (
    9,
    8,
)  # + 12.5 %: https://github.com/ethereum/go-ethereum/blob/master/core/txpool/blobpool/config.go


@dataclass(frozen=True)
class Offered:
    """What is paid per gas at most, and what its maker gets of it, in wei."""

    max_fee: int
    priority_fee: int


def offered(rpc: RpcClient) -> Offered:
    """Return what to offer now. Raises TemporaryError when the node gives no answer."""
    return offer_for(rpc.fees())


def offer_for(fees: Fees) -> Offered:
    """Return what to offer where so much is asked."""
    tip = min(fees.priority_fee, max(_MOST_TIP_OF_BASE * fees.base_fee, _LEAST_CEILING))
    return Offered(max(1, _BASE_FEES * fees.base_fee + tip), tip)


def falls_short(offer: Offered, fees: Fees) -> bool:
    """Tell whether an offer is too low to be taken soon: below the base fee, or with next to nothing for the maker."""
    left_for_maker = min(offer.priority_fee, offer.max_fee - fees.base_fee)
    return left_for_maker < 0 or left_for_maker * _POOR_TIP < offer_for(fees).priority_fee


def faster(earlier: Offered, now: Offered, *, most: int | None = None) -> Offered:
    """Return an offer that takes an earlier one's place: both fees an eighth higher, or what is usual now.

    What is usual counts up to `most` per gas; the eighth has to be, whatever it comes to.
    """
    usual = now.max_fee if most is None else min(now.max_fee, most)
    tip = max(_raised(earlier.priority_fee), min(now.priority_fee, usual))
    return Offered(max(_raised(earlier.max_fee), usual, tip), tip)


def cap_wei(chain: Chain) -> int:
    """Return the most that the gas of one transaction may cost. Raises EstherError when its coin has no price."""
    native = native_of(chain)
    price = price_of(native)
    if price.usd <= 0:
        raise UserError(f"The price of {native.symbol} is not known, so neither is what the gas would cost.")
    return int((settings.MAX_GAS_USD / price.usd).scaleb(native.decimals).to_integral_value(ROUND_DOWN))


def native_of(chain: Chain) -> Token:
    """Return a chain's own coin."""
    return Token.objects.select_related("chain").get(chain=chain, is_native=True)


def _raised(wei: int) -> int:
    return -(-wei * _STEP_PARTS // _WHOLE) + 1
