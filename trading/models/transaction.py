"""What was, is or may be on a chain for a live swap. A row is written before the deed it tells of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from esther_site.lib.fields import UnitsField
from tokens.models import Chain
from trading.models.people import Wallet
from trading.models.swap import Swap


class NonceSlot(models.Model):
    """The next nonce of a wallet on a chain. Its row lock is the queue: one transaction at a time."""

    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="+")
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="+")
    next_nonce = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wallet", "chain"], name="one_nonce_slot_per_wallet_and_chain")
        ]

    def __str__(self) -> str:
        return f"{self.wallet_id} on {self.chain_id}: {self.next_nonce}"


class Transaction(models.Model):
    """One intended transaction at one nonce. Its attempts differ in their fees alone, or cancel it."""

    class Purpose(models.TextChoices):
        RESET = "reset"  # sets an allowance to nothing, for tokens that demand it
        APPROVE = "approve"
        SWAP = "swap"
        REVOKE = "revoke"  # takes back what the swap left of the approval

    class State(models.TextChoices):
        SIGNED = "signed"  # stored, and nobody was told yet
        SENT = "sent"  # some node may have it
        MINED = "mined"  # in a block that may still be replaced
        DONE = "done"  # final: it did what it should
        REVERTED = "reverted"  # final: mined, and undone by the chain
        CANCELLED = "cancelled"  # final: another attempt at this nonce cancelled it
        LOST = "lost"  # final: somebody else used the nonce
        ABANDONED = "abandoned"  # final: its bytes never left

    swap = models.ForeignKey(Swap, on_delete=models.PROTECT, related_name="transactions")
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="transactions")
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=7, choices=Purpose.choices)
    nonce = models.PositiveBigIntegerField()
    to = models.CharField(max_length=42)
    value = UnitsField()
    data = models.TextField()  # hex
    gas = models.PositiveBigIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.SIGNED)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    mined_at = models.DateTimeField(null=True)
    block_number = models.PositiveBigIntegerField(null=True)
    block_hash = models.CharField(max_length=66, blank=True)
    gas_used = models.PositiveBigIntegerField(null=True)
    fee_wei = UnitsField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["swap", "purpose"],
                condition=~Q(state__in=["abandoned", "lost", "cancelled"])
                & ~Q(purpose="revoke", state__in=["done", "reverted"]),  # a later one may have to follow
                name="one_transaction_per_purpose",
            ),
            models.UniqueConstraint(
                fields=["wallet", "chain", "nonce"], condition=~Q(state="abandoned"), name="one_transaction_per_nonce"
            ),
            models.UniqueConstraint(
                fields=["wallet", "chain"],
                condition=Q(state__in=["signed", "sent"]),
                name="one_transaction_in_flight",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} at nonce {self.nonce} ({self.state})"


class Attempt(models.Model):
    """Signed bytes: the first ones, ones with higher fees, or ones that cancel. Any of them may be mined."""

    class Kind(models.TextChoices):
        FIRST = "first"
        FASTER = "faster"
        CANCEL = "cancel"  # to the wallet itself, with nothing in it

    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="tries")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    hash = models.CharField(max_length=66, unique=True)
    sealed_raw = models.TextField(blank=True)  # emptied when the nonce is settled
    max_fee = UnitsField()
    priority_fee = UnitsField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)  # the first time that a node may have got it
    gateway_order = models.CharField(max_length=80, blank=True)  # what OKX's gateway calls it, where that sent it

    def __str__(self) -> str:
        return f"{self.hash} ({self.kind})"
