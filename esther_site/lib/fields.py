"""Model fields for money that stay exact on every database.

SQLite has no decimal type: Django's `DecimalField` becomes a REAL there and loses digits, so that equal
amounts compare as unequal. On SQLite these fields are stored as zero-padded text, which keeps every digit
and sorts like the numbers; on PostgreSQL they are plain `numeric`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

__all__ = ["UnitsField", "UsdField"]

# What may be assigned to a field, and what is read from it; django-stubs adds None where null=True.
_ST = TypeVar("_ST")
_GT = TypeVar("_GT")

_MAX_UINT256_DIGITS = 78


class UnitsField(models.Field[_ST, _GT]):
    """A non-negative whole number of a token's base units, up to 2**256 - 1."""

    _pyi_private_set_type: int
    _pyi_private_get_type: int

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "text" if connection.vendor == "sqlite" else f"numeric({_MAX_UINT256_DIGITS}, 0)"

    def to_python(self, value: Any) -> int | None:
        return None if value is None else int(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return self.to_python(value)

    def get_prep_value(self, value: Any) -> int | None:
        value = super().get_prep_value(value)
        if value is None:
            return None
        if isinstance(value, float) or not 0 <= int(value) < 2**256:
            raise ValidationError("Base units are whole numbers from 0 to 2**256 - 1, not %r." % (value,))
        return int(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = value if prepared else self.get_prep_value(value)
        if value is None or connection.vendor != "sqlite":
            return value
        return f"{value:0{_MAX_UINT256_DIGITS}d}"


class UsdField(models.Field[_ST, _GT]):
    """A non-negative decimal with 20 digits before and 18 after the point (a price or a value in USD)."""

    _pyi_private_set_type: Decimal
    _pyi_private_get_type: Decimal

    integer_digits = 20
    decimal_places = 18

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        if connection.vendor == "sqlite":
            return "text"
        return f"numeric({self.integer_digits + self.decimal_places}, {self.decimal_places})"

    def to_python(self, value: Any) -> Decimal | None:
        return None if value is None else Decimal(value)

    def get_db_converters(self, connection: BaseDatabaseWrapper) -> list[Any]:
        """Leave alone what comes as a Decimal already: there are thousands in a year of snapshots."""
        return [] if connection.vendor == "postgresql" else super().get_db_converters(connection)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return self.to_python(value)

    def get_prep_value(self, value: Any) -> Decimal | None:
        value = super().get_prep_value(value)
        if value is None:
            return None
        if isinstance(value, float):
            raise ValidationError("A USD amount is a Decimal, never a float.")
        number = Decimal(value)
        if not number.is_finite() or not 0 <= number < 10**self.integer_digits:
            raise ValidationError("A USD amount is from 0 to 10**20, not %s." % number)
        return round(number, self.decimal_places)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = value if prepared else self.get_prep_value(value)
        if value is None or connection.vendor != "sqlite":
            return value
        width = self.integer_digits + self.decimal_places + 1
        return f"{value:0{width}.{self.decimal_places}f}"
