"""What a trade was promised and last quoted, and how far simulated trades were off some minutes later."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from esther_site.lib.fields import UnitsField, UsdField
from trading.models.swap import Swap


class Execution(models.Model):
    """What the report on a trade needs and its row forgets: the card it was confirmed by, and the last quote before.

    That quote is the one it was booked at, or live the one its transaction came with. What was promised to come out
    stays in the trade itself.
    """

    swap = models.OneToOneField(Swap, on_delete=models.CASCADE, primary_key=True, related_name="execution")
    promised_units_in = UnitsField()
    promised_gas_usd = UsdField()
    quoted_units_in = UnitsField()
    quoted_units_out = UnitsField()
    quoted_at = models.DateTimeField()
    # What the tokens themselves take of the transfers in and out together, 0 to 100, by the same quote.
    tax_percent = models.DecimalField(max_digits=7, decimal_places=4)

    def __str__(self) -> str:
        return f"execution of swap {self.swap_id}"


class Repricing(models.Model):
    """One later look at a simulated trade: what the very same amount would bring then."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"  # final: `error_bps` is known
        MISSED = "missed", "not looked at in time"  # final: nobody was awake
        REFUSED = "refused", "no quote any more"  # final: OKX had none for it

    swap = models.ForeignKey(Swap, on_delete=models.CASCADE, related_name="repricings")
    delay_minutes = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    claim = models.CharField(max_length=10, blank=True)  # whose turn it is, until `lease_until`
    lease_until = models.DateTimeField(null=True)
    units_out = UnitsField(null=True)
    # By how much the simulation was too rosy, in hundredths of a percent of what it brought; below zero it was too shy.
    error_bps = models.IntegerField(null=True)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["swap", "delay_minutes"], name="one_repricing_per_delay")
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="repricing_waiting"),
        ]

    def __str__(self) -> str:
        return f"swap {self.swap_id} after {self.delay_minutes} min ({self.state})"
