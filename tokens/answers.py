"""Strict reading of single values in OKX's answers; which fields there are is known to the caller."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils import timezone

from esther_site.lib.fields import UsdField
from esther_site.lib.okx_errors import OkxTemporaryError
from tokens.spoken import clean

__all__ = [
    "address_of",
    "decimals_of",
    "lists_of",
    "moment_of",
    "name_of",
    "number_of",
    "rows_of",
    "units_of",
    "usd_of",
]

OLDEST_ANSWER: Final = timedelta(days=365)
_MAX_UNITS: Final = 2**256 - 1
_MAX_DECIMALS: Final = 36
_MAX_LENGTH: Final = 100  # of a number; longer ones are nonsense, and slow to read
_UNREADABLE: Final = "OKX gave an answer that Esther cannot read: try again in a minute."


def rows_of(data: Any) -> list[dict[str, Any]]:
    """Return the objects in an answer that is a list of them, or one alone.

    Raises:
        OkxTemporaryError: it is neither.
    """
    rows = [data] if isinstance(data, dict) else data
    if not isinstance(rows, list):
        raise OkxTemporaryError(_UNREADABLE)
    return [row for row in rows if isinstance(row, dict)]


def lists_of(data: Any) -> list[list[Any]]:
    """Return the lists in an answer that is a list of them.

    Raises:
        OkxTemporaryError: it is none.
    """
    if not isinstance(data, list):
        raise OkxTemporaryError(_UNREADABLE)
    return [row for row in data if isinstance(row, list)]


def units_of(value: Any) -> int | None:
    """Return a whole number of base units from 0 to 2**256 - 1, or None."""
    text = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,78}", text):
        return None
    return units if (units := int(text)) <= _MAX_UNITS else None


def decimals_of(value: Any) -> int | None:
    """Return a token's number of decimals from 0 to 36, or None."""
    decimals = units_of(value)
    return decimals if decimals is not None and decimals <= _MAX_DECIMALS else None


def name_of(value: Any, *, max_length: int) -> str:
    """Return a symbol or a name as it can be stored and shown; empty when there is none."""
    return clean(value)[:max_length] if isinstance(value, str) else ""


def number_of(value: Any) -> Decimal | None:
    """Return a finite number from a string or an integer, or None."""
    if not isinstance(value, (str, int, Decimal)) or isinstance(value, bool) or len(str(value)) > _MAX_LENGTH:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def usd_of(value: Any) -> Decimal | None:
    """Return a price above zero, rounded as it will be stored, or None."""
    number = number_of(value)
    if number is None or not 0 < number < 10**UsdField.integer_digits:
        return None
    return round(number, UsdField.decimal_places) or None


def address_of(value: Any) -> str | None:
    """Return an EVM address in lower case, or None."""
    found = re.fullmatch(r"0x[0-9a-f]{40}", str(value).strip().lower())
    return found[0] if found else None


def moment_of(value: Any) -> datetime:
    """Return the moment an answer names in milliseconds; now, when it names none, or one that is still to come.

    Nothing is older than a year: of a price that is, only that it is old matters.
    """
    now = timezone.now()
    milliseconds = units_of(value)
    if milliseconds is None or milliseconds > now.timestamp() * 1000:
        return now
    oldest = now - OLDEST_ANSWER
    return max(oldest, datetime.fromtimestamp(max(milliseconds / 1000, oldest.timestamp()), tz=UTC))
