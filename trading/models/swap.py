"""Every intended trade, from quote to result."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models

from esther_site.lib.fields import UnitsField, UsdField
from tokens.models import Chain, Token
from trading.models.bracket import BracketFields
from trading.models.handles import new_handle
from trading.models.people import User, Wallet


class Swap(BracketFields):
    """One intended trade. The numbers a user saw are frozen in it; a new quote is a new row."""

    class State(models.TextChoices):
        QUOTED = "quoted"  # shown, waiting for Confirm until `expires_at`
        CONFIRMED = "confirmed"  # pressed once; being carried out
        BOOKED = "booked", "simulated"  # final: a dry run was booked
        APPROVING = "approving"  # live: its token is being released to the router
        SENT = "sent"  # live: its transaction may be on the chain; only the chain says what became of it
        BRIDGING = "bridging"  # live, between chains: final on the first; what arrives on the other is waited for
        DONE = "done"  # final, live: the chain says so, and `received_units_out` is what arrived
        REVIEW = "review"  # live: what is known disagrees; an operator decides
        FAILED = "failed"  # final: nothing was booked, `failure` says why
        CANCELLED = "cancelled"  # final: by the user
        EXPIRED = "expired"  # final: not confirmed in time
        REPLACED = "replaced"  # final: a fresher quote took its place

    class Mode(models.TextChoices):
        DRY_RUN = "dry_run", "DRY RUN"
        LIVE = "live", "LIVE"

    class Exact(models.TextChoices):
        IN = "in"  # spends exactly what was asked
        OUT = "out"  # receives exactly what was asked

    class Origin(models.TextChoices):
        CHAT = "chat"
        ORDER = "order"
        REBALANCE = "rebalance"

    # What the chain was told of one of these is over, or for an operator to find out.
    OVER: ClassVar = (State.DONE, State.REVIEW, State.FAILED, State.CANCELLED)

    handle = models.CharField(max_length=10, unique=True, default=new_handle)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="swaps")
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="swaps")
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="+")
    token_in = models.ForeignKey(Token, on_delete=models.PROTECT, related_name="+")
    token_out = models.ForeignKey(Token, on_delete=models.PROTECT, related_name="+")
    # Between two chains: where `token_out` is (`chain` is that of `token_in`), and what takes it there.
    to_chain = models.ForeignKey(Chain, on_delete=models.PROTECT, null=True, related_name="+")
    bridge = models.CharField(max_length=40, blank=True)
    bridge_id = models.PositiveIntegerField(null=True)  # OKX's number of it; live trades are held to it
    bridge_coin_units = UnitsField(null=True)  # what it takes in the first chain's coin, on top
    bridge_fee_usd = UsdField(null=True)  # in the amounts and `gas_usd` already
    estimated_seconds = models.PositiveIntegerField(null=True)
    asked = models.CharField(max_length=3, choices=Exact.choices)  # which side the user named ...
    asked_units = UnitsField()  # ... and how much of it
    exact = models.CharField(max_length=3, choices=Exact.choices)  # which side the quote holds fixed
    units_in = UnitsField()
    maximum_units_in = UnitsField()
    expected_units_out = UnitsField()
    minimum_units_out = UnitsField()
    received_units_out = UnitsField(null=True)
    slippage_percent = models.DecimalField(max_digits=5, decimal_places=2)
    price_impact_percent = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    gas_usd = UsdField()
    gas_token = models.ForeignKey(Token, on_delete=models.PROTECT, null=True, related_name="+")
    gas_units = UnitsField(null=True)
    value_usd = UsdField(null=True)
    route = models.CharField(max_length=300, blank=True)
    warnings: models.JSONField[list[str]] = models.JSONField(default=list)
    mode = models.CharField(max_length=7, choices=Mode.choices)
    origin = models.CharField(max_length=9, choices=Origin.choices, default=Origin.CHAT)
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUOTED)
    failure = models.CharField(max_length=300, blank=True)
    confirmed_by = models.CharField(max_length=40, blank=True)  # what confirmed it, so that a retry is known
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # Live: until when it may begin; when somebody looks at it next; and whether its user wants it taken back.
    begin_before = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    is_withdrawn = models.BooleanField(default=False)
    arrival_hash = models.CharField(max_length=66, blank=True)  # live, between chains: of what brought it to the other
    # What an operator found out about a trade in review, and who.
    reviewed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    review_note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wallet", "chain"],
                condition=models.Q(mode="live", state__in=["approving", "sent"]),
                name="one_live_swap_per_wallet_and_chain",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "-created_at"], name="swap_history"),
            models.Index(fields=["expires_at"], condition=models.Q(state="quoted"), name="swap_waiting"),
            models.Index(fields=["confirmed_at"], condition=models.Q(state="confirmed"), name="swap_unfinished"),
            models.Index(
                fields=["not_before"],
                condition=models.Q(mode="live", not_before__isnull=False),
                name="swap_live",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handle} ({self.state})"

    @property
    def rate(self) -> tuple[Token, Decimal, Token]:
        """The expected rate the way people say it: (token, price, other token), with the price at least one."""
        given = self.token_in.to_amount(self.units_in)
        received = self.token_out.to_amount(self.expected_units_out)
        if received > given:
            return self.token_in, received / given, self.token_out
        return self.token_out, given / received, self.token_in

    @property
    def is_crossing(self) -> bool:
        """Whether what is bought arrives on another chain."""
        return self.to_chain_id is not None

    @property
    def unverified_tokens(self) -> list[Token]:
        return [token for token in (self.token_in, self.token_out) if not token.verified]
