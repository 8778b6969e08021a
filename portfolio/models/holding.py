"""What wallets on chains hold, as OKX last told it whole; a paper wallet has its own book."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from esther_site.lib.fields import UnitsField, UsdField
from tokens.models import Token
from trading.models import Wallet


class Holding(models.Model):
    """How much of one token a wallet holds. All rows of a wallet are of one sync."""

    class Apart(models.TextChoices):
        """Why an asset is listed apart and not counted."""

        NO = "", "counted"
        RISK = "risk"  # OKX says that it is a trap
        WORTHLESS = "worthless"  # unverified, and nobody would buy it
        JUMP = "jump"  # it alone would have raised the net worth by half since the last sync

    wallet = models.ForeignKey(Wallet, on_delete=models.CASCADE, related_name="holdings")
    token = models.ForeignKey(Token, on_delete=models.PROTECT, related_name="+")
    units = UnitsField()
    apart = models.CharField(max_length=9, choices=Apart.choices, blank=True)
    accepted_at = models.DateTimeField(null=True)  # its owner said that it counts, jump or not

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wallet", "token"], name="one_holding_per_wallet_and_token")
        ]

    def __str__(self) -> str:
        return f"{self.wallet_id}: {self.units} of {self.token_id}"


class WalletSync(models.Model):
    """When a wallet's holdings were last fetched whole, and why not since."""

    wallet = models.OneToOneField(Wallet, on_delete=models.CASCADE, primary_key=True, related_name="sync")
    synced_at = models.DateTimeField(null=True)  # of the rows that are kept
    counted_usd = UsdField(null=True)  # what they were worth then
    failure = models.CharField(max_length=300, blank=True)  # of the latest attempt: then the rows are stale
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    due_at = models.DateTimeField()  # of the next attempt in the background
    lease_until = models.DateTimeField(null=True)  # somebody is at it

    class Meta:
        indexes: ClassVar = [models.Index(fields=["due_at"], name="sync_due")]

    def __str__(self) -> str:
        return f"{self.wallet_id} synced at {self.synced_at}"
