"""What OKX offers for a swap right now; deciding about it and booking it are not this module's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.utils import timezone

from esther_site.lib.errors import UserError
from esther_site.lib.okx import web3_client
from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.answers import address_of, decimals_of, name_of, number_of, rows_of, units_of, usd_of
from tokens.models import Token

__all__ = ["Quote", "SwapMode", "get_quote", "question_of", "read_quote"]

_MAX_UNITS: Final = 2**256 - 1
_MAX_IMPACT_PERCENT: Final = 10**5
_TOO_MUCH: Final = 10**18  # of gas or of USD, for one swap
_OTHER_QUESTION: Final = "OKX answered a different question than Esther asked: try again in a minute."
_UNREADABLE: Final = "OKX's quote makes no sense: try again in a minute."


class SwapMode(StrEnum):
    """Which side of a swap is fixed; the values are OKX's."""

    EXACT_IN = "exactIn"
    EXACT_OUT = "exactOut"


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What a swap would cost and bring, before slippage.

    `price_impact_percent` is the loss against the market in percent: 0.14 means 0.14 % is lost, below zero is a gain,
    None is not known. `tax_*_percent` is what the token itself takes of each transfer, 0 to 100.
    """

    token_in: Token
    token_out: Token
    units_in: int
    units_out: int
    price_impact_percent: Decimal | None
    gas_units: int
    gas_usd: Decimal
    route: tuple[str, ...]
    honeypot_in: bool
    honeypot_out: bool
    tax_in_percent: Decimal
    tax_out_percent: Decimal
    price_in_usd: Decimal | None
    price_out_usd: Decimal | None
    taken_at: datetime


def get_quote(token_in: Token, token_out: Token, units: int, *, mode: SwapMode = SwapMode.EXACT_IN) -> Quote:
    """Ask OKX for a quote; `units` are base units of the token that `mode` fixes.

    https://web3.okx.com/onchainos/dev-docs/trade/dex-get-quote

    Raises:
        UserError: the pair or the amount cannot be swapped.
        TemporaryError: OKX does not answer, or its answer cannot be trusted.
    """
    _check_pair(token_in, token_out)
    _check_amount(units)
    question = question_of(token_in, token_out, units, mode=mode)
    rows = rows_of(web3_client().get("/api/v6/dex/aggregator/quote", question))
    if not rows:
        raise OkxTemporaryError(_UNREADABLE)
    return read_quote(rows[0], question, token_in=token_in, token_out=token_out)


def question_of(token_in: Token, token_out: Token, units: int, *, mode: SwapMode = SwapMode.EXACT_IN) -> dict[str, str]:
    """Return what OKX is asked for a quote, in its own words."""
    return {
        "chainIndex": str(token_in.chain_id),
        "amount": str(units),
        "swapMode": mode.value,
        "fromTokenAddress": token_in.address.lower(),
        "toTokenAddress": token_out.address.lower(),
    }


def read_quote(row: dict[str, Any], question: dict[str, str], *, token_in: Token, token_out: Token) -> Quote:
    """Read a quote, or the quote in a swap, that must answer the question. Raises as `get_quote`."""
    _check_echo(row, question, token_in=token_in, token_out=token_out)
    return _quote_from(row, token_in, token_out)


def _check_pair(token_in: Token, token_out: Token) -> None:
    if token_in.chain_id != token_out.chain_id:
        places = f"{token_in.symbol} is on {token_in.chain.name} and {token_out.symbol} on {token_out.chain.name}"
        raise UserError(f"{places}: choose two tokens of one chain.")
    if token_in.address == token_out.address:
        raise UserError(f"That would swap {token_in.symbol} for itself: choose two different tokens.")


def _check_amount(units: int) -> None:
    if units < 1:
        raise UserError("The amount is too small to swap: ask for more.")
    if units > _MAX_UNITS:
        raise UserError("The amount is too large to swap: ask for less.")


def _check_echo(row: dict[str, Any], params: dict[str, str], *, token_in: Token, token_out: Token) -> None:
    """Refuse an answer that is about another chain, pair or amount, or counts in other decimals."""
    fixed = "fromTokenAmount" if params["swapMode"] == SwapMode.EXACT_IN else "toTokenAmount"
    answered = {
        "chainIndex": str(row.get("chainIndex")),
        "amount": str(row.get(fixed)),
        "swapMode": str(row.get("swapMode", params["swapMode"])),
        "fromTokenAddress": address_of(_side(row, "fromToken").get("tokenContractAddress")),
        "toTokenAddress": address_of(_side(row, "toToken").get("tokenContractAddress")),
    }
    if answered != params:
        raise OkxTemporaryError(_OTHER_QUESTION)
    for token, key in ((token_in, "fromToken"), (token_out, "toToken")):
        if decimals_of(_side(row, key).get("decimal")) != token.decimals:
            raise UserError(f"OKX and Esther count {token.symbol} in different decimals: choose another token.")


def _quote_from(row: dict[str, Any], token_in: Token, token_out: Token) -> Quote:
    side_in, side_out = _side(row, "fromToken"), _side(row, "toToken")
    change = _optional_number(row.get("priceImpactPercent"))
    if change is not None and abs(change) >= _MAX_IMPACT_PERCENT:
        raise OkxTemporaryError(_UNREADABLE)
    return Quote(
        token_in=token_in,
        token_out=token_out,
        units_in=_positive_units(row.get("fromTokenAmount")),
        units_out=_positive_units(row.get("toTokenAmount")),
        # OKX counts a loss as negative.
        price_impact_percent=None if change is None else -change,
        gas_units=int(_cost(row.get("estimateGasFee"))),
        gas_usd=_cost(row.get("tradeFee")),
        route=_route(row),
        honeypot_in=_is_honeypot(side_in),
        honeypot_out=_is_honeypot(side_out),
        tax_in_percent=_tax_percent(side_in),
        tax_out_percent=_tax_percent(side_out),
        price_in_usd=usd_of(side_in.get("tokenUnitPrice")),
        price_out_usd=usd_of(side_out.get("tokenUnitPrice")),
        taken_at=timezone.now(),
    )


def _side(row: dict[str, Any], key: str) -> dict[str, Any]:
    side = row.get(key)
    return side if isinstance(side, dict) else {}


def _positive_units(value: Any) -> int:
    units = units_of(value)
    if not units:
        raise OkxTemporaryError(_UNREADABLE)
    return units


def _optional_number(value: Any) -> Decimal | None:
    """Return a number that OKX may leave out; refuse one that cannot be read or true."""
    if value is None or value == "":
        return None
    number = number_of(value)
    if number is None or abs(number) >= _TOO_MUCH:
        raise OkxTemporaryError(_UNREADABLE)
    return number


def _cost(value: Any) -> Decimal:
    cost = _optional_number(value) or Decimal(0)
    if cost < 0:
        raise OkxTemporaryError(_UNREADABLE)
    return cost


def _tax_percent(side: dict[str, Any]) -> Decimal:
    """Return a token's own tax in percent: OKX's `taxRate` is a fraction, "0.05" being 5 %."""
    return _cost(side.get("taxRate")) * 100


def _is_honeypot(side: dict[str, Any]) -> bool:
    """Anything but a clear no counts as yes; a field that is missing is a no."""
    return str(side.get("isHoneyPot", False)).lower() not in {"false", "none", ""}


def _route(row: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the exchanges on the way, each once."""
    hops = row.get("dexRouterList")
    names = (
        name_of(_side(hop, "dexProtocol").get("dexName"), max_length=40)
        for hop in (hops if isinstance(hops, list) else [])
        if isinstance(hop, dict)
    )
    return tuple(dict.fromkeys(name for name in names if name))
