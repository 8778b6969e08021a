"""What has to be kept of a trade when it is carried out, so that what became of its promise can be told later."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Final

from tokens.quotes import Quote
from trading.models import Execution, Swap

__all__ = ["keep_last_quote", "transfer_tax"]

_HUNDRED: Final = Decimal(100)
_STEP: Final = Decimal("0.0001")
_KEPT: Final = (
    "promised_units_in",
    "promised_gas_usd",
    "quoted_units_in",
    "quoted_units_out",
    "quoted_at",
    "tax_percent",
)


def keep_last_quote(swap: Swap, quote: Quote) -> None:
    """Keep the card's numbers that booking overwrites, and the last quote, in the caller's transaction.

    `swap` is as it was confirmed: nothing of its end may be in it yet.
    """
    kept = Execution(
        swap=swap,
        promised_units_in=swap.units_in,
        promised_gas_usd=swap.gas_usd,
        quoted_units_in=quote.units_in,
        quoted_units_out=quote.units_out,
        quoted_at=quote.taken_at,
        tax_percent=transfer_tax(quote),
    )
    # A live trade whose first bytes never left is laid once more: the newer quote counts.
    Execution.objects.bulk_create([kept], update_conflicts=True, unique_fields=["swap"], update_fields=_KEPT)


def transfer_tax(quote: Quote) -> Decimal:
    """Return what both tokens take of their transfers together, 0 to 100."""
    left = _HUNDRED
    for tax in (quote.tax_in_percent, quote.tax_out_percent):
        left *= (_HUNDRED - min(tax, _HUNDRED)) / _HUNDRED
    return (_HUNDRED - left).quantize(_STEP, ROUND_DOWN)
