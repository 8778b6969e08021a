"""Contracts that OKX names and nobody vouched for yet: seen, proposed by an operator, and only then allowed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tokens.models import Chain
from trading.models.people import User


class NamedContract(models.Model):
    """A contract that a live trade would have used and that was on no list. Two steps of an operator allow it."""

    class Role(models.TextChoices):
        ROUTER = "router"  # what a swap is sent to
        SPENDER = "spender"  # what may be allowed to move tokens
        BRIDGE = "bridge"  # what a swap between chains is sent to
        BRIDGE_SPENDER = "bridge_spender", "spender of a bridge"

    class State(models.TextChoices):
        SEEN = "seen"
        PROPOSED = "proposed"
        ALLOWED = "allowed"
        REFUSED = "refused"

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="named_contracts")
    role = models.CharField(max_length=14, choices=Role.choices)
    bridge_id = models.PositiveIntegerField(default=0)  # of the roles of bridges: OKX's number of the bridge
    address = models.CharField(max_length=42)  # lower case
    state = models.CharField(max_length=8, choices=State.choices, default=State.SEEN)
    seen_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["chain", "role", "bridge_id", "address"], name="one_row_per_contract_and_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.address} on {self.chain_id} ({self.state})"
