"""Money comes back from the database as it went in, and sorts like the numbers it is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F

from esther_site.lib.fields import UnitsField, UsdField

MAX_UNITS = 2**256 - 1
MAX_USD = Decimal(10**38 - 1).scaleb(-18)


class Purse(models.Model):
    units = UnitsField(null=True)
    usd = UsdField(null=True)

    objects: ClassVar[models.Manager[Purse]] = models.Manager()

    class Meta:
        app_label = "tests"  # of no installed app, so that nothing that walks through all models meets it

    def __str__(self) -> str:
        return f"purse {self.pk}"


@pytest.fixture
def _purses(transactional_db: None) -> Iterator[None]:
    with connection.schema_editor() as editor:
        editor.create_model(Purse)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Purse)


@pytest.mark.parametrize("value", [-1, 2**256, 1.0, "12.5", "ten"])
def test_units_refuses_what_is_no_amount(value: object) -> None:
    with pytest.raises((ValidationError, ValueError)):
        UnitsField().get_prep_value(value)


@pytest.mark.parametrize("value", [-1, Decimal("-0.1"), 10**20, 1.5, Decimal("NaN"), Decimal("Infinity")])
def test_usd_refuses_what_is_no_price(value: object) -> None:
    with pytest.raises(ValidationError):
        UsdField().get_prep_value(value)


@pytest.mark.usefixtures("_purses")
@pytest.mark.parametrize("units", [0, 1, 10**18, 2**63, MAX_UNITS, None])
def test_units_keep_every_digit(units: int | None) -> None:
    purse = Purse.objects.create(units=units)
    assert Purse.objects.get(pk=purse.pk).units == units
    assert Purse.objects.filter(units=units).exists()


@pytest.mark.usefixtures("_purses")
@pytest.mark.parametrize("usd", ["0", "0.000000000000000001", "3141.592653589793238462", str(MAX_USD), None])
def test_usd_keeps_every_digit(usd: str | None) -> None:
    price = None if usd is None else Decimal(usd)
    purse = Purse.objects.create(usd=price)
    assert Purse.objects.get(pk=purse.pk).usd == price
    assert Purse.objects.filter(usd=price).exists()


@pytest.mark.usefixtures("_purses")
def test_amounts_sort_and_compare_as_numbers() -> None:
    for number in (9, 100, 20, MAX_UNITS):
        Purse.objects.create(units=number, usd=Decimal(min(number, 1000)))
    assert list(Purse.objects.order_by("units").values_list("units", flat=True)) == [9, 20, 100, MAX_UNITS]
    assert list(Purse.objects.order_by("usd").values_list("usd", flat=True)) == [9, 20, 100, 1000]
    assert Purse.objects.filter(units__gte=20, usd__lt=1000).count() == 2
    assert Purse.objects.filter(units=F("units")).count() == 4
