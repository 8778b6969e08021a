"""What a purchase is protected by once it is filled: a stop below it, a target above it, or both."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from esther_site.lib.fields import UsdField

__all__ = ["BracketFields"]


class BracketFields(models.Model):
    """The bracket a purchase carries; each side is a percentage of the fill's price or a price of its own."""

    stop_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    stop_usd = UsdField(null=True)
    target_percent = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    target_usd = UsdField(null=True)

    class Meta:
        abstract: ClassVar = True
